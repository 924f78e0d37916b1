package dev.drover.dist.acceptance;

import static org.awaitility.Awaitility.await;

import dev.drover.dist.Mounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A service of Podman with images and containers of its own. */
final class PodmanService implements AutoCloseable {
    private final Path folder;
    private final Process process;

    PodmanService(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        // Not every machine lets raise these as far as Podman does on its own.
        Files.writeString(
                folder.resolve("containers.conf"),
                "[containers]\ndefault_ulimits = [\"nofile=1024:1024\", \"nproc=1024:1024\"]\n");
        this.process = podman("system", "service", "--time", "0", "unix://" + socket())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        await().atMost(DevAgent.PATIENCE).until(() -> Files.exists(socket()));
    }

    Path socket() {
        return folder.resolve("podman.sock");
    }

    private ProcessBuilder podman(String... words) {
        List<String> command =
                new ArrayList<>(List.of("podman", "--storage-driver", "vfs", "--cgroup-manager", "cgroupfs"));
        command.addAll(List.of("--root", folder.resolve("root").toString()));
        command.addAll(List.of("--runroot", folder.resolve("run").toString()));
        // The default, crun, cannot use every mixture of control groups.
        Stream.of("/usr/sbin/runc", "/usr/bin/runc")
                .filter(program -> Files.isExecutable(Path.of(program)))
                .findFirst()
                .ifPresent(runc -> command.addAll(List.of("--runtime", runc)));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .put("CONTAINERS_CONF", folder.resolve("containers.conf").toString());
        return builder;
    }

    /** Makes an image of a file system. */
    void load(Path archive, String image) throws IOException {
        if (run("import", archive.toString(), image) != 0) {
            throw new IOException(DevAgent.read(folder.resolve("words.log")));
        }
    }

    private int run(String... words) throws IOException {
        try {
            return podman(words)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("words.log").toFile())
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        await().atMost(DevAgent.PATIENCE).until(() -> !process.isAlive());
        run("rm", "--all", "--force", "--time", "0");
        run("system", "reset", "--force");
        Mounts.removeBelow(folder);
    }
}
