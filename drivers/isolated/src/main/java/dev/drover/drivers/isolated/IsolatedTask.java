package dev.drover.drivers.isolated;

import dev.drover.driver.DriverException;
import dev.drover.driver.ExecSession;
import dev.drover.driver.ProcessHost.HostedProcess;
import dev.drover.driver.RunningTask;
import dev.drover.driver.TaskExit;
import dev.drover.driver.TaskUsage;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A task that was started in isolation. */
record IsolatedTask(Isolation isolation, String key, HostedProcess process) implements RunningTask {
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
        return key;
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
        return isolation.processes().open(isolation.session(key, request.command(), request.terminal()));
    }

    @Override
    public void destroy() {
        isolation.release(key, process);
    }
}
