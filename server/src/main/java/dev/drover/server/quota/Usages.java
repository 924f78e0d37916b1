package dev.drover.server.quota;

import dev.drover.model.job.RequestedDevice;
import dev.drover.model.job.RequestedDeviceBuilder;
import dev.drover.model.quota.NodePoolLimit;
import dev.drover.model.quota.NodePoolLimitBuilder;
import dev.drover.model.quota.QuotaLimit;
import dev.drover.model.quota.QuotaLimitBuilder;
import dev.drover.model.quota.QuotaResources;
import dev.drover.model.quota.QuotaResourcesBuilder;
import dev.drover.model.quota.QuotaSpec;
import dev.drover.model.quota.QuotaUsage;
import dev.drover.scheduler.quota.QuotaRoom;
import dev.drover.state.State;
import dev.drover.state.usage.NamespaceUse;
import dev.drover.state.usage.QuotaUse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells what is used of quotas in the form of their limits. */
final class Usages {
    private Usages() {}

    /** What is used of the region's limit; of other regions only their own servers know. */
    static QuotaUsage of(State state, QuotaSpec quota, String region) {
        NamespaceUse use = state.quotaUse(quota.name());
        Map<String, QuotaLimit> used = new LinkedHashMap<>();
        for (QuotaLimit limit : quota.limits()) {
            if (limit.region().equals(region) && limit.regionLimit() != null && limit.hash() != null) {
                used.put(
                        limit.hash(),
                        QuotaLimitBuilder.builder()
                                .region(region)
                                .regionLimit(amounts(limit.regionLimit(), use))
                                .hash(limit.hash())
                                .build());
            }
        }
        return new QuotaUsage(quota.name(), used, quota.createIndex(), quota.modifyIndex());
    }

    private static QuotaResources amounts(QuotaResources limit, NamespaceUse use) {
        QuotaUse total = use.total();
        return QuotaResourcesBuilder.builder()
                .cpu(number(total.cpuMhz()))
                .cores(number(total.cores()))
                .memoryMb(number(total.memoryMb()))
                .memoryMaxMb(number(total.memoryMaxMb()))
                .devices(devices(limit.devices(), total))
                .nodePools(limit.nodePools().stream()
                        .map(pool -> amounts(pool, use.ofPool(pool.nodePool())))
                        .toList())
                .build();
    }

    private static NodePoolLimit amounts(NodePoolLimit limit, QuotaUse use) {
        return NodePoolLimitBuilder.builder()
                .nodePool(limit.nodePool())
                .cpu(number(use.cpuMhz()))
                .cores(number(use.cores()))
                .memoryMb(number(use.memoryMb()))
                .memoryMaxMb(number(use.memoryMaxMb()))
                .devices(devices(limit.devices(), use))
                .build();
    }

    private static List<RequestedDevice> devices(List<RequestedDevice> limits, QuotaUse use) {
        return limits.stream()
                .map(device -> RequestedDeviceBuilder.builder()
                        .name(device.name())
                        .count(QuotaRoom.instances(use, device.name()))
                        .build())
                .toList();
    }

    private static int number(long amount) {
        return Math.clamp(amount, 0, Integer.MAX_VALUE);
    }
}
