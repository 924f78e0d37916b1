package dev.drover.sdk;

import dev.drover.model.alloc.AllocationListStub;
import dev.drover.model.alloc.TaskEvent;
import dev.drover.model.alloc.TaskState;
import dev.drover.model.api.JobDispatchRequest;
import dev.drover.model.job.Job;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/** A child of a parameterized job from its start to its end. */
final class DispatchedJob {
    private static final String TERMINATED = "Terminated";
    private static final String DEAD = "dead";

    private final Jobs jobs;
    private final AllocationFiles files;
    private final JobDispatchRequest request;
    private final Query query;
    private final CompletableFuture<DispatchResult> result = new CompletableFuture<>();
    private final CompletableFuture<String> started = new CompletableFuture<>();

    DispatchedJob(Jobs jobs, AllocationFiles files, JobDispatchRequest request, Query query) {
        this.jobs = jobs;
        this.files = files;
        this.request = request;
        this.query = query;
    }

    CompletableFuture<DispatchResult> follow() {
        Thread.ofVirtual().name("dispatch " + request.jobId()).start(this::run);
        var _ = result.whenComplete((end, failure) -> {
            if (failure instanceof CancellationException || failure instanceof TimeoutException) {
                // Not by the thread that cancels: the child may have to be started first.
                Thread.ofVirtual().name("stop dispatch " + request.jobId()).start(this::stopChild);
            }
        });
        return result;
    }

    private void stopChild() {
        try {
            jobs.deregister(started.join(), query);
        } catch (RuntimeException nothingToStop) {
            System.getLogger(DispatchedJob.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            () -> "a dispatched " + request.jobId() + " was not stopped: "
                                    + nothingToStop.getMessage());
        }
    }

    private void run() {
        try {
            String child = jobs.dispatch(request, query).value().dispatchedJobId();
            started.complete(child);
            for (Answer<Job> job : Watch.<Job>of(changed -> jobs.info(child, changed), query)) {
                if (result.isDone()) {
                    return;
                }
                if (job.value().status().equals(DEAD)) {
                    result.complete(new DispatchResult(child, tasks(child)));
                    return;
                }
            }
        } catch (IOException fault) {
            result.completeExceptionally(fault);
        } catch (RuntimeException failure) {
            started.completeExceptionally(failure);
            result.completeExceptionally(failure);
        }
    }

    private List<DispatchResult.TaskResult> tasks(String child) throws IOException {
        List<DispatchResult.TaskResult> tasks = new ArrayList<>();
        List<AllocationListStub> last = jobs.allocations(child, false, query).value().stream()
                .filter(allocation -> allocation.nextAllocation().isEmpty())
                .sorted(Comparator.comparing(AllocationListStub::taskGroup)
                        .thenComparing(AllocationListStub::name)
                        .thenComparingLong(AllocationListStub::createIndex))
                .toList();
        for (AllocationListStub allocation : last) {
            for (var task : new TreeMap<>(allocation.taskStates()).entrySet()) {
                tasks.add(task(allocation, task.getKey(), task.getValue()));
            }
        }
        return List.copyOf(tasks);
    }

    private DispatchResult.TaskResult task(AllocationListStub allocation, String name, TaskState state)
            throws IOException {
        Optional<TaskEvent> end = state.events().stream()
                .filter(event -> event.type().equals(TERMINATED))
                .reduce((earlier, later) -> later);
        String reason = state.events().isEmpty() ? "" : state.events().getLast().displayMessage();
        boolean ran = state.startedAt() != null;
        return new DispatchResult.TaskResult(
                allocation.id(),
                allocation.taskGroup(),
                name,
                end.map(DispatchedJob::exitCode).orElse(DispatchResult.NEVER_RAN),
                end.map(DispatchedJob::signal).orElse(0),
                state.failed(),
                reason,
                ran ? output(allocation, name, LogKind.STDOUT) : "",
                ran ? output(allocation, name, LogKind.STDERR) : "");
    }

    private static int exitCode(TaskEvent end) {
        return number(end, "exit_code", end.exitCode());
    }

    private static int signal(TaskEvent end) {
        return number(end, "signal", end.signal());
    }

    /** Newer agents tell numbers among the details, older ones in fields of their own. */
    private static int number(TaskEvent end, String detail, int otherwise) {
        String text = end.details().getOrDefault(detail, "");
        return text.matches("-?[0-9]{1,9}") ? Integer.parseInt(text) : otherwise;
    }

    private String output(AllocationListStub allocation, String task, LogKind kind) throws IOException {
        LogPosition tail = LogPosition.lastBytes(DispatchResult.MAX_OUTPUT_BYTES);
        try (InputStream log = files.log(allocation.id(), task, kind, tail)) {
            return new String(log.readNBytes(DispatchResult.MAX_OUTPUT_BYTES), StandardCharsets.UTF_8);
        }
    }
}
