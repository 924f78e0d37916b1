package dev.drover.server.keyring;

import dev.drover.model.acl.Secret;
import dev.drover.model.acl.Workload;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.job.Job;
import dev.drover.model.job.Task;
import dev.drover.model.job.WorkloadIdentity;
import dev.drover.rpc.message.IdentityCalls.Token;
import dev.drover.rpc.message.IdentityCalls.Wanted;
import dev.drover.server.Core;
import dev.drover.server.Ids;
import dev.drover.server.ServerException;
import dev.drover.state.RootKey;
import dev.drover.state.State;
import dev.drover.state.Statuses;
import dev.drover.state.Table;
import dev.drover.state.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Signs the identities of tasks, and knows them again. */
public final class IdentityEndpoint {
    /** Who is meant to read a token that is for the cluster's own API. */
    public static final String OWN_AUDIENCE = "nomadproject.io";

    /** How long it is waited for the first key of a cluster that has just begun. */
    private static final Duration FIRST_KEY = Duration.ofSeconds(5);

    private static final Duration FRESH_WAIT = Duration.ofSeconds(5);
    private static final int FORBIDDEN = 403;

    private final Core core;
    private final String region;
    private final KeyringSettings settings;
    private final SigningKeys keys = new SigningKeys();

    public IdentityEndpoint(Core core, String region, KeyringSettings settings) {
        this.core = core;
        this.region = region;
        this.settings = settings;
    }

    /**
     * Makes tokens for tasks of a node, in the order in which they are wanted.
     *
     * @throws ServerException with status 403 for an allocation of another node or one that is over, 404 for what there is not, and 500
     *     while there is no key to sign with
     */
    public List<Token> sign(String nodeId, List<Wanted> wanted) throws InterruptedException {
        awaitFresh();
        return wanted.stream().map(each -> sign(nodeId, each)).toList();
    }

    /** The allocation may have been placed a moment ago, and a server that has just started reads its log again. */
    void awaitFresh() throws InterruptedException {
        core.log().awaitFresh(FRESH_WAIT);
    }

    private Token sign(String nodeId, Wanted wanted) {
        State state = core.state();
        Allocation allocation = state.allocation(wanted.allocationId())
                .orElseThrow(() -> ServerException.notFound("allocation " + wanted.allocationId() + " not found"));
        if (!allocation.nodeId().equals(nodeId)) {
            throw new ServerException(FORBIDDEN, "allocation " + allocation.id() + " belongs to another node");
        }
        if (Statuses.terminal(allocation.clientStatus())) {
            throw new ServerException(FORBIDDEN, "allocation " + allocation.id() + " is over");
        }
        WorkloadIdentity identity = task(allocation, wanted.task()).stream()
                .flatMap(task -> Stream.concat(Stream.ofNullable(task.identity()), task.identities().stream()))
                .filter(each -> each.name().equals(wanted.identity()))
                .findFirst()
                .orElseThrow(() -> ServerException.notFound("task " + wanted.task() + " of allocation "
                        + allocation.id() + " has no identity " + wanted.identity()));
        Instant now = Instant.ofEpochSecond(core.now().getEpochSecond());
        Optional<Instant> expires = identity.ttl().isZero() ? Optional.empty() : Optional.of(now.plus(identity.ttl()));
        String jwt = keys.sign(signingKey(allocation), claims(allocation, wanted.task(), identity, now, expires));
        return new Token(Secret.of(jwt), now, expires.orElse(null));
    }

    private static Optional<Task> task(Allocation allocation, String name) {
        Job job = allocation.job();
        return job == null
                ? Optional.empty()
                : job.taskGroups().stream()
                        .filter(group -> group.name().equals(allocation.taskGroup()))
                        .flatMap(group -> group.tasks().stream())
                        .filter(task -> task.name().equals(name))
                        .findFirst();
    }

    /**
     * All tokens of an allocation are signed with one key, the one that was active when it was placed, so that it is known which keys are
     * in use; with the active one when that is gone.
     */
    private RootKey signingKey(Allocation allocation) {
        return signingKey(allocation.signingKeyId());
    }

    private RootKey signingKey(String preferred) {
        State state = core.state();
        if (state.activeRootKey().isEmpty()) {
            state = core.store().await(Set.of(new Watch.Whole(Table.ROOT_KEYS)), state.index(), FIRST_KEY);
        }
        return state.rootKey(preferred)
                .or(state::activeRootKey)
                .filter(RootKey::isWhole)
                .or(state::activeRootKey)
                .filter(RootKey::isWhole)
                .orElseThrow(() -> ServerException.failed("No cluster leader has made a root key yet; try again"));
    }

    /** Signs with the active key, as {@link #sign(String, List)}. */
    String sign(Map<String, Object> claims) {
        return keys.sign(signingKey(""), claims);
    }

    private Map<String, Object> claims(
            Allocation allocation, String task, WorkloadIdentity identity, Instant now, Optional<Instant> expires) {
        String job = jobId(allocation);
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("nomad_namespace", allocation.namespace());
        claims.put("nomad_job_id", job);
        claims.put("nomad_allocation_id", allocation.id());
        claims.put("nomad_task", task);
        if (!identity.audience().isEmpty()) {
            claims.put(
                    "aud", identity.audience().size() == 1 ? identity.audience().getFirst() : identity.audience());
        }
        claims.put(
                "sub",
                String.join(":", region, allocation.namespace(), job, allocation.taskGroup(), task, identity.name()));
        settings.issuer().ifPresent(issuer -> claims.put("iss", issuer));
        claims.put("iat", now.getEpochSecond());
        claims.put("nbf", now.getEpochSecond());
        expires.ifPresent(end -> claims.put("exp", end.getEpochSecond()));
        claims.put("jti", Ids.next());
        return claims;
    }

    /** Policies are bound to a job that is there before its children, whose ids nobody can know. */
    private static String jobId(Allocation allocation) {
        Job job = allocation.job();
        return job == null || job.parentId().isEmpty() ? allocation.jobId() : job.parentId();
    }

    /** Whether a secret is meant to be the token of a workload, whatever it is worth. */
    public static boolean isWorkloadToken(Secret secret) {
        return Jwt.looksLike(secret.reveal());
    }

    /**
     * The task whose token it is.
     *
     * @throws ServerException with status 403 when no key of the cluster has signed it, when it is for somebody else, not yet or no longer
     *     good, or when its allocation is over
     */
    public Workload workload(Secret secret) throws InterruptedException {
        Jwt token = verified(secret.reveal());
        long now = core.now().getEpochSecond();
        if (token.seconds("exp").filter(end -> end <= now).isPresent()) {
            throw denied("the token has expired");
        }
        if (token.seconds("nbf").filter(begin -> begin > now).isPresent()) {
            throw denied("the token is not good yet");
        }
        if (!audience(token).contains(OWN_AUDIENCE)) {
            throw denied("the token is for another audience");
        }
        Allocation allocation = core.state()
                .allocation(token.text("nomad_allocation_id"))
                .filter(found -> !Statuses.terminal(found.clientStatus()))
                .orElseThrow(() -> denied("the allocation of the token is over"));
        return new Workload(
                allocation.namespace(),
                jobId(allocation),
                allocation.taskGroup(),
                token.text("nomad_task"),
                allocation.id());
    }

    /** What a key of the cluster has signed; whether it still counts is for the caller to see. */
    Jwt verified(String text) throws InterruptedException {
        Optional<Jwt> found = keys.verified(core.state(), text);
        if (found.isEmpty()) {
            // Its key may have been made a moment ago through another server.
            awaitFresh();
            found = keys.verified(core.state(), text);
        }
        return found.orElseThrow(() -> denied("no key of this cluster has signed the token"));
    }

    private static List<?> audience(Jwt token) {
        Object audience = token.claims().get("aud");
        return audience instanceof List<?> list ? list : List.of(String.valueOf(audience));
    }

    private static ServerException denied(String reason) {
        return new ServerException(FORBIDDEN, "Permission denied: " + reason);
    }
}
