package dev.drover.agent.gate;

import dev.drover.model.acl.ACLToken;
import dev.drover.model.acl.Acl;
import dev.drover.model.acl.Workload;
import java.util.List;
import java.util.Optional;

/**
 * Who asks.
 *
 * @param token empty for whoever has none
 * @param workload the task whose token it is, when it is one
 * @param policies names of those that count for him
 * @param acl what they come to
 */
public record Caller(Optional<ACLToken> token, Optional<Workload> workload, List<String> policies, Acl acl) {
    /** Everybody, where access control is off. */
    public static final Caller UNRESTRICTED = new Caller(Optional.empty(), Optional.empty(), List.of(), Acl.MANAGEMENT);

    /** Somebody of whom nothing is known. */
    public static final Caller NOBODY = new Caller(Optional.empty(), Optional.empty(), List.of(), Acl.NOTHING);

    public Caller {
        policies = List.copyOf(policies);
    }

    /** Whether somebody is known at all. */
    public boolean isSomebody() {
        return token.isPresent() || workload.isPresent();
    }
}
