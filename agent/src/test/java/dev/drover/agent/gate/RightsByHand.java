package dev.drover.agent.gate;

import dev.drover.model.acl.AccessLevel;
import dev.drover.model.acl.NamespaceCapability;
import dev.drover.model.acl.NodePoolCapability;
import dev.drover.model.acl.OperatorCapability;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What a right means for each who asks, said once more without policies and their compiler: by what the documentation says that the words
 * {@code read} and {@code write} of a policy grant.
 */
final class RightsByHand {
    private static final Set<NamespaceCapability> READ = EnumSet.of(
            NamespaceCapability.LIST_JOBS,
            NamespaceCapability.PARSE_JOB,
            NamespaceCapability.READ_JOB,
            NamespaceCapability.CSI_LIST_VOLUME,
            NamespaceCapability.CSI_READ_VOLUME,
            NamespaceCapability.HOST_VOLUME_READ,
            NamespaceCapability.LIST_SCALING_POLICIES,
            NamespaceCapability.READ_SCALING_POLICY,
            NamespaceCapability.READ_JOB_SCALING);

    private static final Set<NamespaceCapability> WRITE = EnumSet.copyOf(READ);

    static {
        WRITE.addAll(EnumSet.of(
                NamespaceCapability.SUBMIT_JOB,
                NamespaceCapability.DISPATCH_JOB,
                NamespaceCapability.READ_LOGS,
                NamespaceCapability.READ_FS,
                NamespaceCapability.ALLOC_EXEC,
                NamespaceCapability.ALLOC_LIFECYCLE,
                NamespaceCapability.CSI_WRITE_VOLUME,
                NamespaceCapability.CSI_MOUNT_VOLUME,
                NamespaceCapability.HOST_VOLUME_CREATE,
                NamespaceCapability.SCALE_JOB,
                NamespaceCapability.SUBMIT_RECOMMENDATION));
    }

    /** Who is answered by the routes that look themselves, from this one on; what they show differs. */
    private static final Map<String, Who> CHECKED_BY_ROUTE = Map.ofEntries(
            Map.entry("POST /v1/jobs/statuses", Who.OF_ANOTHER_NAMESPACE),
            Map.entry("PUT /v1/jobs", Who.WRITER),
            Map.entry("POST /v1/jobs", Who.WRITER),
            Map.entry("PUT /v1/job/:job_id*", Who.WRITER),
            Map.entry("POST /v1/job/:job_id*", Who.WRITER),
            Map.entry("PUT /v1/job/:job_id*/plan", Who.WRITER),
            Map.entry("POST /v1/job/:job_id*/plan", Who.WRITER),
            Map.entry("PUT /v1/validate/job", Who.READER),
            Map.entry("POST /v1/validate/job", Who.READER),
            Map.entry("GET /v1/node/pools", Who.NOBODY),
            Map.entry("PUT /v1/node/pools", Who.WRITER),
            Map.entry("POST /v1/node/pools", Who.WRITER),
            Map.entry("PUT /v1/volumes", Who.WRITER),
            Map.entry("POST /v1/volumes", Who.WRITER),
            Map.entry("PUT /v1/volume/csi/:volume_id", Who.WRITER),
            Map.entry("POST /v1/volume/csi/:volume_id", Who.WRITER),
            Map.entry("GET /v1/acl/policies", Who.OF_ANOTHER_NAMESPACE),
            Map.entry("GET /v1/acl/policy/:policy_name", Who.MANAGER),
            Map.entry("GET /v1/acl/token/:accessor_id", Who.MANAGER),
            Map.entry("GET /v1/acl/roles", Who.OF_ANOTHER_NAMESPACE),
            Map.entry("GET /v1/acl/role/:role_id", Who.MANAGER),
            Map.entry("GET /v1/acl/role/name/:role_name", Who.MANAGER),
            Map.entry("GET /v1/namespaces", Who.NOBODY),
            Map.entry("PUT /v1/search", Who.READER),
            Map.entry("POST /v1/search", Who.READER),
            Map.entry("PUT /v1/search/fuzzy", Who.READER),
            Map.entry("POST /v1/search/fuzzy", Who.READER),
            Map.entry("GET /v1/event/stream", Who.READER));

    private RightsByHand() {}

    /** Whether he is answered, where what is asked for is in the default namespace. */
    static boolean allows(Who who, String method, String path, Right right) {
        return switch (who) {
            case MANAGER -> true;
            case STRANGER, EXPIRED -> right instanceof Right.Anyone;
            case NOBODY, OF_ANOTHER_NAMESPACE, READER, WRITER -> allows(who, method + " " + path, right);
        };
    }

    private static boolean allows(Who who, String route, Right right) {
        return switch (right) {
            case Right.Anyone anyone -> true;
            case Right.AnyToken any -> who != Who.NOBODY;
            case Right.AnyIdentity any -> who != Who.NOBODY;
            case Right.Management management -> false;
            case Right.Continuing continuing -> false;
            case Right.CheckedByRoute checked -> who.compareTo(lowest(route)) >= 0;
            case Right.Level level ->
                who == Who.WRITER || (who == Who.READER && level.level().compareTo(AccessLevel.READ) <= 0);
            case Right.Operator operator ->
                who == Who.WRITER || (who == Who.READER && operator.capability() == OperatorCapability.KEYRING_READ);
            case Right.InNamespace in -> in.anyOf().stream().anyMatch(capability -> holds(who, capability));
            case Right.Showing showing -> true;
            case Right.KnowingNamespace knowing -> isReader(who);
            case Right.NodePool pool ->
                who == Who.WRITER || (who == Who.READER && pool.capability() == NodePoolCapability.READ);
            case Right.EveryOf every -> every.rights().stream().allMatch(each -> allows(who, route, each));
            case Right.OneOf one -> one.rights().stream().anyMatch(each -> allows(who, route, each));
            case Right.Flagged flagged -> allows(who, route, flagged.off());
            case Right.Asked asked -> allows(who, route, asked.otherwise());
        };
    }

    private static Who lowest(String route) {
        Who lowest = CHECKED_BY_ROUTE.get(route);
        if (lowest == null) {
            throw new AssertionError("nothing says who may call " + route);
        }
        return lowest;
    }

    private static boolean isReader(Who who) {
        return who == Who.READER || who == Who.WRITER;
    }

    private static boolean holds(Who who, NamespaceCapability capability) {
        return (who == Who.READER && READ.contains(capability)) || (who == Who.WRITER && WRITE.contains(capability));
    }
}
