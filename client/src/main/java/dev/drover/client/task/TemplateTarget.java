package dev.drover.client.task;

import dev.drover.driver.DriverException;
import dev.drover.model.alloc.TaskEvent;
import java.util.Optional;

/** Does to a task what its templates ask for. */
record TemplateTarget(TaskRunner runner) implements TemplateWatch.Target {
    @Override
    public void tell(TaskEvent event) {
        runner.status().event(event);
    }

    @Override
    public void restart(String reason) throws DriverException, InterruptedException {
        runner.restart(reason);
    }

    @Override
    public void signal(String signal, String reason) throws DriverException {
        runner.signal(signal, reason);
    }

    @Override
    public void fail(TaskEvent cause) throws InterruptedException {
        runner.kill(Optional.of(cause), true);
    }
}
