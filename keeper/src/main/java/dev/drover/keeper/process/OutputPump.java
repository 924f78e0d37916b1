package dev.drover.keeper.process;

import dev.drover.driver.LogTarget;
import dev.drover.driver.RotatingLog;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Copies one output of a process from a named pipe into its log files. When the files cannot be written it goes on reading, since
 * a task must not hang because a disk is full.
 *
 * <p>The pipe has a name so that another keeper can open it again when this one is gone. A task that is to outlive its keeper
 * holds both ends: it then waits when the pipe is full, instead of being killed for writing to nobody, and nothing is lost.
 *
 * <p>A pump has a platform thread with a small stack: reading a pipe occupies the carrier of a virtual thread, and with a few hundred
 * tasks there would be no carrier left for anything else.
 */
final class OutputPump implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(OutputPump.class.getName());
    private static final int BUFFER_BYTES = 16 * 1024;
    private static final long STACK_BYTES = 128 * 1024;

    private final Path pipe;
    private final RandomAccessFile holder;
    private final Thread thread;

    private volatile boolean leaving;

    private OutputPump(Path pipe, RandomAccessFile holder, Consumer<OutputPump> work, String name) {
        this.pipe = pipe;
        this.holder = holder;
        this.thread = Thread.ofPlatform()
                .daemon()
                .stackSize(STACK_BYTES)
                .name("pump " + name)
                .unstarted(() -> work.accept(this));
    }

    /**
     * Opens both ends, so that neither side waits for the other, and begins to copy.
     *
     * @throws IOException when the log or the pipe cannot be opened
     */
    static OutputPump start(Path pipe, LogTarget target) throws IOException {
        RotatingLog log = RotatingLog.open(target);
        RandomAccessFile holder = new RandomAccessFile(pipe.toFile(), "rw");
        InputStream output = new FileInputStream(pipe.toFile());
        OutputPump pump = new OutputPump(pipe, holder, self -> self.copy(output, log, target), target.name());
        pump.thread.start();
        return pump;
    }

    /** What the task writes to. */
    Spawn.Output end(boolean outlives) {
        return new Spawn.Output(pipe, outlives ? Spawn.READ_WRITE : Spawn.WRITE_ONLY);
    }

    /** The task holds its end now, or never will: the copying ends when the last process has closed it. */
    @Override
    public void close() throws IOException {
        holder.close();
    }

    void join(Duration limit) throws InterruptedException {
        thread.join(limit);
    }

    /** Takes no more than it has taken already: the rest is for the next keeper. */
    void leave() {
        leaving = true;
    }

    private void copy(InputStream output, RotatingLog log, LogTarget target) {
        boolean writable = true;
        byte[] buffer = new byte[BUFFER_BYTES];
        try (output;
                log) {
            for (int count = output.read(buffer); count >= 0; count = leaving ? -1 : output.read(buffer)) {
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
