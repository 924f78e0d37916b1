package dev.drover.dist.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drover.dist.FreePort;
import dev.drover.model.alloc.AllocationListStub;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A dev agent of the assembled program on a port of its own, and what tests ask it. */
final class DevAgent implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final Program program;
    private final String address;
    private final Path log;
    private final Path temporary;

    private DevAgent(Process process, Program program, String address, Path log, Path temporary) {
        this.process = process;
        this.program = program;
        this.address = address;
        this.log = log;
        this.temporary = temporary;
    }

    static DevAgent start(Path folder) {
        return start(folder, "");
    }

    /** @param settings further lines of the agent's configuration */
    static DevAgent start(Path folder, String settings) {
        int port = FreePort.next();
        String address = "http://127.0.0.1:" + port;
        Path temporary = createFolder(folder.resolve("tmp"));
        Program program = new Program(createFolder(folder.resolve("work")))
                .with("DROVER_JAVA_OPTS", "-Xmx256m -Djava.io.tmpdir=" + temporary)
                .with("NOMAD_ADDR", address);
        Path config = program.write("agent.hcl", "ports { http = " + port + " }\n" + settings);
        Path log = folder.resolve("agent.log");
        Process process = program.start(log, "agent", "-dev", "-config", config);
        DevAgent agent = new DevAgent(process, program, address, log, temporary);
        await().atMost(PATIENCE).until(() -> agent.isReady() || !process.isAlive());
        assertThat(process.isAlive()).as("the agent runs: %s", agent.log()).isTrue();
        return agent;
    }

    Program program() {
        return program;
    }

    String address() {
        return address;
    }

    long pid() {
        return process.pid();
    }

    String log() {
        return read(log);
    }

    /** Where access is controlled only a token shows the nodes; then it is enough that the agent says so. */
    private boolean isReady() {
        String nodes = text("/v1/nodes");
        return nodes.contains("\"ready\"") || nodes.contains("Permission denied");
    }

    /** What the API answers to a GET, as text; empty while nobody answers. */
    String text(String path) {
        return body(address + path);
    }

    /** The body of a page; empty while nobody answers. */
    static String body(String url) {
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException notYet) {
            return "";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ids of a job's allocations in this client status, newest first. */
    List<String> allocations(String job, ClientStatus status) {
        String answer = text("/v1/job/" + job.replace("/", "%2F") + "/allocations");
        if (!answer.startsWith("[")) {
            return List.of();
        }
        return Json.readList(AllocationListStub.class, answer.getBytes(UTF_8)).stream()
                .filter(each -> each.clientStatus() == status)
                .sorted(Comparator.comparingLong(AllocationListStub::createIndex)
                        .reversed())
                .map(AllocationListStub::id)
                .toList();
    }

    /** Waits until the job has an allocation in this client status, and returns the newest of them. */
    String awaitAllocation(String job, ClientStatus status) {
        await().atMost(PATIENCE).until(() -> !allocations(job, status).isEmpty());
        return allocations(job, status).getFirst();
    }

    /** The first port of an allocation. */
    int port(String allocation) {
        return Integer.parseInt(
                program.run("alloc", "status", "-t", "{{(index .AllocatedResources.Shared.Ports 0).Value}}", allocation)
                        .exits(0)
                        .output()
                        .strip());
    }

    /** Ends a job, whether it runs or not. */
    void stop(String job) {
        program.run("job", "stop", "-purge", "-detach", job);
        await().atMost(PATIENCE)
                .until(() -> allocations(job, ClientStatus.RUNNING).isEmpty()
                        && allocations(job, ClientStatus.PENDING).isEmpty());
    }

    /** The folders that this agent made for itself and has not removed. */
    List<Path> leftFolders() {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.filter(file -> file.getFileName().toString().startsWith("drover-dev-"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a signal and waits for the end. */
    int end(String signal) {
        signal(process.pid(), signal);
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS))
                    .as("the agent ends: %s", log())
                    .isTrue();
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static void signal(long pid, String signal) {
        try {
            new ProcessBuilder("/bin/kill", "-" + signal, String.valueOf(pid))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Processes whose command line contains a text. */
    static List<ProcessHandle> processes(String text) {
        return ProcessHandle.allProcesses()
                .filter(each -> each.info().commandLine().orElse("").contains(text))
                .toList();
    }

    static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path createFolder(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            end("TERM");
        }
    }
}
