package dev.drover.drivers.lxc;

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
        return launch(folder, config, memory, ports, Surroundings.NONE);
    }

    static TaskLaunch launch(
            Path folder,
            Map<String, Object> config,
            long memory,
            Map<String, TaskLaunch.PortBinding> ports,
            Surroundings surroundings) {
        Path task = folder.resolve("box");
        return new TaskLaunch(
                "a1",
                "shop.box[0]",
                "default",
                "shop",
                "shop",
                "box",
                "n",
                "node-1",
                TaskBuilder.builder().name("box").driver("lxc").build(),
                config,
                Map.of("GREETING", "hello"),
                "",
                new AllocatedTaskResources(
                        new AllocatedCpuResources(500, List.of()),
                        new AllocatedMemoryResources(memory, 0),
                        List.of(),
                        List.of()),
                ports,
                new TaskLaunch.Directories(
                        folder, folder.resolve("alloc"), task, task.resolve("local"), task.resolve("secrets")),
                surroundings,
                new LogTarget(folder.resolve("logs"), "box.stdout", 2, 1 << 20, true),
                new LogTarget(folder.resolve("logs"), "box.stderr", 2, 1 << 20, true));
    }
}
