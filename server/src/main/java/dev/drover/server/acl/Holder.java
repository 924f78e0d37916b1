package dev.drover.server.acl;

import dev.drover.model.acl.ACLPolicy;
import dev.drover.model.acl.ACLRole;
import dev.drover.model.acl.ACLRolePolicyLink;
import dev.drover.model.acl.ACLToken;
import dev.drover.model.acl.ACLTokenRoleLink;
import dev.drover.model.acl.Secret;
import dev.drover.model.acl.Workload;
import dev.drover.server.ServerException;
import dev.drover.state.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Who holds a secret.
 *
 * @param token empty for whoever has none
 * @param workload the task whose token it is, when it is one
 * @param policies all that count for him, through his roles too; those of a role or name that there is not do not exist
 */
public record Holder(Optional<ACLToken> token, Optional<Workload> workload, List<ACLPolicy> policies) {
    /** The policy of those who have no token. */
    public static final String ANONYMOUS = "anonymous";

    private static final int FORBIDDEN = 403;

    public Holder {
        policies = List.copyOf(policies);
    }

    /**
     * Finds the holder of a secret in a state.
     *
     * @throws ServerException with status 403 when no token has it, or one that has expired
     */
    static Holder of(State state, Secret secret, Instant now) {
        if (secret.isEmpty()) {
            return new Holder(
                    Optional.empty(),
                    Optional.empty(),
                    state.aclPolicy(ANONYMOUS).stream().toList());
        }
        ACLToken token = state.aclToken(secret).orElseThrow(Holder::unknown);
        if (token.isExpired(now)) {
            throw new ServerException(FORBIDDEN, "ACL token expired");
        }
        return new Holder(Optional.of(token), Optional.empty(), policies(state, token));
    }

    /** A workload, with the policies that are bound to it. */
    static Holder of(State state, Workload workload) {
        List<ACLPolicy> bound =
                state.aclPolicies().stream().filter(workload::isMeantBy).toList();
        return new Holder(Optional.empty(), Optional.of(workload), bound);
    }

    static ServerException unknown() {
        return new ServerException(FORBIDDEN, "ACL token not found");
    }

    private static List<ACLPolicy> policies(State state, ACLToken token) {
        TreeSet<String> names = new TreeSet<>(token.policies());
        token.roles().stream()
                .flatMap(link -> role(state, link).stream())
                .flatMap(role -> role.policies().stream())
                .map(ACLRolePolicyLink::name)
                .forEach(names::add);
        return names.stream().flatMap(name -> state.aclPolicy(name).stream()).toList();
    }

    private static Optional<ACLRole> role(State state, ACLTokenRoleLink link) {
        return state.aclRole(link.id());
    }
}
