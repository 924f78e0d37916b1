package dev.drover.scheduler.room;

import dev.drover.model.alloc.AllocatedResources;
import dev.drover.model.alloc.Allocation;
import dev.drover.scheduler.feasibility.Veto;
import dev.drover.state.usage.AllocationUse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came of asking a node for what a group needs. */
public sealed interface Grant {
    /**
     * It fits; this is what the allocation would hold.
     *
     * @param scores further entries of the node's score, by name, that come with this grant
     * @param volumes host volumes that the allocation would have for itself
     * @param victims allocations of others that have to make room for it
     */
    record Given(
            AllocatedResources resources,
            AllocationUse use,
            Map<String, Double> scores,
            List<String> volumes,
            List<Allocation> victims)
            implements Grant {
        public Given(AllocatedResources resources, AllocationUse use) {
            this(resources, use, Map.of(), List.of(), List.of());
        }

        /** The same at the expense of others. */
        public Given evicting(List<Allocation> others, String score, double value) {
            Map<String, Double> more = Map.of(score, value);
            if (!scores.isEmpty()) {
                more = new TreeMap<>(scores);
                more.put(score, value);
            }
            return new Given(resources, use, more, volumes, List.copyOf(others));
        }

        /** How much fuller the node becomes; less than nothing when more is freed than taken. */
        public AllocationUse growth() {
            if (victims.isEmpty()) {
                return use;
            }
            long cpu = use.cpuMhz();
            long memory = use.memoryMb();
            long memoryMax = use.memoryMaxMb();
            long disk = use.diskMb();
            for (Allocation victim : victims) {
                AllocationUse freed = AllocationUse.of(victim);
                cpu -= freed.cpuMhz();
                memory -= freed.memoryMb();
                memoryMax -= freed.memoryMaxMb();
                disk -= freed.diskMb();
            }
            return new AllocationUse(cpu, memory, memoryMax, disk, use.ports(), use.cores(), use.devices());
        }
    }

    /** It does not fit. */
    record Refused(Shortfall shortfall) implements Grant {
        public Veto veto() {
            return shortfall.veto();
        }
    }
}
