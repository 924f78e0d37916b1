package dev.drover.drivers.podman;

import dev.drover.driver.LogTarget;
import dev.drover.driver.Surroundings;
import dev.drover.driver.TaskLaunch;
import dev.drover.model.alloc.AllocatedCpuResources;
import dev.drover.model.alloc.AllocatedMemoryResources;
import dev.drover.model.alloc.AllocatedTaskResources;
import dev.drover.model.job.Task;
import dev.drover.model.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Makes what the node agent hands to a driver. */
final class Launches {
    private Launches() {}

    static TaskLaunch launch(Path folder, Map<String, Object> config) {
        return launch(folder, UUID.randomUUID().toString(), config, Map.of());
    }

    static TaskLaunch launch(Path folder, Map<String, Object> config, Surroundings surroundings) {
        return launch(folder, UUID.randomUUID().toString(), config, Map.of(), surroundings);
    }

    static TaskLaunch launch(
            Path folder, String allocationId, Map<String, Object> config, Map<String, TaskLaunch.PortBinding> ports) {
        return launch(folder, allocationId, config, ports, Surroundings.NONE);
    }

    private static TaskLaunch launch(
            Path folder,
            String allocationId,
            Map<String, Object> config,
            Map<String, TaskLaunch.PortBinding> ports,
            Surroundings surroundings) {
        Path task = folder.resolve("web");
        TaskLaunch.Directories directories = new TaskLaunch.Directories(
                folder, folder.resolve("alloc"), task, task.resolve("local"), task.resolve("secrets"));
        for (Path each : List.of(directories.shared(), directories.local(), directories.secrets())) {
            createFolder(each);
        }
        return new TaskLaunch(
                allocationId,
                "shop.web[0]",
                "default",
                "shop",
                "shop",
                "web",
                "8f2a4c25-0000-0000-0000-000000000000",
                "node-1",
                Json.read(Task.class, "{\"Name\":\"web\",\"Driver\":\"podman\"}"),
                config,
                Map.of("GREETING", "hello", "NOMAD_TASK_DIR", "/local"),
                "",
                new AllocatedTaskResources(
                        new AllocatedCpuResources(500, List.of()),
                        new AllocatedMemoryResources(64, 0),
                        List.of(),
                        List.of()),
                ports,
                directories,
                surroundings,
                log(folder, "web.stdout"),
                log(folder, "web.stderr"));
    }

    static LogTarget log(Path folder, String name) {
        return new LogTarget(folder.resolve("alloc/logs"), name, 10, 10 << 20, true);
    }

    private static void createFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
