package dev.drover.drivers.podman;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A service of Podman that shares nothing with the one that the machine may have. */
final class PodmanService {
    private static final Path PROGRAM = Path.of("/usr/bin/podman");
    private static final List<Path> RUNC = List.of(Path.of("/usr/sbin/runc"), Path.of("/usr/bin/runc"));

    private final Path folder;
    private Process process;

    PodmanService(Path folder) throws IOException {
        this.folder = folder;
        // Not every machine lets raise these as far as Podman does on its own.
        Files.writeString(
                folder.resolve("containers.conf"),
                "[containers]\ndefault_ulimits = [\"nofile=1024:1024\", \"nproc=1024:1024\"]\n");
        this.process = start();
    }

    static boolean isPossible() {
        return Files.isExecutable(PROGRAM) && System.getProperty("user.name").equals("root");
    }

    private ProcessBuilder podman(String... words) {
        ProcessBuilder builder = new ProcessBuilder(
                PROGRAM.toString(),
                "--root",
                folder.resolve("root").toString(),
                "--runroot",
                folder.resolve("run").toString(),
                "--storage-driver",
                "vfs",
                "--cgroup-manager",
                "cgroupfs");
        // The default, crun, cannot use every mixture of control groups.
        RUNC.stream()
                .filter(Files::exists)
                .findFirst()
                .ifPresent(runc -> builder.command().addAll(List.of("--runtime", runc.toString())));
        builder.command().addAll(List.of(words));
        builder.environment()
                .put("CONTAINERS_CONF", folder.resolve("containers.conf").toString());
        return builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
    }

    private Process start() throws IOException {
        Files.deleteIfExists(socket());
        Process service =
                podman("system", "service", "--time", "0", "unix://" + socket()).start();
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(socket()));
        return service;
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void restart() throws IOException {
        process = start();
    }

    Path socket() {
        return folder.resolve("podman.sock");
    }

    PodmanOptions options() {
        return PodmanOptions.of(Map.of("socket_path", "unix://" + socket()));
    }

    void close() throws IOException, InterruptedException {
        kill();
        podman("rm", "--all", "--force", "--time", "0").start().waitFor();
        // What is mounted below would otherwise hinder the removal of the folder.
        podman("system", "reset", "--force").start().waitFor();
    }
}
