package dev.drover.agent.gate;

import dev.drover.model.acl.ACLToken;
import dev.drover.model.acl.Acl;
import java.util.List;
import java.util.Optional;

/**
 * Who asks.
 *
 * @param token empty for whoever has none
 * @param policies names of those that count for him
 * @param acl what they come to
 */
public record Caller(Optional<ACLToken> token, List<String> policies, Acl acl) {
    /** Everybody, where access control is off. */
    public static final Caller UNRESTRICTED = new Caller(Optional.empty(), List.of(), Acl.MANAGEMENT);

    public Caller {
        policies = List.copyOf(policies);
    }
}
