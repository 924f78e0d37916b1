package dev.drover.server.acl;

import dev.drover.model.acl.ACLPolicy;
import dev.drover.model.acl.ACLRole;
import dev.drover.model.acl.ACLToken;
import dev.drover.model.acl.ACLTokenBuilder;
import dev.drover.model.acl.NodeProof;
import dev.drover.model.acl.OneTimeToken;
import dev.drover.model.acl.Secret;
import dev.drover.server.Core;
import dev.drover.server.Ids;
import dev.drover.server.ServerException;
import dev.drover.server.keyring.IdentityEndpoint;
import dev.drover.state.State;
import dev.drover.state.command.AclCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What operators do with tokens, policies and roles. Who may call it is decided before. */
public final class AclEndpoint {
    private static final Duration ONE_TIME_TTL = Duration.ofMinutes(10);
    private static final Duration FRESH_WAIT = Duration.ofSeconds(5);
    private static final int FORBIDDEN = 403;

    private final Core core;
    private final IdentityEndpoint identities;
    private final TokenRules rules;
    private final BootstrapReset reset;

    public AclEndpoint(Core core, AclSettings settings, IdentityEndpoint identities) {
        this.core = core;
        this.identities = identities;
        this.rules = new TokenRules(settings);
        this.reset = new BootstrapReset(settings.resetFile());
    }

    /**
     * Who holds a secret, as far as this server knows; what it has not heard of it makes sure of.
     *
     * @param secret empty for whoever has none
     * @throws ServerException with status 403 when no token has it, or one that has expired, or when it is the token of a workload and not
     *     good
     */
    public Holder holder(Secret secret) throws InterruptedException {
        if (IdentityEndpoint.isWorkloadToken(secret)) {
            return Holder.of(core.state(), identities.workload(secret));
        }
        if (!secret.isEmpty() && core.state().aclToken(secret).isEmpty()) {
            // It may have been made a moment ago through another server.
            core.log().awaitFresh(FRESH_WAIT);
        }
        return Holder.of(core.state(), secret, core.now());
    }

    /** Whether the proof is by a node that has an allocation which continues the one that it names. */
    public boolean continues(NodeProof proof) throws InterruptedException {
        // The allocation may have been placed a moment ago; it is asked once for each that moves.
        core.log().awaitFresh(FRESH_WAIT);
        State state = core.state();
        return state.node(proof.nodeId())
                .filter(node -> proof.isBy(Secret.of(node.secretId())))
                .map(node -> state.allocationsOfNode(node.id()).stream()
                        .anyMatch(allocation -> allocation.previousAllocation().equals(proof.allocationId())))
                .orElse(false);
    }

    /**
     * Makes the first token, which may do everything; once, unless an operator with access to the leader's disk allows it again.
     *
     * @param given what its secret is to be, or empty
     * @throws ServerException with status 400 when there was a first token already, with the index to reset it
     */
    public ACLToken bootstrap(Secret given) {
        if (!given.isEmpty() && !Ids.isUuid(given.reveal())) {
            throw ServerException.badRequest("invalid acl token: the bootstrap secret has to be a UUID");
        }
        ACLToken token = rules.withHash(ACLTokenBuilder.builder()
                .accessorId(Ids.next())
                .secretId(given.isEmpty() ? Secret.of(Ids.next()) : given)
                .name("Bootstrap Token")
                .type(ACLToken.MANAGEMENT)
                .global(true)
                .createTime(core.now())
                .build());
        long resetIndex = reset.index();
        try {
            core.propose(new AclCommand.Bootstrap(token, resetIndex));
        } catch (ServerException refused) {
            throw refused.status() == ServerException.CONFLICT ? ServerException.badRequest(refused.text()) : refused;
        }
        reset.used();
        return stored(token);
    }

    /**
     * Makes or changes a policy.
     *
     * @param policy with what its text means
     * @return index of the change
     */
    public long upsertPolicy(ACLPolicy policy) {
        return core.propose(new AclCommand.UpsertPolicies(List.of(PolicyChecks.checked(policy))));
    }

    /**
     * Takes a policy out; tokens that name it lose what it gave.
     *
     * @return index of the change
     */
    public long deletePolicy(String name) {
        if (core.state().aclPolicy(name).isEmpty()) {
            throw ServerException.notFound("ACL policy not found");
        }
        return core.propose(new AclCommand.DeletePolicies(List.of(name)));
    }

    /** Makes a token, with ids that nobody chose, or with the accessor that the caller did. */
    public ACLToken createToken(ACLToken asked) {
        State state = core.state();
        if (!asked.accessorId().isEmpty() && state.aclToken(asked.accessorId()).isPresent()) {
            return updateToken(asked);
        }
        ACLToken token = rules.created(state, asked, core.now());
        core.propose(new AclCommand.UpsertTokens(List.of(token)));
        return stored(token);
    }

    /** Changes name, type, policies and roles of a token; what else it is stays. */
    public ACLToken updateToken(ACLToken asked) {
        State state = core.state();
        ACLToken before =
                state.aclToken(asked.accessorId()).orElseThrow(() -> ServerException.notFound("ACL token not found"));
        ACLToken token = rules.updated(state, before, asked);
        core.propose(new AclCommand.UpsertTokens(List.of(token)));
        return stored(token);
    }

    private ACLToken stored(ACLToken token) {
        return core.state().aclToken(token.accessorId()).orElse(token);
    }

    /**
     * Takes a token out; its holder is refused from then on.
     *
     * @return index of the change
     */
    public long deleteToken(String accessor) {
        if (core.state().aclToken(accessor).isEmpty()) {
            throw ServerException.notFound("ACL token not found");
        }
        return core.propose(new AclCommand.DeleteTokens(List.of(accessor)));
    }

    /** Makes a role, or changes the one whose id is given. */
    public ACLRole upsertRole(ACLRole asked) {
        ACLRole role = RoleRules.checked(core.state(), asked);
        core.propose(new AclCommand.UpsertRoles(List.of(role)));
        return core.state().aclRole(role.id()).orElse(role);
    }

    /**
     * Takes a role out; tokens that have it lose what it gave.
     *
     * @return index of the change
     */
    public long deleteRole(String id) {
        if (core.state().aclRole(id).isEmpty()) {
            throw ServerException.notFound("ACL role not found");
        }
        return core.propose(new AclCommand.DeleteRoles(List.of(id)));
    }

    /** Makes a secret that stands for a token once, for a browser that is to be opened with it. */
    public OneTimeToken createOneTimeToken(ACLToken owner) {
        OneTimeToken token = new OneTimeToken(
                Secret.of(Ids.next()), owner.accessorId(), core.now().plus(ONE_TIME_TTL), 0, 0);
        long index = core.propose(new AclCommand.UpsertOneTimeToken(token));
        return new OneTimeToken(token.oneTimeSecretId(), token.accessorId(), token.expiresAt(), index, index);
    }

    /**
     * The token that a one-time token stands for; the first who asks gets it.
     *
     * @throws ServerException with status 403 when it was used, has expired, or never was
     */
    public ACLToken exchange(Secret oneTimeSecret) {
        Instant now = core.now();
        State state = core.state();
        Optional<ACLToken> owner = state.oneTimeToken(oneTimeSecret)
                .flatMap(token -> state.aclToken(token.accessorId()))
                .filter(token -> !token.isExpired(now));
        if (owner.isEmpty()) {
            throw denied();
        }
        try {
            core.propose(new AclCommand.ExchangeOneTimeToken(oneTimeSecret, now));
        } catch (ServerException refused) {
            throw refused.status() == ServerException.CONFLICT ? denied() : refused;
        }
        return owner.get();
    }

    private static ServerException denied() {
        return new ServerException(FORBIDDEN, "Permission denied");
    }
}
