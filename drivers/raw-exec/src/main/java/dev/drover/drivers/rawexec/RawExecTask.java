package dev.drover.drivers.rawexec;

import dev.drover.driver.DriverException;
import dev.drover.driver.ExecSession;
import dev.drover.driver.HostedTask;
import dev.drover.driver.ProcessHost;
import dev.drover.driver.ProcessHost.HostedProcess;
import dev.drover.driver.ProcessHost.ProcessSpec;
import dev.drover.driver.ProcessHost.SessionSpec;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A running program.
 *
 * @param spec what it was started with, which commands beside it share
 */
record RawExecTask(ProcessSpec spec, ProcessHost processes, HostedProcess process) implements HostedTask {
    private static final System.Logger LOGGER = System.getLogger(RawExecTask.class.getName());

    void adjustOomScore(int score) {
        try {
            Files.writeString(Path.of("/proc", Long.toString(process.pid()), "oom_score_adj"), Integer.toString(score));
        } catch (IOException fault) {
            LOGGER.log(Level.WARNING, "oom_score_adj of {0} cannot be set: {1}", spec.key(), fault.getMessage());
        }
    }

    @Override
    public String key() {
        return spec.key();
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
}
