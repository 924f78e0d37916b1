package dev.drover.drivers.rawexec;

import dev.drover.driver.DriverException;
import dev.drover.driver.ExecSession;
import dev.drover.driver.ProcessHost;
import dev.drover.driver.ProcessHost.HostedProcess;
import dev.drover.driver.ProcessHost.ProcessSpec;
import dev.drover.driver.ProcessHost.SessionSpec;
import dev.drover.driver.RunningTask;
import dev.drover.driver.TaskExit;
import dev.drover.driver.TaskUsage;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A running program.
 *
 * @param spec what it was started with, which commands beside it share
 */
record RawExecTask(ProcessSpec spec, ProcessHost processes, HostedProcess process) implements RunningTask {
    private static final System.Logger LOGGER = System.getLogger(RawExecTask.class.getName());

    void adjustOomScore(int score) {
        try {
            Files.writeString(Path.of("/proc", Long.toString(process.pid()), "oom_score_adj"), Integer.toString(score));
        } catch (IOException fault) {
            LOGGER.log(Level.WARNING, "oom_score_adj of {0} cannot be set: {1}", spec.key(), fault.getMessage());
        }
    }

    @Override
    public TaskExit await() throws InterruptedException {
        return process.await();
    }

    @Override
    public boolean isRunning() {
        return process.isRunning();
    }

    @Override
    public void stop(Duration timeout, String signal) throws InterruptedException {
        process.stop(timeout, signal);
    }

    @Override
    public void signal(String signal) throws DriverException {
        process.signal(signal);
    }

    @Override
    public Optional<TaskUsage> usage() {
        return process.usage();
    }

    @Override
    public String recoveryState() {
        return spec.key();
    }

    @Override
    public Map<String, String> attributes() {
        return Map.of();
    }

    @Override
    public void listen(Consumer<String> notices) {
        process.listen(notices);
    }

    @Override
    public ExecSession exec(ExecSession.Request request) throws DriverException, InterruptedException {
        if (!process.isRunning()) {
            throw new DriverException("the task has ended and can run no command");
        }
        return processes.open(new SessionSpec(
                spec.key(),
                request.command(),
                spec.environment(),
                spec.workingDirectory(),
                spec.user(),
                request.terminal(),
                spec.group().own(),
                Optional.empty()));
    }

    @Override
    public void destroy() {
        process.release();
    }
}
