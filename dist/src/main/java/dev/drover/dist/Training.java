package dev.drover.dist;

import dev.drover.agent.Agent;
import dev.drover.agent.config.AgentConfig;
import dev.drover.agent.config.Settings;
import dev.drover.cli.Cli;
import dev.drover.cli.CliIo;
import dev.drover.sdk.ApiException;
import dev.drover.sdk.ClientConfig;
import dev.drover.sdk.DroverClient;
import dev.drover.sdk.UnreachableException;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The work that the launcher has a process do once after a build, to record which classes it loads. The virtual machine then
 * starts from that record (JEP 514). What is not exercised here still works, only slower at its first use.
 */
final class Training {
    private static final long PATIENCE_SECONDS = 60;

    private static final String JOB = """
            job "training" {
              type = "batch"
              group "training" {
                task "training" {
                  driver = "raw_exec"
                  config {
                    command = "/bin/echo"
                    args    = ["trained"]
                  }
                }
              }
            }
            """;

    private Training() {}

    /**
     * Runs commands as a user would, against an agent in a process of its own, so that its classes stay out of the record.
     *
     * @return 0, whatever the commands return: some are meant to fail, since failing loads classes too
     */
    static int commandLine() throws IOException, InterruptedException {
        int port = freePorts().getFirst();
        Path folder = Files.createTempDirectory("drover-training-");
        Path config = Files.writeString(folder.resolve("agent.hcl"), "ports { http = " + port + " }\n");
        Process agent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "agent",
                        "-dev",
                        "-config",
                        config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("agent.log").toFile())
                .start();
        try {
            String address = "http://127.0.0.1:" + port;
            awaitNode(address);
            commands(folder).forEach(words -> Cli.run(words, io(address)));
        } finally {
            agent.destroy();
            agent.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            delete(folder);
        }
        return 0;
    }

    private static List<List<String>> commands(Path folder) throws IOException {
        String file =
                Files.writeString(folder.resolve("training.nomad.hcl"), JOB).toString();
        return List.of(
                List.of("version"),
                List.of("-help"),
                List.of("job", "validate", file),
                List.of("job", "plan", file),
                List.of("job", "run", file),
                List.of("job", "status"),
                List.of("job", "status", "training"),
                List.of("job", "inspect", "training"),
                List.of("status", "training"),
                List.of("node", "status"),
                List.of("eval", "list"),
                List.of("alloc", "logs", "-job", "training"),
                List.of("fmt", "-check", file),
                List.of("job", "stop", "training"),
                List.of("job", "run", file + ".missing"));
    }

    private static CliIo io(String address) {
        CliIo own = CliIo.ofProcess("drover");
        Map<String, String> environment = new TreeMap<>(own.environment());
        environment.put("NOMAD_ADDR", address);
        return new CliIo(
                own.in(), own.out(), own.err(), environment, false, own.program(), own.directory(), own.clock());
    }

    /** Runs a dev agent and a job on it, then the same with an agent that keeps everything on disk. */
    static int agent() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("drover-training-");
        String file =
                Files.writeString(folder.resolve("training.nomad.hcl"), JOB).toString();
        try {
            Settings alone = new Settings();
            alone.put("ports.http", BigDecimal.ZERO, "training");
            try (Agent agent = Agent.start(AgentConfig.of(true, alone), Training::giveUp)) {
                work(agent, file);
            }
            List<Integer> ports = freePorts();
            try (Agent agent =
                    Agent.start(AgentConfig.of(false, onDisk(folder.resolve("data"), ports)), Training::giveUp)) {
                work(agent, file);
                String address = "http://" + agent.httpAddress();
                PlacementTraining.run(address, "127.0.0.1:" + ports.get(1), io(address), folder);
            }
        } finally {
            // The keeper of the second agent would wait for the next one.
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
            delete(folder);
        }
        return 0;
    }

    private static Settings onDisk(Path data, List<Integer> ports) {
        Settings settings = new Settings();
        settings.put("data_dir", data.toString(), "training");
        settings.put("bind_addr", "127.0.0.1", "training");
        settings.put("ports.http", BigDecimal.valueOf(ports.get(0)), "training");
        settings.put("ports.rpc", BigDecimal.valueOf(ports.get(1)), "training");
        settings.put("ports.serf", BigDecimal.valueOf(ports.get(2)), "training");
        settings.put("server.enabled", true, "training");
        settings.put("server.bootstrap_expect", BigDecimal.ONE, "training");
        settings.put("client.enabled", true, "training");
        settings.put("plugin.raw_exec.config", Map.of("enabled", true), "training");
        return settings;
    }

    private static void work(Agent agent, String file) throws IOException {
        String address = "http://" + agent.httpAddress();
        awaitNode(address);
        List<List<String>> work = new ArrayList<>();
        work.add(List.of("job", "run", file));
        work.add(List.of("job", "status", "training"));
        work.add(List.of("alloc", "logs", "-job", "training"));
        work.add(List.of("job", "stop", "-purge", "training"));
        work.forEach(words -> Cli.run(words, io(address)));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void awaitNode(String address) throws IOException {
        DroverClient client = new DroverClient(ClientConfig.of(address));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end) {
            try {
                if (!client.nodes().list(dev.drover.sdk.Query.NONE).value().isEmpty()) {
                    return;
                }
            } catch (UnreachableException | ApiException notYet) {
                // It is starting, or nobody leads yet.
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        throw new IOException("no agent with a node at " + address + " within " + PATIENCE_SECONDS + " s");
    }

    /** Ports that nobody has, all different. */
    private static List<Integer> freePorts() throws IOException {
        try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket second = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket third = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return List.of(first.getLocalPort(), second.getLocalPort(), third.getLocalPort());
        }
    }

    private static void giveUp(String reason) {
        System.err.println("drover: the trained agent gave up: " + reason);
    }
}
