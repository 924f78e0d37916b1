package dev.drover.drivers.mock;

import dev.drover.driver.DriverException;
import dev.drover.driver.ExecSession;
import dev.drover.driver.TaskExit;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;

/** A command that says what it was told to say and ignores what it is told. */
record MockSession(Performance performance, OutputStream input, InputStream output, InputStream errors)
        implements ExecSession {
    static MockSession start(Behaviour command) throws DriverException {
        try {
            PipedOutputStream out = new PipedOutputStream();
            PipedOutputStream err = new PipedOutputStream();
            PipedInputStream output = new PipedInputStream(out);
            PipedInputStream errors = new PipedInputStream(err);
            Performance performance = Performance.start(command, command.runFor(), out, err);
            return new MockSession(performance, OutputStream.nullOutputStream(), output, errors);
        } catch (IOException fault) {
            throw new DriverException("the command cannot be started: " + fault.getMessage());
        }
    }

    @Override
    public void resize(int rows, int columns) {}

    @Override
    public TaskExit await() throws InterruptedException {
        return performance.await();
    }

    @Override
    public void close() {
        performance.cancel();
        try (output;
                errors) {
            input.close();
        } catch (IOException ended) {
            // Nothing can be lost: what was said and not read is not wanted any more.
            System.getLogger(MockSession.class.getName()).log(System.Logger.Level.DEBUG, "a session ends", ended);
        }
    }
}
