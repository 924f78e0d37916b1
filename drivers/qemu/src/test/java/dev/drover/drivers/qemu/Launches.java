package dev.drover.drivers.qemu;

import dev.drover.driver.LogTarget;
import dev.drover.driver.Surroundings;
import dev.drover.driver.TaskLaunch;
import dev.drover.model.alloc.AllocatedCpuResources;
import dev.drover.model.alloc.AllocatedMemoryResources;
import dev.drover.model.alloc.AllocatedTaskResources;
import dev.drover.model.job.TaskBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Makes what the node agent hands to a driver. */
final class Launches {
    private Launches() {}

    static TaskLaunch launch(
            Path folder, Map<String, Object> config, long memory, Map<String, TaskLaunch.PortBinding> ports) {
        Path task = folder.resolve("vm");
        return new TaskLaunch(
                "a1",
                "shop.vm[0]",
                "default",
                "shop",
                "shop",
                "vm",
                "n",
                "node-1",
                TaskBuilder.builder().name("vm").driver("qemu").build(),
                config,
                Map.of("PATH", "/usr/bin:/bin"),
                "",
                new AllocatedTaskResources(
                        new AllocatedCpuResources(500, List.of()),
                        new AllocatedMemoryResources(memory, 0),
                        List.of(),
                        List.of()),
                ports,
                new TaskLaunch.Directories(
                        folder, folder.resolve("alloc"), task, task.resolve("local"), task.resolve("secrets")),
                Surroundings.NONE,
                new LogTarget(folder.resolve("logs"), "vm.stdout", 2, 1 << 20, true),
                new LogTarget(folder.resolve("logs"), "vm.stderr", 2, 1 << 20, true));
    }
}
