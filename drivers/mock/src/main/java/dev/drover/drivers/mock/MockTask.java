package dev.drover.drivers.mock;

import dev.drover.driver.DriverException;
import dev.drover.driver.ExecSession;
import dev.drover.driver.RunningTask;
import dev.drover.driver.Signals;
import dev.drover.driver.TaskExit;
import dev.drover.driver.TaskUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A task that runs as long as its configuration says and ends as it says, also when it was killed. */
record MockTask(MockConfig config, Performance performance, Instant started) implements RunningTask {
    @Override
    public TaskExit await() throws InterruptedException {
        return performance.await();
    }

    @Override
    public boolean isRunning() {
        return performance.isRunning();
    }

    @Override
    public void stop(Duration timeout, String signal) throws InterruptedException {
        if (!performance.await(config.killAfter())) {
            performance.cancel();
            performance.await();
        }
    }

    @Override
    public void signal(String signal) throws DriverException {
        Signals.require(signal);
        if (!config.behaviour().signalError().isEmpty()) {
            throw new DriverException(config.behaviour().signalError());
        }
        if (!isRunning()) {
            throw new DriverException("the task has ended and cannot be sent " + signal);
        }
    }

    /** It uses nothing, and says so. */
    @Override
    public Optional<TaskUsage> usage() {
        Instant now = Instant.now();
        return isRunning()
                ? Optional.of(new TaskUsage(0, 0, 0, now.getEpochSecond() * 1_000_000_000L + now.getNano()))
                : Optional.empty();
    }

    @Override
    public String recoveryState() {
        return started.toString();
    }

    @Override
    public Map<String, String> attributes() {
        return config.attributes();
    }

    @Override
    public ExecSession exec(ExecSession.Request request) throws DriverException {
        if (!isRunning()) {
            throw new DriverException("the task has ended");
        }
        Behaviour command = config.command()
                .orElseThrow(() -> new DriverException("this task has no exec_command, which says what commands do"));
        return MockSession.start(command);
    }

    @Override
    public void destroy() {
        performance.cancel();
    }
}
