package dev.drover.dist.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drover.dist.FreePort;
import dev.drover.dist.Mounts;
import dev.drover.dist.Processes;
import dev.drover.dist.acceptance.Program;
import dev.drover.dist.cluster.Shell;
import dev.drover.model.alloc.AllocationListStub;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.TaskEvent;
import dev.drover.model.alloc.TaskState;
import dev.drover.model.api.JobsParseRequest;
import dev.drover.model.job.Job;
import dev.drover.sdk.ClientConfig;
import dev.drover.sdk.DroverClient;
import dev.drover.sdk.DroverException;
import dev.drover.sdk.Query;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An agent that is server and node, whose tasks outlive it: started, ended and started again on one data folder. */
final class NodeAgent implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final int port = FreePort.next();
    private final DroverClient client;
    private final Set<String> jobs = new LinkedHashSet<>();
    private final Set<String> allocations = new LinkedHashSet<>();
    private Process process;
    private int starts;

    /** @param settings further configuration of the agent */
    NodeAgent(Path folder, String settings) {
        this.folder = folder;
        this.client = new DroverClient(ClientConfig.of("http://127.0.0.1:" + port)
                .withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(30)));
        write("agent.hcl", """
                data_dir  = "%s"
                bind_addr = "127.0.0.1"
                ports {
                  http = %d
                  rpc  = %d
                  serf = %d
                }
                server {
                  enabled          = true
                  bootstrap_expect = 1
                }
                client {
                  enabled           = true
                  cpu_total_compute = 100000
                  memory_total_mb   = 100000
                  disk_free_mb      = 100000
                }
                plugin "raw_exec" {
                  config {
                    enabled = true
                  }
                }
                """.formatted(data(), port, FreePort.next(), FreePort.next()));
        write("more.hcl", settings);
        this.process = spawn();
        awaitReady();
    }

    private void write(String name, String text) {
        try {
            Files.writeString(Files.createDirectories(folder).resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process spawn() {
        starts++;
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(
                                Program.HEARS_CTRL_C.stream(),
                                Stream.of(
                                        Program.LAUNCHER.toString(),
                                        "agent",
                                        "-config",
                                        folder.resolve("agent.hcl").toString(),
                                        "-config",
                                        folder.resolve("more.hcl").toString()))
                        .toList())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(logFile().toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("NOMAD_") || name.startsWith("DROVER_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("DROVER_TRAIN", "no");
        builder.environment().put("DROVER_JAVA_OPTS", "-Xmx256m");
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        await().atMost(PATIENCE).until(() -> !process.isAlive() || isReady());
        assertThat(process.isAlive()).as("the agent runs: %s", log()).isTrue();
    }

    private boolean isReady() {
        try {
            return client.nodes().list(Query.NONE).value().stream()
                    .anyMatch(node -> node.status().wireName().equals("ready"));
        } catch (DroverException notYet) {
            return false;
        }
    }

    private Path logFile() {
        return folder.resolve("agent-" + starts + ".log");
    }

    /** What it has said since its last start. */
    String log() {
        return read(logFile());
    }

    Path data() {
        return folder.resolve("data");
    }

    DroverClient client() {
        return client;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The process that has its tasks. */
    long keeper() {
        return Processes.that(text -> text.contains("KeeperMain\0" + data())).stream()
                .mapToLong(ProcessHandle::pid)
                .findFirst()
                .orElseThrow();
    }

    /** The agent is gone from one moment to the next; its tasks run on. */
    void kill() {
        end("KILL");
    }

    /** Starts it again on its folder. */
    void start() {
        assertThat(process.isAlive()).as("the agent runs already").isFalse();
        process = spawn();
        awaitReady();
    }

    void signal(String signal) {
        Shell.run("kill", "-" + signal, Long.toString(process.pid()));
    }

    /** Sends a signal and waits for the end. */
    int end(String signal) {
        signal(signal);
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("the agent ends: %s", log())
                    .isTrue();
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Registers a job from its file, and returns its name. */
    String run(String hcl) {
        Job job = client.jobs().parse(new JobsParseRequest(hcl, "", false)).value();
        client.jobs().register(job);
        jobs.add(job.id());
        return job.id();
    }

    void stop(String job) {
        client.jobs().deregister(job, Query.NONE);
    }

    /** Ends a job and forgets it. */
    void purge(String job) {
        client.jobs().deregister(job, Query.NONE.withTrue("purge", true));
        jobs.remove(job);
    }

    /** The allocations of a job, the oldest first. */
    List<AllocationListStub> allocations(String job) {
        List<AllocationListStub> all = client.jobs().allocations(job, true, Query.NONE).value().stream()
                .sorted(Comparator.comparingLong(AllocationListStub::createIndex))
                .toList();
        all.forEach(each -> allocations.add(each.id()));
        return all;
    }

    long count(String job, ClientStatus status) {
        return allocations(job).stream()
                .filter(each -> each.clientStatus() == status)
                .count();
    }

    /** Waits until so many allocations of a job have a status, and returns them. */
    List<AllocationListStub> awaitStatus(String job, ClientStatus status, int count) {
        return await("%s of %d allocations of %s".formatted(status, count, job))
                .atMost(PATIENCE)
                .until(
                        () -> allocations(job).stream()
                                .filter(each -> each.clientStatus() == status)
                                .toList(),
                        found -> found.size() >= count);
    }

    /** Waits until the first allocation of a job has a status, and returns its id. */
    String awaitOne(String job, ClientStatus status) {
        return awaitStatus(job, status, 1).getFirst().id();
    }

    /** The events of all tasks of an allocation. */
    List<TaskEvent> events(String allocation) {
        return client.allocations().info(allocation, Query.NONE).value().taskStates().values().stream()
                .map(TaskState::events)
                .flatMap(List::stream)
                .toList();
    }

    /** The events of an allocation as one text, for people and for searching. */
    String story(String allocation) {
        List<String> lines = new ArrayList<>();
        events(allocation).forEach(event -> lines.add(event.type() + ": " + event.displayMessage()));
        return String.join("\n", lines);
    }

    /** What an allocation's task has written, over all files of its log. */
    String output(String allocation, String task, String stream) {
        Path logs = data().resolve("alloc/" + allocation + "/alloc/logs");
        if (!Files.isDirectory(logs)) {
            return "";
        }
        try (Stream<Path> files = Files.list(logs)) {
            StringBuilder all = new StringBuilder();
            files.filter(file -> file.getFileName().toString().startsWith(task + "." + stream + "."))
                    .sorted(Comparator.comparingInt(NodeAgent::number))
                    .forEach(file -> all.append(read(file)));
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int number(Path log) {
        String name = log.getFileName().toString();
        return Integer.parseInt(name.substring(name.lastIndexOf('.') + 1));
    }

    /** The processes of an allocation that no other process of it has started. */
    static Set<Long> roots(String allocation) {
        List<ProcessHandle> all = processes(allocation);
        Set<Long> pids = new LinkedHashSet<>();
        all.forEach(each -> pids.add(each.pid()));
        Set<Long> roots = new LinkedHashSet<>();
        all.stream()
                .filter(each -> each.parent()
                        .map(parent -> !pids.contains(parent.pid()))
                        .orElse(false))
                .forEach(each -> roots.add(each.pid()));
        return roots;
    }

    static List<ProcessHandle> processes(String allocation) {
        return Processes.that(text -> text.contains("NOMAD_ALLOC_ID=" + allocation));
    }

    static String read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException notThere) {
            return "";
        }
    }

    /** Ends its jobs, then itself, then whatever is left of both. */
    @Override
    public void close() {
        try {
            if (!process.isAlive()) {
                start();
            }
            for (String job : jobs) {
                allocations(job);
                client.jobs().deregister(job, Query.NONE.withTrue("purge", true));
            }
            await().atMost(PATIENCE)
                    .until(() -> allocations.stream()
                            .allMatch(each -> processes(each).isEmpty()));
            end("TERM");
        } finally {
            process.destroyForcibly();
            Processes.in(folder).forEach(ProcessHandle::destroyForcibly);
            allocations.forEach(each -> processes(each).forEach(ProcessHandle::destroyForcibly));
            await().atMost(PATIENCE).until(() -> Processes.in(folder).isEmpty());
            Mounts.removeBelow(folder);
        }
    }
}
