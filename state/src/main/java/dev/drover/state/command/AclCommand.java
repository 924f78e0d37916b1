package dev.drover.state.command;

import dev.drover.model.acl.ACLPolicy;
import dev.drover.model.acl.ACLRole;
import dev.drover.model.acl.ACLToken;
import dev.drover.model.acl.OneTimeToken;
import dev.drover.model.acl.Secret;
import java.time.Instant;
import java.util.List;

/** Changes of who may do what. */
public sealed interface AclCommand extends Command {
    /**
     * Makes the first token.
     *
     * @param resetIndex at which index the last first token was made, to make another; 0 when there was none
     */
    record Bootstrap(ACLToken token, long resetIndex) implements AclCommand {}

    record UpsertPolicies(List<ACLPolicy> policies) implements AclCommand {}

    record DeletePolicies(List<String> names) implements AclCommand {}

    record UpsertTokens(List<ACLToken> tokens) implements AclCommand {}

    /** Takes tokens out, by their accessors. */
    record DeleteTokens(List<String> accessors) implements AclCommand {}

    record UpsertRoles(List<ACLRole> roles) implements AclCommand {}

    record DeleteRoles(List<String> ids) implements AclCommand {}

    /** Makes a one-time token, in the place of another of the same token. */
    record UpsertOneTimeToken(OneTimeToken token) implements AclCommand {}

    /** Takes a one-time token out, for whoever is first. */
    record ExchangeOneTimeToken(Secret oneTimeSecret, Instant time) implements AclCommand {}

    /** Takes out one-time tokens that have expired. */
    record ExpireOneTimeTokens(Instant time) implements AclCommand {}
}
