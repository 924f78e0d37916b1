package dev.drover.scheduler.room;

import dev.drover.model.job.NUMAResource;
import dev.drover.model.job.Resources;
import dev.drover.model.job.Task;
import dev.drover.scheduler.device.DeviceRequest;
import dev.drover.scheduler.device.TextComparison;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of hardware that a task wants to itself.
 *
 * @param cores how many cores
 * @param besideCores names of the devices that are to sit on the NUMA node of the cores
 */
record TaskHardware(String task, int cores, Numa numa, List<DeviceRequest> devices, Set<String> besideCores) {
    /** How much it matters that the cores are on one NUMA node. */
    enum Numa {
        NONE,
        PREFER,
        REQUIRE;

        private static Numa of(@Nullable NUMAResource asked) {
            if (asked == null) {
                return NONE;
            }
            return switch (asked.affinity()) {
                case "prefer" -> PREFER;
                case "require" -> REQUIRE;
                default -> NONE;
            };
        }
    }

    static TaskHardware of(Task task, TextComparison texts) {
        Resources asked = task.resources();
        if (asked == null) {
            return new TaskHardware(task.name(), 0, Numa.NONE, List.of(), Set.of());
        }
        NUMAResource numa = asked.numa();
        return new TaskHardware(
                task.name(),
                Objects.requireNonNullElse(asked.cores(), 0),
                Numa.of(numa),
                DeviceRequest.of(task, texts),
                numa == null ? Set.of() : Set.copyOf(numa.devices()));
    }

    /** Whether it matters which node it is, even when all that it has is free. */
    boolean isParticular() {
        return cores > 0 || numa != Numa.NONE || devices.stream().anyMatch(request -> request.weights() > 0);
    }

    boolean wantsAny() {
        return cores > 0 || !devices.isEmpty();
    }
}
