package dev.drover.dist;

import dev.drover.cli.CliIo;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationListStub;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.PortMapping;
import dev.drover.model.api.StreamFrame;
import dev.drover.sdk.Answer;
import dev.drover.sdk.ApiException;
import dev.drover.sdk.DroverClient;
import dev.drover.sdk.Frames;
import dev.drover.sdk.LogKind;
import dev.drover.sdk.LogPosition;
import dev.drover.sdk.Query;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Watches the first allocation of a job and prints what its tasks write, each line with the job's name before it. */
final class JobFollower {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DroverClient client;
    private final String job;
    private final CliIo io;

    JobFollower(DroverClient client, String job, CliIo io) {
        this.client = client;
        this.job = job;
        this.io = io;
    }

    /** Prints both outputs of the job's tasks from now on, in the background. */
    void follow() throws IOException {
        Allocation allocation =
                client.allocations().info(started().id(), Query.NONE).value();
        for (String task : allocation.taskStates().keySet()) {
            for (LogKind kind : LogKind.values()) {
                Thread.ofVirtual().name("follow-" + job).start(() -> print(allocation.id(), task, kind));
            }
        }
    }

    /** Waits until an allocation has left the state pending. */
    private AllocationListStub started() throws IOException {
        return await(stub -> stub.clientStatus() != ClientStatus.PENDING)
                .orElseThrow(
                        () -> new IOException("job " + job + " did not start within " + PATIENCE.toSeconds() + " s"));
    }

    /** True once the job's allocation has ended well. */
    boolean waitForEnd() {
        return await(stub -> stub.clientStatus() == ClientStatus.COMPLETE || stub.clientStatus() == ClientStatus.FAILED)
                .filter(stub -> stub.clientStatus() == ClientStatus.COMPLETE)
                .isPresent();
    }

    private Optional<AllocationListStub> await(java.util.function.Predicate<AllocationListStub> wanted) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        long index = 0;
        while (System.nanoTime() < end) {
            Query query = index == 0 ? Query.NONE : Query.NONE.index(index).waitAtMost(PATIENCE);
            Answer<List<AllocationListStub>> answer = client.jobs().allocations(job, false, query);
            Optional<AllocationListStub> found =
                    answer.value().stream().filter(wanted).findFirst();
            if (found.isPresent()) {
                return found;
            }
            index = answer.index();
        }
        return Optional.empty();
    }

    /** The address of the job's first port, once a web page answers there. */
    Optional<String> waitForWebPage() throws IOException {
        Allocation allocation =
                client.allocations().info(started().id(), Query.NONE).value();
        if (allocation.allocatedResources() == null
                || allocation.allocatedResources().shared() == null) {
            return Optional.empty();
        }
        List<PortMapping> ports = allocation.allocatedResources().shared().ports();
        if (ports.isEmpty()) {
            return Optional.empty();
        }
        String url =
                "http://" + ports.getFirst().hostIp() + ":" + ports.getFirst().value() + "/";
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            if (answers(url)) {
                return Optional.of(url);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        return Optional.empty();
    }

    private static boolean answers(String url) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url).toURL().openConnection();
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(1000);
            return connection.getResponseCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private void print(String allocationId, String task, LogKind kind) {
        try (Frames frames = client.files().followLog(allocationId, task, kind, LogPosition.START)) {
            StringBuilder line = new StringBuilder();
            for (Optional<StreamFrame> frame = frames.next(); frame.isPresent(); frame = frames.next()) {
                line.append(new String(Frames.data(frame.get()), StandardCharsets.UTF_8));
                printWholeLines(line);
            }
        } catch (IOException | ApiException ended) {
            // The agent stops before this thread does.
        }
    }

    private void printWholeLines(StringBuilder text) {
        for (int end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n")) {
            io.out().println("[" + job + "] " + text.substring(0, end));
            text.delete(0, end + 1);
        }
        io.out().flush();
    }
}
