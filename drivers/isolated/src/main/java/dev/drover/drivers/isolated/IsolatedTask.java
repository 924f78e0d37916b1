package dev.drover.drivers.isolated;

import dev.drover.driver.DriverException;
import dev.drover.driver.ExecSession;
import dev.drover.driver.HostedTask;
import dev.drover.driver.ProcessHost.HostedProcess;

/** A task that was started in isolation. */
record IsolatedTask(Isolation isolation, String key, HostedProcess process) implements HostedTask {
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
