package dev.drover.drivers.java;

import dev.drover.driver.LogTarget;
import dev.drover.driver.Surroundings;
import dev.drover.driver.TaskLaunch;
import dev.drover.model.alloc.AllocatedCpuResources;
import dev.drover.model.alloc.AllocatedMemoryResources;
import dev.drover.model.alloc.AllocatedTaskResources;
import dev.drover.model.job.TaskBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Launches with folders like those of the client. */
final class Launches {
    static final int MEBIBYTES = 256;

    private Launches() {}

    static TaskLaunch launch(Path root, Map<String, Object> config) throws IOException {
        return launch(root, config, Surroundings.NONE);
    }

    static TaskLaunch launch(Path root, Map<String, Object> config, Surroundings surroundings) throws IOException {
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path task = folder(root.resolve("web"), "rwxrwxrwx");
        Path shared = folder(root.resolve("alloc"), "rwxrwxrwx");
        folder(task.resolve("local"), "rwxrwxrwx");
        folder(task.resolve("tmp"), "rwxrwxrwx");
        folder(task.resolve("secrets"), "rwx------");
        folder(task.resolve("private"), "rwx------");
        Files.writeString(task.resolve("private/key"), "private");
        Path logs = shared.resolve("logs");
        return new TaskLaunch(
                UUID.randomUUID().toString(),
                "job.group[0]",
                "default",
                "job",
                "job",
                "group",
                "node",
                "host1",
                TaskBuilder.builder().name("web").driver("java").build(),
                config,
                Map.of("PATH", "/usr/local/bin:/usr/bin:/bin", "GREETING", "hello", "NOMAD_ALLOC_DIR", "/alloc"),
                "",
                new AllocatedTaskResources(
                        new AllocatedCpuResources(500, List.of()),
                        new AllocatedMemoryResources(MEBIBYTES, 0),
                        List.of(),
                        List.of()),
                Map.of(),
                new TaskLaunch.Directories(root, shared, task, task.resolve("local"), task.resolve("secrets")),
                surroundings,
                new LogTarget(logs, "web.stdout", 3, 10 << 20, true),
                new LogTarget(logs, "web.stderr", 3, 10 << 20, true));
    }

    private static Path folder(Path path, String permissions) throws IOException {
        Files.createDirectories(path);
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
}
