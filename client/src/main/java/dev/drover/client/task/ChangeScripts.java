package dev.drover.client.task;

import dev.drover.driver.DriverException;
import dev.drover.driver.ExecSession;
import dev.drover.driver.RunningTask;
import dev.drover.driver.TaskExit;
import dev.drover.model.job.ChangeScript;
import dev.drover.model.text.Durations;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs the command that a template has for its changes, inside the task. */
final class ChangeScripts {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private ChangeScripts() {}

    /** Waits for the end of the command and returns what is wrong, or an empty text. */
    static String run(RunningTask task, ChangeScript script) throws InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(script.command());
        command.addAll(script.args());
        Duration timeout = script.timeout() == null ? TIMEOUT : script.timeout();
        try (ExecSession session = task.exec(new ExecSession.Request(command, false))) {
            AtomicBoolean late = new AtomicBoolean();
            Thread clock = Thread.ofVirtual().start(() -> endAfter(timeout, session, late));
            drain(session.output());
            drain(session.errors());
            session.input().close();
            TaskExit exit = session.await();
            clock.interrupt();
            if (late.get()) {
                return "it took longer than " + Durations.format(timeout);
            }
            boolean failed = exit.exitCode() != 0 || exit.signal() != 0;
            return failed ? "exit code " + exit.exitCode() + ", signal " + exit.signal() : "";
        } catch (DriverException | IOException fault) {
            return String.valueOf(fault.getMessage());
        }
    }

    private static void endAfter(Duration timeout, ExecSession session, AtomicBoolean late) {
        try {
            Thread.sleep(timeout);
            late.set(true);
            session.close();
        } catch (InterruptedException doneInTime) {
            // The command has ended by itself.
        }
    }

    /** What a script writes goes nowhere, but must be read so that it can go on. */
    private static void drain(InputStream stream) {
        Thread.ofVirtual().start(() -> {
            try (stream) {
                stream.transferTo(OutputStream.nullOutputStream());
            } catch (IOException ended) {
                // The command has ended.
            }
        });
    }
}
