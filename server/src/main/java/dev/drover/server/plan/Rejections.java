package dev.drover.server.plan;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts how often each node has refused plans lately. Belongs to the thread of the referee. */
final class Rejections {
    /** Nodes that are looked after at the same time; those that refused longest ago are forgotten first. */
    private static final int NODES = 1_000;

    private final RejectionLimits limits;
    private final Map<String, Deque<Instant>> byNode = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
            return size() > NODES;
        }
    };

    Rejections(RejectionLimits limits) {
        this.limits = limits;
    }

    /** Notes a refusal; true when the node should take no new work any more, after which counting begins anew. */
    boolean add(String nodeId, Instant now) {
        if (!limits.enabled()) {
            return false;
        }
        Deque<Instant> times = byNode.computeIfAbsent(nodeId, unseen -> new ArrayDeque<>());
        times.addLast(now);
        Instant oldest = now.minus(limits.window());
        while (times.getFirst().isBefore(oldest)) {
            times.removeFirst();
        }
        boolean tooMany = times.size() >= limits.threshold();
        if (tooMany) {
            byNode.remove(nodeId);
        }
        return tooMany;
    }
}
