package dev.drover.drivers.docker;

import static org.awaitility.Awaitility.await;

import dev.drover.drivers.engine.EngineAddress;
import dev.drover.drivers.engine.EngineClient;
import dev.drover.drivers.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** An engine that a test may end: it shares nothing with the one that the machine may have, and leaves its containers running. */
final class OwnEngine {
    private static final Path PROGRAM = Path.of("/usr/sbin/dockerd");

    private final Path folder;
    private Process process;

    OwnEngine(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        // In the host's network, an engine without a bridge would remove the one of the machine's own engine.
        Files.createFile(network());
        new ProcessBuilder("unshare", "--net=" + network(), "true")
                .inheritIO()
                .start()
                .waitFor();
        this.process = start();
    }

    static boolean isPossible() {
        return Files.isExecutable(PROGRAM) && System.getProperty("user.name").equals("root");
    }

    private Process start() throws IOException {
        Files.deleteIfExists(folder.resolve("dockerd.pid"));
        Process engine = new ProcessBuilder(
                        "nsenter",
                        "--net=" + network(),
                        "--",
                        PROGRAM.toString(),
                        "--host",
                        "unix://" + socket(),
                        "--data-root",
                        folder.resolve("data").toString(),
                        "--exec-root",
                        folder.resolve("exec").toString(),
                        "--pidfile",
                        folder.resolve("dockerd.pid").toString(),
                        "--storage-driver",
                        "vfs",
                        "--live-restore",
                        "--iptables=false",
                        "--bridge=none")
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
        await().atMost(Duration.ofSeconds(60)).until(this::answers);
        return engine;
    }

    private boolean answers() throws EngineException {
        try (EngineClient client =
                EngineClient.open(new EngineAddress("the test's engine", "unix://" + socket(), Optional.empty()))) {
            client.get("/info", Duration.ofSeconds(5));
            return true;
        } catch (EngineException e) {
            return false;
        }
    }

    private Path network() {
        return folder.resolve("network");
    }

    Path socket() {
        return folder.resolve("docker.sock");
    }

    DockerOptions options(Map<String, Object> more) {
        Map<String, Object> plugin = new HashMap<>(more);
        plugin.put("endpoint", "unix://" + socket());
        return DockerOptions.of(plugin);
    }

    void kill() throws IOException, InterruptedException {
        Optional<ProcessHandle> helper = containerd();
        process.destroyForcibly().waitFor();
        // It dies with its engine, but not at once, and a new engine would take it for alive, even before somebody has
        // reaped it.
        helper.ifPresent(containerd -> await().atMost(Duration.ofSeconds(30)).until(() -> !isAlive(containerd)));
        Files.deleteIfExists(folder.resolve("exec/containerd/containerd.pid"));
    }

    private Optional<ProcessHandle> containerd() throws IOException {
        Path file = folder.resolve("exec/containerd/containerd.pid");
        return Files.exists(file)
                ? ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
                : Optional.empty();
    }

    /** A process that nobody has waited for counts as dead. */
    private static boolean isAlive(ProcessHandle process) throws IOException {
        Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
        return process.isAlive()
                && Files.exists(stat)
                && !Files.readString(stat).contains(") Z ");
    }

    /** Asks it to end, which it does in order. */
    void stop() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    void restart() throws IOException {
        process = start();
    }

    void close() throws IOException, InterruptedException {
        stop();
        containerd().ifPresent(ProcessHandle::destroy);
        // An engine that leaves its containers running leaves its mounts as well.
        for (String mount : Files.readAllLines(Path.of("/proc/mounts")).reversed()) {
            String target = mount.split(" ", -1)[1];
            if (target.startsWith(folder.toString())) {
                new ProcessBuilder("umount", "--lazy", target).start().waitFor();
            }
        }
    }
}
