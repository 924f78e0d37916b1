package dev.drover.scheduler.room;

import dev.drover.model.node.Node;
import dev.drover.model.node.NodeResources;
import dev.drover.state.usage.PortRanges;

/** The ports from which a node gives away dynamic ones, both ends included. */
record DynamicRange(int first, int last) {
    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;

    static DynamicRange of(Node node) {
        NodeResources resources = node.nodeResources();
        return new DynamicRange(
                resources == null || resources.minDynamicPort() == 0 ? FIRST : resources.minDynamicPort(),
                resources == null || resources.maxDynamicPort() == 0
                        ? LAST
                        : Math.min(resources.maxDynamicPort(), PortRanges.PORTS - 1));
    }

    int size() {
        return Math.max(0, last - first + 1);
    }
}
