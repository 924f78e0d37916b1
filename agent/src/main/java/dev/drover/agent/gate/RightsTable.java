package dev.drover.agent.gate;

import static dev.drover.agent.gate.Place.ALLOCATION;
import static dev.drover.agent.gate.Place.DEPLOYMENT;
import static dev.drover.agent.gate.Place.EVALUATION;
import static dev.drover.agent.gate.Place.LIST;
import static dev.drover.agent.gate.Place.QUERY;
import static dev.drover.model.acl.NamespaceCapability.*;

import dev.drover.model.acl.AccessLevel;
import dev.drover.model.acl.Area;
import dev.drover.model.acl.NamespaceCapability;
import dev.drover.model.acl.NodePoolCapability;
import dev.drover.model.acl.OperatorCapability;
import java.util.List;

/**
 * The table: a line for each method of each route. A route that is not here keeps the agent from starting, so a new route begins with its
 * line. Routes that answer 501 have the line that they will need.
 */
final class RightsTable {
    private static final Right ANYONE = new Right.Anyone();
    private static final Right ANY_TOKEN = new Right.AnyToken();
    private static final Right MANAGEMENT = new Right.Management();
    private static final Right CHECKED_BY_ROUTE = new Right.CheckedByRoute();
    private static final String WRITE = "PUT|POST";

    private RightsTable() {}

    static void addTo(Rights rights) {
        jobs(rights);
        jobWrites(rights);
        allocations(rights);
        evaluationsAndDeployments(rights);
        nodes(rights);
        clients(rights);
        volumes(rights);
        access(rights);
        agents(rights);
        operators(rights);
        settings(rights);
        services(rights);
        pages(rights);
    }

    private static Right in(Place place, NamespaceCapability... anyOf) {
        return new Right.InNamespace(place, List.of(anyOf));
    }

    private static Right level(Area area, AccessLevel level) {
        return new Right.Level(area, level);
    }

    private static Right everyOf(Right... rights) {
        return new Right.EveryOf(List.of(rights));
    }

    private static Right oneOf(Right... rights) {
        return new Right.OneOf(List.of(rights));
    }

    private static void jobs(Rights rights) {
        Right read = in(QUERY, READ_JOB);
        rights.on("GET", "/v1/jobs", in(LIST, LIST_JOBS))
                .on("GET", "/v1/jobs/statuses", in(LIST, READ_JOB))
                .on("POST", "/v1/jobs/statuses", CHECKED_BY_ROUTE)
                .on("GET", "/v1/job/:job_id*", read)
                .on("GET", "/v1/job/:job_id*/versions", read)
                .on("GET", "/v1/job/:job_id*/submission", read)
                .on("GET", "/v1/job/:job_id*/allocations", read)
                .on("GET", "/v1/job/:job_id*/evaluations", read)
                .on("GET", "/v1/job/:job_id*/deployments", read)
                .on("GET", "/v1/job/:job_id*/deployment", read)
                .on("GET", "/v1/job/:job_id*/summary", read)
                .on("GET", "/v1/job/:job_id*/services", read)
                .on("PUT|POST|DELETE", "/v1/job/:job_id*/services", MANAGEMENT)
                .on("GET", "/v1/job/:job_id*/actions", read)
                .on("GET|WEBSOCKET", "/v1/job/:job_id*/action", in(QUERY, ALLOC_EXEC))
                .on("GET", "/v1/job/:job_id*/scale", in(QUERY, READ_JOB_SCALING, READ_JOB))
                .on(
                        "GET",
                        "/v1/scaling/policies",
                        oneOf(in(LIST, LIST_SCALING_POLICIES), everyOf(in(LIST, LIST_JOBS), in(LIST, READ_JOB))))
                .on(
                        "GET",
                        "/v1/scaling/policy/:policy_id",
                        oneOf(
                                in(Place.SCALING_POLICY, READ_SCALING_POLICY),
                                everyOf(in(Place.SCALING_POLICY, LIST_JOBS), in(Place.SCALING_POLICY, READ_JOB))));
    }

    private static void jobWrites(Rights rights) {
        // The namespace, and much else that takes rights, is in the body.
        rights.on(WRITE, "/v1/jobs", CHECKED_BY_ROUTE)
                .on(WRITE, "/v1/job/:job_id*", CHECKED_BY_ROUTE)
                .on(WRITE, "/v1/job/:job_id*/plan", CHECKED_BY_ROUTE)
                .on(WRITE, "/v1/validate/job", CHECKED_BY_ROUTE)
                .on(WRITE, "/v1/jobs/parse", in(QUERY, PARSE_JOB, SUBMIT_JOB))
                .on(
                        "DELETE",
                        "/v1/job/:job_id*",
                        new Right.Flagged(
                                "purge", in(QUERY, SUBMIT_JOB, PURGE_JOB), in(QUERY, SUBMIT_JOB, DEREGISTER_JOB)))
                .on(WRITE, "/v1/job/:job_id*/dispatch", in(QUERY, DISPATCH_JOB))
                .on(WRITE, "/v1/job/:job_id*/dispatch/payload", in(QUERY, DISPATCH_JOB))
                .on(WRITE, "/v1/job/:job_id*/revert", in(QUERY, SUBMIT_JOB, REVERT_JOB))
                .on(WRITE, "/v1/job/:job_id*/stable", in(QUERY, SUBMIT_JOB, STABLE_JOB))
                .on(WRITE, "/v1/job/:job_id*/evaluate", in(QUERY, SUBMIT_JOB, EVALUATE_JOB))
                .on(WRITE, "/v1/job/:job_id*/periodic/force", in(QUERY, DISPATCH_JOB, SUBMIT_JOB, FORCE_PERIODIC_JOB))
                .on(WRITE, "/v1/job/:job_id*/scale", in(QUERY, SCALE_JOB, SUBMIT_JOB))
                .on(
                        "PUT|POST|DELETE",
                        "/v1/job/:job_id*/versions/:tag_name/tag",
                        in(QUERY, SUBMIT_JOB, TAG_JOB_VERSION));
    }

    private static void allocations(Rights rights) {
        Right read = in(ALLOCATION, READ_JOB);
        Right live = in(ALLOCATION, ALLOC_LIFECYCLE);
        Right files = in(ALLOCATION, READ_FS);
        rights.on("GET", "/v1/allocations", in(LIST, READ_JOB))
                .on("GET", "/v1/allocation/:alloc_id", read)
                .on(WRITE, "/v1/allocation/:alloc_id/stop", live)
                .on("GET", "/v1/allocation/:alloc_id/services", read)
                .on("PUT|POST|DELETE", "/v1/allocation/:alloc_id/services", MANAGEMENT)
                .on("GET", "/v1/allocation/:alloc_id/checks", read)
                .on("GET", "/v1/client/allocation/:alloc_id/checks", read)
                .on("GET", "/v1/client/allocation/:alloc_id/stats", read)
                .on("GET|WEBSOCKET", "/v1/client/allocation/:alloc_id/exec", in(ALLOCATION, ALLOC_EXEC))
                .on("GET", "/v1/client/allocation/:alloc_id/snapshot", new Right.Continuing())
                .on(WRITE, "/v1/client/allocation/:alloc_id/restart", live)
                .on(WRITE, "/v1/client/allocation/:alloc_id/signal", live)
                .on("GET|PUT|POST", "/v1/client/allocation/:alloc_id/gc", in(ALLOCATION, SUBMIT_JOB, GC_ALLOCATION))
                .on("GET", "/v1/client/allocation/:alloc_id/pause", read)
                .on(WRITE, "/v1/client/allocation/:alloc_id/pause", in(ALLOCATION, SUBMIT_JOB, PAUSE_ALLOCATION))
                .on("DELETE", "/v1/client/allocation/:alloc_id/pause", MANAGEMENT)
                .on("GET", "/v1/client/fs/ls/:alloc_id", files)
                .on("GET", "/v1/client/fs/stat/:alloc_id", files)
                .on("GET", "/v1/client/fs/readat/:alloc_id", files)
                .on("GET", "/v1/client/fs/cat/:alloc_id", files)
                .on("GET", "/v1/client/fs/stream/:alloc_id", files)
                .on("GET", "/v1/client/fs/logs/:alloc_id", in(ALLOCATION, READ_LOGS, READ_FS));
    }

    private static void evaluationsAndDeployments(Rights rights) {
        Right evaluation = in(EVALUATION, READ_JOB);
        Right deployment = in(DEPLOYMENT, READ_JOB);
        rights.on("GET", "/v1/evaluations", in(LIST, READ_JOB))
                .on("DELETE", "/v1/evaluations", MANAGEMENT)
                .on("GET", "/v1/evaluations/count", in(LIST, READ_JOB))
                .on("GET", "/v1/evaluation/:eval_id", evaluation)
                .on("GET", "/v1/evaluation/:eval_id/allocations", evaluation)
                .on("GET", "/v1/evaluation/:eval_id/explanation", evaluation)
                .on("GET", "/v1/deployments", in(LIST, READ_JOB))
                .on("GET", "/v1/deployment/:deployment_id", deployment)
                .on("GET", "/v1/deployment/allocations/:deployment_id", deployment)
                .on(WRITE, "/v1/deployment/fail/:deployment_id", in(DEPLOYMENT, SUBMIT_JOB, FAIL_DEPLOYMENT))
                .on(WRITE, "/v1/deployment/pause/:deployment_id", in(DEPLOYMENT, SUBMIT_JOB, PAUSE_DEPLOYMENT))
                .on(WRITE, "/v1/deployment/promote/:deployment_id", in(DEPLOYMENT, SUBMIT_JOB, PROMOTE_DEPLOYMENT))
                .on(
                        WRITE,
                        "/v1/deployment/allocation-health/:deployment_id",
                        in(DEPLOYMENT, SUBMIT_JOB, SET_ALLOC_HEALTH_DEPLOYMENT))
                .on(WRITE, "/v1/deployment/unblock/:deployment_id", in(DEPLOYMENT, SUBMIT_JOB, UNBLOCK_DEPLOYMENT));
    }

    private static void nodes(Rights rights) {
        Right read = level(Area.NODE, AccessLevel.READ);
        Right write = level(Area.NODE, AccessLevel.WRITE);
        Right pool = new Right.NodePool("pool", NodePoolCapability.READ);
        rights.on("GET", "/v1/nodes", read)
                .on("GET", "/v1/node/:node_id", read)
                .on("GET", "/v1/node/:node_id/allocations", everyOf(read, new Right.Showing(List.of(READ_JOB))))
                .on(WRITE, "/v1/node/:node_id/eligibility", write)
                .on(WRITE, "/v1/node/:node_id/drain", write)
                .on(WRITE, "/v1/node/:node_id/evaluate", write)
                .on(WRITE, "/v1/node/:node_id/purge", write)
                .on("GET", "/v1/node/pools", CHECKED_BY_ROUTE)
                .on(WRITE, "/v1/node/pools", CHECKED_BY_ROUTE)
                .on("GET", "/v1/node/pool/:pool", pool)
                .on(WRITE, "/v1/node/pool/:pool", new Right.NodePool("pool", NodePoolCapability.WRITE))
                .on("DELETE", "/v1/node/pool/:pool", new Right.NodePool("pool", NodePoolCapability.DELETE))
                .on("GET", "/v1/node/pool/:pool/nodes", everyOf(pool, read))
                .on("GET", "/v1/node/pool/:pool/jobs", everyOf(pool, in(LIST, LIST_JOBS)));
    }

    private static void clients(Rights rights) {
        Right read = level(Area.NODE, AccessLevel.READ);
        Right write = level(Area.NODE, AccessLevel.WRITE);
        rights.on("GET|PUT|POST", "/v1/client/gc", write)
                .on("GET", "/v1/client/stats", read)
                .on("GET", "/v1/client/metadata", read)
                .on(WRITE, "/v1/client/metadata", write)
                .on("GET", "/v1/client/identity", read)
                .on("PUT|POST|DELETE", "/v1/client/identity", write)
                .on("*", "/v1/client/identity/:rest*", write);
    }

    private static void volumes(Rights rights) {
        Right list = in(LIST, CSI_LIST_VOLUME, CSI_READ_VOLUME, CSI_MOUNT_VOLUME, LIST_JOBS);
        Right plugin = level(Area.PLUGIN, AccessLevel.READ);
        Right write = everyOf(in(QUERY, CSI_WRITE_VOLUME), plugin);
        rights.on("GET", "/v1/volumes", new Right.Asked("type", "host", in(LIST, HOST_VOLUME_READ), list))
                .on(WRITE, "/v1/volumes", CHECKED_BY_ROUTE)
                .on("GET", "/v1/volumes/claims", in(LIST, HOST_VOLUME_READ))
                .on("GET", "/v1/volume/csi/:volume_id", in(QUERY, CSI_READ_VOLUME, CSI_MOUNT_VOLUME, READ_JOB))
                .on(WRITE, "/v1/volume/csi/:volume_id", CHECKED_BY_ROUTE)
                .on("DELETE", "/v1/volume/csi/:volume_id", in(QUERY, CSI_WRITE_VOLUME))
                .on("GET", "/v1/volume/host/:volume_id", in(QUERY, HOST_VOLUME_READ))
                .on("*", "/v1/volumes/:rest*", write)
                .on("*", "/v1/volume/csi/:volume_id/:rest*", write)
                .on("*", "/v1/volume/host/:rest*", in(QUERY, HOST_VOLUME_WRITE))
                .on("GET", "/v1/plugins", level(Area.PLUGIN, AccessLevel.LIST))
                .on("GET", "/v1/plugin/csi/:plugin_id", plugin)
                .on("GET", "/v1/volumes/external", list)
                .on("GET", "/v1/volumes/snapshot", list)
                .on("PUT|POST|DELETE", "/v1/volumes/snapshot", write)
                .on("PUT", "/v1/volume/csi/:volume_id/create", write);
    }

    private static void access(Rights rights) {
        rights.on(WRITE, "/v1/acl/bootstrap", ANYONE)
                .on("GET", "/v1/acl/policies", CHECKED_BY_ROUTE)
                .on("GET", "/v1/acl/policy/self", new Right.AnyIdentity())
                .on("GET", "/v1/acl/policy/:policy_name", CHECKED_BY_ROUTE)
                .on("PUT|POST|DELETE", "/v1/acl/policy/:policy_name", MANAGEMENT)
                .on("GET", "/v1/acl/tokens", MANAGEMENT)
                .on(WRITE, "/v1/acl/token", MANAGEMENT)
                .on("GET", "/v1/acl/token/self", ANY_TOKEN)
                .on("GET", "/v1/acl/token/:accessor_id", CHECKED_BY_ROUTE)
                .on("PUT|POST|DELETE", "/v1/acl/token/:accessor_id", MANAGEMENT)
                .on(WRITE, "/v1/acl/token/onetime", ANY_TOKEN)
                .on(WRITE, "/v1/acl/token/onetime/exchange", ANYONE)
                .on("GET", "/v1/acl/roles", CHECKED_BY_ROUTE)
                .on(WRITE, "/v1/acl/role", MANAGEMENT)
                .on("GET", "/v1/acl/role/:role_id", CHECKED_BY_ROUTE)
                .on("GET", "/v1/acl/role/name/:role_name", CHECKED_BY_ROUTE)
                .on("PUT|POST|DELETE", "/v1/acl/role/:role_id", MANAGEMENT)
                .on("GET", "/v1/acl/auth-methods", ANYONE)
                .on("GET", "/v1/acl/binding-rules", MANAGEMENT)
                .on(WRITE, "/v1/acl/auth-method", MANAGEMENT)
                .on("GET|PUT|POST|DELETE", "/v1/acl/auth-method/:method_name", MANAGEMENT)
                .on(WRITE, "/v1/acl/binding-rule", MANAGEMENT)
                .on("GET|PUT|POST|DELETE", "/v1/acl/binding-rule/:rule_id", MANAGEMENT)
                .on(WRITE, "/v1/acl/oidc/auth-url", ANYONE)
                .on(WRITE, "/v1/acl/oidc/complete-auth", ANYONE)
                .on(WRITE, "/v1/acl/login", ANYONE)
                .on(WRITE, "/v1/acl/identity/client-introduction-token", level(Area.NODE, AccessLevel.WRITE));
    }

    private static void agents(Rights rights) {
        Right read = level(Area.AGENT, AccessLevel.READ);
        Right write = level(Area.AGENT, AccessLevel.WRITE);
        rights.on("GET", "/v1/agent/self", read)
                .on(WRITE, "/v1/agent/join", write)
                .on("GET", "/v1/agent/members", level(Area.NODE, AccessLevel.READ))
                .on(WRITE, "/v1/agent/force-leave", write)
                .on("GET", "/v1/agent/servers", read)
                .on(WRITE, "/v1/agent/servers", write)
                .on("GET", "/v1/agent/schedulers", read)
                .on("GET", "/v1/agent/schedulers/config", read)
                .on(WRITE, "/v1/agent/schedulers/config", write)
                .on("GET", "/v1/agent/keyring/list", write)
                .on(WRITE, "/v1/agent/keyring/install", write)
                .on(WRITE, "/v1/agent/keyring/use", write)
                .on("PUT|POST|DELETE", "/v1/agent/keyring/remove", write)
                .on("GET", "/v1/agent/health", ANYONE)
                .on("GET", "/v1/agent/host", read)
                .on(WRITE, "/v1/agent/reload", write)
                .on("GET", "/v1/agent/monitor", read)
                .on("GET", "/v1/agent/monitor/export", read)
                .on("GET", "/v1/agent/pprof/:profile", write)
                .on("GET", "/v1/metrics", ANYONE)
                .on("GET", "/v1/openapi.json", ANYONE)
                .on("GET", "/v1/regions", ANYONE)
                .on("GET", "/v1/status/leader", ANYONE)
                .on("GET", "/v1/status/peers", ANYONE);
    }

    private static void operators(Rights rights) {
        Right read = level(Area.OPERATOR, AccessLevel.READ);
        Right write = level(Area.OPERATOR, AccessLevel.WRITE);
        rights.on("GET", "/v1/operator/license", read)
                .on(WRITE, "/v1/operator/license", write)
                .on("GET", "/v1/operator/raft/configuration", MANAGEMENT)
                .on("GET", "/v1/operator/raft/state-hash", MANAGEMENT)
                .on("DELETE", "/v1/operator/raft/peer", MANAGEMENT)
                .on(WRITE, "/v1/operator/raft/transfer-leadership", MANAGEMENT)
                .on("GET", "/v1/operator/keyring/keys", new Right.Operator(OperatorCapability.KEYRING_READ))
                .on(WRITE, "/v1/operator/keyring/rotate", new Right.Operator(OperatorCapability.KEYRING_ROTATE))
                .on("DELETE", "/v1/operator/keyring/key/:key_id", new Right.Operator(OperatorCapability.KEYRING_DELETE))
                .on("GET", "/v1/operator/autopilot/configuration", read)
                .on(WRITE, "/v1/operator/autopilot/configuration", write)
                .on("GET", "/v1/operator/autopilot/health", read)
                .on("GET", "/v1/operator/snapshot", new Right.Operator(OperatorCapability.SNAPSHOT_SAVE))
                .on(WRITE, "/v1/operator/snapshot", MANAGEMENT)
                .on("GET", "/v1/operator/upgrade-check/vault-workload-identity", read)
                .on("POST", "/v1/operator/utilization", write)
                .on("GET", "/v1/operator/scheduler/configuration", read)
                .on(WRITE, "/v1/operator/scheduler/configuration", write)
                .on("PUT", "/v1/system/gc", MANAGEMENT)
                .on("PUT", "/v1/system/reconcile/summaries", MANAGEMENT)
                .on("GET", "/v1/sentinel/policies", MANAGEMENT)
                .on("GET|PUT|POST|DELETE", "/v1/sentinel/policy/:policy_name", MANAGEMENT);
    }

    private static void settings(Rights rights) {
        Right read = level(Area.QUOTA, AccessLevel.READ);
        Right write = level(Area.QUOTA, AccessLevel.WRITE);
        rights.on("GET", "/v1/namespaces", CHECKED_BY_ROUTE)
                .on("GET", "/v1/namespace/:name", new Right.KnowingNamespace("name"))
                .on("PUT|POST|DELETE", "/v1/namespace/:name", MANAGEMENT)
                .on(WRITE, "/v1/namespace", MANAGEMENT)
                .on("GET", "/v1/quotas", read)
                .on(WRITE, "/v1/quota", write)
                .on("GET", "/v1/quota/:quota", read)
                .on("PUT|POST|DELETE", "/v1/quota/:quota", write)
                .on("GET", "/v1/quota-usages", read)
                .on("GET", "/v1/quota/usage/:quota", read)
                .on("GET", "/v1/recommendations", in(QUERY, READ_JOB, SUBMIT_RECOMMENDATION, SUBMIT_JOB))
                .on(WRITE, "/v1/recommendations/apply", in(QUERY, SUBMIT_JOB))
                .on(WRITE, "/v1/recommendation", in(QUERY, SUBMIT_RECOMMENDATION, SUBMIT_JOB))
                .on("GET", "/v1/recommendation/:recommendation_id", in(QUERY, READ_JOB));
    }

    private static void services(Rights rights) {
        // Which variables and topics are meant is told by more than the path.
        rights.on("GET", "/v1/services", in(LIST, READ_JOB))
                .on("PUT|POST|DELETE", "/v1/services", MANAGEMENT)
                .on("GET", "/v1/service/:rest*", in(QUERY, READ_JOB))
                .on("PUT|POST|DELETE", "/v1/service/:rest*", in(QUERY, SUBMIT_JOB, DELETE_SERVICE_REGISTRATION))
                .on("*", "/v1/vars", MANAGEMENT)
                .on("*", "/v1/var/:rest*", MANAGEMENT)
                .on(WRITE, "/v1/search", CHECKED_BY_ROUTE)
                .on(WRITE, "/v1/search/fuzzy", CHECKED_BY_ROUTE)
                .on("GET", "/v1/event/stream", CHECKED_BY_ROUTE);
    }

    private static void pages(Rights rights) {
        rights.on("GET", "/", ANYONE)
                .on("GET", "/ui", ANYONE)
                .on("GET", "/ui/", ANYONE)
                .on("GET", "/ui/:path*", ANYONE)
                .on("GET", "/.well-known/jwks.json", ANYONE)
                .on("GET", "/.well-known/openid-configuration", ANYONE);
    }
}
