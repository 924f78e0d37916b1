package dev.drover.scheduler.quota;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.job.Job;
import dev.drover.model.job.RequestedDevice;
import dev.drover.model.node.Node;
import dev.drover.model.quota.NodePoolLimit;
import dev.drover.model.quota.QuotaResources;
import dev.drover.model.quota.QuotaSpec;
import dev.drover.scheduler.device.DeviceNames;
import dev.drover.scheduler.room.Shortfall;
import dev.drover.state.State;
import dev.drover.state.Statuses;
import dev.drover.state.usage.NamespaceUse;
import dev.drover.state.usage.QuotaUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the quota of a job's namespace allows in the job's region, and what is held of it while a plan is made or judged. Schedulers and
 * the referee of plans both count by this class, so that what the one proposes the other does not refuse for another reason than that
 * somebody was faster.
 */
public final class QuotaRoom {
    private static final String USUAL_REGION = "global";

    private final State state;
    private final QuotaSpec quota;
    private final QuotaResources limit;
    private NamespaceUse used;

    private QuotaRoom(State state, QuotaSpec quota, QuotaResources limit) {
        this.state = state;
        this.quota = quota;
        this.limit = limit;
        this.used = state.quotaUse(quota.name());
    }

    /** The limits that the job is under, if there are any. */
    public static Optional<QuotaRoom> of(State state, Job job) {
        String region = job.region().isEmpty() ? USUAL_REGION : job.region();
        return state.quota(state.quotaOf(job.namespace()))
                .flatMap(quota -> quota.limits().stream()
                        .filter(limit -> limit.region().equals(region))
                        .flatMap(limit -> Optional.ofNullable(limit.regionLimit()).stream())
                        .findFirst()
                        .map(limit -> new QuotaRoom(state, quota, limit)));
    }

    /** Name of the quota. */
    public String quota() {
        return quota.name();
    }

    /** Whether the namespace shares this quota. */
    public boolean covers(String namespace) {
        return state.quotaOf(namespace).equals(quota.name());
    }

    /** Counts something more in a node pool. */
    public void take(String pool, QuotaUse use) {
        used = used.plus(pool, use);
    }

    /** Counts an allocation of the state no more, if it was counted. */
    public void giveBack(Allocation allocation) {
        if (isCounted(allocation)) {
            used = used.minus(pool(allocation), QuotaUse.of(allocation));
        }
    }

    /** Undoes {@link #giveBack}. */
    public void takeBack(Allocation allocation) {
        if (isCounted(allocation)) {
            used = used.plus(pool(allocation), QuotaUse.of(allocation));
        }
    }

    private boolean isCounted(Allocation allocation) {
        return covers(allocation.namespace()) && Statuses.holdsRoom(allocation);
    }

    private String pool(Allocation allocation) {
        return pool(allocation.nodeId());
    }

    /** The pool that counts for what is on the node. */
    public String pool(String nodeId) {
        return state.node(nodeId).map(Node::nodePool).orElse("");
    }

    /** What would be too much if the pool's nodes held so much more. */
    public Optional<Shortfall.OverQuota> excess(String pool, QuotaUse more) {
        List<String> dimensions = new ArrayList<>();
        QuotaUse total = used.total();
        amounts(limit, total, more, "", dimensions);
        boolean everywhere = !dimensions.isEmpty();
        devices(limit, total, more, "", dimensions);
        for (NodePoolLimit ofPool : limit.nodePools()) {
            if (ofPool.nodePool().equals(pool)) {
                String where = " in node pool \"" + pool + "\"";
                amounts(ofPool.amounts(), used.ofPool(pool), more, where, dimensions);
                devices(ofPool.amounts(), used.ofPool(pool), more, where, dimensions);
            }
        }
        return dimensions.isEmpty()
                ? Optional.empty()
                : Optional.of(new Shortfall.OverQuota(quota.name(), dimensions, everywhere));
    }

    private static void amounts(
            QuotaResources limit, QuotaUse used, QuotaUse more, String where, List<String> dimensions) {
        check("cpu" + where, limit.cpu(), used.cpuMhz(), more.cpuMhz(), dimensions);
        check("cores" + where, limit.cores(), used.cores(), more.cores(), dimensions);
        check("memory" + where, limit.memoryMb(), used.memoryMb(), more.memoryMb(), dimensions);
        check("memory_max" + where, limit.memoryMaxMb(), used.memoryMaxMb(), more.memoryMaxMb(), dimensions);
    }

    private static void devices(
            QuotaResources limit, QuotaUse used, QuotaUse more, String where, List<String> dimensions) {
        for (RequestedDevice device : limit.devices()) {
            Integer most =
                    device.count() == null ? null : Math.clamp(device.count(), Integer.MIN_VALUE, Integer.MAX_VALUE);
            check(
                    "device " + device.name() + where,
                    most,
                    instances(used, device.name()),
                    instances(more, device.name()),
                    dimensions);
        }
    }

    /** How many of the instances that are held bear the name, which may leave out the model, or the vendor and the model. */
    public static long instances(QuotaUse use, String name) {
        long sum = 0;
        for (String held : use.devices().items()) {
            sum += DeviceNames.covers(name, held) ? use.devices().count(held) : 0;
        }
        return sum;
    }

    private static void check(
            String dimension, @Nullable Integer limit, long used, long more, List<String> dimensions) {
        if (limit == null || limit == 0) {
            return;
        }
        long most = Math.max(0, limit);
        if (more > 0 && used + more > most) {
            dimensions.add("%s exhausted (%d needed > %d limit)".formatted(dimension, used + more, most));
        }
    }
}
