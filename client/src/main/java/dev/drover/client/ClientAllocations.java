package dev.drover.client;

import dev.drover.client.alloc.AllocRunner;
import dev.drover.client.alloc.AllocSync;
import dev.drover.client.check.CheckResult;
import dev.drover.client.data.DataArchive;
import dev.drover.client.files.AllocFiles;
import dev.drover.client.files.FileAccessException;
import dev.drover.client.files.FileAccessException.Reason;
import dev.drover.client.files.FileChunk;
import dev.drover.client.files.FileStream;
import dev.drover.client.files.LogStream;
import dev.drover.client.task.TaskRunner;
import dev.drover.driver.DriverException;
import dev.drover.driver.ExecSession;
import dev.drover.driver.FileIsolation;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.api.AllocResourceUsage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The allocations of this node for those who look at them and act on them from outside. All ids are full. */
public final class ClientAllocations {
    private static final String USER_RESTART = "User requested task to restart";

    private final AllocSync sync;

    ClientAllocations(AllocSync sync) {
        this.sync = sync;
    }

    /** Where a stream begins. */
    public record Start(long offset, boolean fromEnd) {}

    /**
     * Sends a log; when following, until the task has ended and all was sent.
     *
     * @param output {@code stdout} or {@code stderr}
     * @throws IOException when the sink refuses
     */
    public void logs(String allocationId, String task, String output, Start start, boolean follow, FileChunk.Sink sink)
            throws UnknownAllocationException, FileAccessException, IOException, InterruptedException {
        if (!output.equals("stdout") && !output.equals("stderr")) {
            throw new FileAccessException(Reason.INVALID, "Must provide log type (stdout/stderr)");
        }
        AllocRunner runner = runner(allocationId);
        TaskRunner taskRunner = task(runner, task);
        new LogStream(
                        runner.folders().logs(),
                        task + "." + output,
                        () -> taskRunner.status().isDead())
                .send(start.offset(), start.fromEnd(), follow, sink);
    }

    public AllocFiles files(String allocationId) throws UnknownAllocationException {
        return new AllocFiles(runner(allocationId).folders());
    }

    /**
     * Writes the data of an allocation as {@link DataArchive} does.
     *
     * @param onceEnded whether to wait until it has ended, so that nothing is missing
     * @throws IOException when the other side refuses
     */
    public void snapshot(String allocationId, boolean onceEnded, OutputStream out)
            throws UnknownAllocationException, IOException, InterruptedException {
        AllocRunner runner = runner(allocationId);
        if (onceEnded) {
            runner.awaitEnd();
        }
        DataArchive.write(runner.folders(), runner.tasks().keySet(), out);
    }

    /** Sends a file; when following, until it is deleted or the sink refuses. */
    public void stream(String allocationId, String path, Start start, boolean follow, FileChunk.Sink sink)
            throws UnknownAllocationException, FileAccessException, IOException, InterruptedException {
        new FileStream(files(allocationId).resolve(path), path).send(start.offset(), start.fromEnd(), follow, sink);
    }

    /**
     * What the tasks use now.
     *
     * @param task only this one, or all when empty
     */
    public AllocResourceUsage usage(String allocationId, Optional<String> task) throws UnknownAllocationException {
        AllocRunner runner = runner(allocationId);
        return AllocUsage.of(
                task.isPresent()
                        ? List.of(task(runner, task.get()))
                        : runner.tasks().values());
    }

    /**
     * Restarts one task or all running tasks. Tasks that have ended stay ended.
     *
     * @throws DriverException when the task is not running
     */
    public void restart(String allocationId, Optional<String> task)
            throws UnknownAllocationException, DriverException, InterruptedException {
        for (TaskRunner each : running(runner(allocationId), task)) {
            each.restart(USER_RESTART);
        }
    }

    /**
     * Signals one task or all running tasks.
     *
     * @throws DriverException when nothing runs or the signal is unknown
     */
    public void signal(String allocationId, Optional<String> task, String signal)
            throws UnknownAllocationException, DriverException {
        for (TaskRunner each : running(runner(allocationId), task)) {
            each.signal(signal, "User requested signal");
        }
    }

    /**
     * Runs a command inside a task, for as long as somebody watches.
     *
     * @throws DriverException when the task is not running, its driver runs no commands, or the program is not found
     */
    public ExecSession exec(String allocationId, String task, ExecSession.Request request)
            throws UnknownAllocationException, DriverException, InterruptedException {
        return task(runner(allocationId), task).exec(request);
    }

    /** What files commands inside a task see. */
    public FileIsolation fileIsolation(String allocationId, String task) throws UnknownAllocationException {
        return task(runner(allocationId), task).fileIsolation();
    }

    /** The allocation as the servers have sent it. */
    public Allocation allocation(String allocationId) throws UnknownAllocationException {
        return runner(allocationId).allocation();
    }

    private static List<TaskRunner> running(AllocRunner runner, Optional<String> task)
            throws UnknownAllocationException, DriverException {
        if (task.isPresent() && !task.get().isEmpty()) {
            return List.of(task(runner, task.get()));
        }
        Collection<TaskRunner> all = runner.tasks().values();
        List<TaskRunner> running = new ArrayList<>();
        all.stream().filter(each -> each.status().isRunning()).forEach(running::add);
        if (running.isEmpty()) {
            throw new DriverException("Task not running");
        }
        return running;
    }

    /** The newest answers of checks by the id of the check; empty when there are none. */
    public Map<String, CheckResult> checks(String allocationId) throws UnknownAllocationException {
        return runner(allocationId).checkResults();
    }

    /**
     * Deletes the folder of an ended allocation.
     *
     * @return false when it still runs
     */
    public boolean collect(String allocationId) throws UnknownAllocationException {
        return sync.collect(runner(allocationId).allocation().id());
    }

    /** Deletes the folders of all ended allocations. */
    public void collectAll() {
        sync.collectAll();
    }

    /** True when the allocation is known here, whether it runs or not. */
    public boolean has(String allocationId) {
        return sync.runner(allocationId).isPresent();
    }

    /** The namespace of an allocation that is known here. */
    public Optional<String> namespaceOf(String allocationId) {
        return sync.runner(allocationId).map(runner -> runner.allocation().namespace());
    }

    private AllocRunner runner(String allocationId) throws UnknownAllocationException {
        return sync.runner(allocationId)
                .orElseThrow(() -> new UnknownAllocationException("Unknown allocation \"" + allocationId + "\""));
    }

    private static TaskRunner task(AllocRunner runner, String task) throws UnknownAllocationException {
        TaskRunner found = runner.tasks().get(task);
        if (found == null) {
            throw new UnknownAllocationException("Could not find task named \"" + task + "\"; tasks here: "
                    + String.join(
                            ", ", runner.tasks().keySet().stream().sorted().toList()));
        }
        return found;
    }
}
