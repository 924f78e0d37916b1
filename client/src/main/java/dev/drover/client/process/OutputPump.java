package dev.drover.client.process;

import dev.drover.driver.LogTarget;
import dev.drover.driver.RotatingLog;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;

/**
 * Copies one output of a process into its log files. When the files cannot be written it goes on reading, since a task must not
 * hang because a disk is full.
 *
 * <p>It has a platform thread with a small stack: reading a pipe occupies the carrier of a virtual thread, and with a few hundred
 * tasks there would be no carrier left for anything else.
 */
final class OutputPump {
    private static final System.Logger LOGGER = System.getLogger(OutputPump.class.getName());
    private static final int BUFFER_BYTES = 16 * 1024;
    private static final long STACK_BYTES = 128 * 1024;

    private OutputPump() {}

    static Thread start(InputStream output, RotatingLog log, LogTarget target) {
        return Thread.ofPlatform()
                .daemon()
                .stackSize(STACK_BYTES)
                .name("pump " + target.name())
                .start(() -> pump(output, log, target));
    }

    private static void pump(InputStream output, RotatingLog log, LogTarget target) {
        boolean writable = true;
        byte[] buffer = new byte[BUFFER_BYTES];
        try (output;
                log) {
            for (int count = output.read(buffer); count >= 0; count = output.read(buffer)) {
                writable = write(log, buffer, count, target, writable);
            }
        } catch (IOException closed) {
            LOGGER.log(Level.DEBUG, "output of {0} ended: {1}", target.name(), closed.getMessage());
        }
    }

    private static boolean write(RotatingLog log, byte[] buffer, int count, LogTarget target, boolean writable) {
        try {
            log.write(buffer, 0, count);
            return true;
        } catch (IOException fault) {
            if (writable) {
                LOGGER.log(
                        Level.WARNING,
                        "log {0} cannot be written, output is lost: {1}",
                        target.name(),
                        fault.getMessage());
            }
            return false;
        }
    }
}
