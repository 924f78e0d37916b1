package dev.drover.dist.node;

import static org.awaitility.Awaitility.await;

import dev.drover.dist.Mounts;
import dev.drover.dist.Processes;
import dev.drover.dist.cluster.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A Docker engine that a test may end: it shares nothing with the one that the machine may have. Its containers have no network. */
final class OwnEngine implements AutoCloseable {
    static final String IMAGE = "drover-node:it";

    private static final Path PROGRAM = Path.of("/usr/sbin/dockerd");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final boolean liveRestore;
    private Process process;

    /** @param liveRestore whether containers outlive the engine */
    OwnEngine(Path folder, boolean liveRestore) {
        this.folder = folder;
        this.liveRestore = liveRestore;
        try {
            Files.createDirectories(folder);
            Files.createFile(network());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // In the host's network, an engine without a bridge would remove the one of the machine's own engine.
        Shell.run("unshare", "--net=" + network(), "true");
        this.process = spawn();
        importImage();
    }

    static boolean isPossible() {
        return Files.isExecutable(PROGRAM)
                && System.getProperty("user.name").equals("root")
                && Files.isExecutable(Path.of("/bin/busybox"))
                && Shell.attempt("sh", "-c", "command -v docker && ! grep -q /ld-linux /bin/busybox")
                                .code()
                        == 0;
    }

    /** The block of the agent's configuration that leads to it. */
    String plugin() {
        return """
                plugin "docker" {
                  config {
                    endpoint = "unix://%s"
                  }
                }
                """.formatted(socket());
    }

    private Path network() {
        return folder.resolve("network");
    }

    private Path socket() {
        return folder.resolve("docker.sock");
    }

    private Process spawn() {
        List<String> command = new ArrayList<>(List.of("nsenter", "--net=" + network(), "--", PROGRAM.toString()));
        command.addAll(List.of("--host", "unix://" + socket()));
        command.addAll(List.of("--data-root", folder.resolve("data").toString()));
        command.addAll(List.of("--exec-root", folder.resolve("exec").toString()));
        command.addAll(List.of("--pidfile", folder.resolve("dockerd.pid").toString()));
        command.addAll(List.of("--storage-driver", "vfs", "--iptables=false", "--bridge=none"));
        if (liveRestore) {
            command.add("--live-restore");
        }
        try {
            Files.deleteIfExists(folder.resolve("dockerd.pid"));
            Process engine = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("log").toFile()))
                    .start();
            await().atMost(PATIENCE).until(this::answers);
            return engine;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers() {
        return Shell.attempt("docker", "-H", "unix://" + socket(), "version").code() == 0;
    }

    private void importImage() {
        Shell.run(
                "sh",
                "-c",
                "mkdir -p $0/image/bin && cp /bin/busybox $0/image/bin/ && for name in sh sleep; do"
                        + " ln -sf busybox $0/image/bin/$name; done && tar -C $0/image -cf - bin | docker -H unix://$1"
                        + " import - $2",
                folder.toString(),
                socket().toString(),
                IMAGE);
    }

    /** What its command line says to some words. */
    String ask(String... words) {
        List<String> command = new ArrayList<>(List.of("docker", "-H", "unix://" + socket()));
        command.addAll(List.of(words));
        return Shell.run(command.toArray(String[]::new)).strip();
    }

    /** Ids of all containers of an allocation that it knows, running or not. */
    List<String> containers(String allocation) {
        return ask("ps", "-a", "-q", "--filter", "name=" + allocation).lines().toList();
    }

    /** From one moment to the next, together with what holds its containers' shims. */
    void kill() {
        process.destroyForcibly();
        await().atMost(PATIENCE).until(() -> !process.isAlive());
        Processes.that(text -> text.startsWith("containerd\0") && text.contains(folder.toString()))
                .forEach(ProcessHandle::destroyForcibly);
        await().atMost(PATIENCE)
                .until(() -> Processes.that(text -> text.startsWith("containerd\0") && text.contains(folder.toString()))
                        .isEmpty());
        try {
            Files.deleteIfExists(folder.resolve("exec/containerd/containerd.pid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks it to end, which it does in order: without live restore its containers end before. */
    void stop() {
        process.destroy();
        await().atMost(PATIENCE).until(() -> !process.isAlive());
    }

    void start() {
        process = spawn();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            Shell.attempt(
                    "sh", "-c", "docker -H unix://$0 ps -q | xargs -r docker -H unix://$0 rm -f", socket().toString());
            stop();
        }
        Processes.in(folder).forEach(ProcessHandle::destroyForcibly);
        Mounts.removeBelow(folder);
    }
}
