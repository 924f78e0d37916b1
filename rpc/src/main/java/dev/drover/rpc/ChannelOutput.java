package dev.drover.rpc;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What this side writes to a channel: gathered until flushed or enough, and held back while the other side does not read. */
final class ChannelOutput extends OutputStream {
    /** Small enough that many channels take turns, large enough that frames cost nothing. */
    private static final int PART_BYTES = 32 * 1024;

    private static final int FIRST_BUFFER_BYTES = 1024;

    private final long id;
    private final Outbox outbox;
    private final Runnable ended;

    /** Keeps the bytes of one write together; taken before {@link #lock}. */
    private final ReentrantLock writer = new ReentrantLock();

    private byte[] buffer = {};
    private int buffered;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int window = Limits.CHANNEL_WINDOW_BYTES;
    private @Nullable String stopped;

    ChannelOutput(long id, Outbox outbox, Runnable ended) {
        this.id = id;
        this.outbox = outbox;
        this.ended = ended;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        writer.lock();
        try {
            checkOpen();
            int done = 0;
            while (done < length) {
                int count = Math.min(length - done, PART_BYTES - buffered);
                makeRoom(count);
                System.arraycopy(bytes, offset + done, buffer, buffered, count);
                buffered += count;
                done += count;
                if (buffered == PART_BYTES) {
                    flush();
                }
            }
        } finally {
            writer.unlock();
        }
    }

    private void makeRoom(int count) {
        if (buffered + count > buffer.length) {
            int larger = Math.max(FIRST_BUFFER_BYTES, Math.max(buffered + count, 2 * buffer.length));
            buffer = Arrays.copyOf(buffer, Math.min(PART_BYTES, larger));
        }
    }

    @Override
    public void flush() throws IOException {
        writer.lock();
        try {
            int sent = 0;
            while (sent < buffered) {
                int count = takeWindow(buffered - sent);
                outbox.send(Outgoing.frame(FrameType.DATA, id, Arrays.copyOfRange(buffer, sent, sent + count)));
                sent += count;
            }
        } finally {
            buffered = 0;
            writer.unlock();
        }
    }

    /** The end of file for the other side. */
    @Override
    public void close() throws IOException {
        writer.lock();
        try {
            if (isOpen()) {
                flush();
                if (stop("the channel's output is closed")) {
                    outbox.send(Outgoing.frame(FrameType.END, id));
                    ended.run();
                }
            }
        } finally {
            writer.unlock();
        }
    }

    private int takeWindow(int wanted) throws IOException {
        lock.lock();
        try {
            while (window == 0 && stopped == null) {
                changed.await();
            }
            if (stopped != null) {
                throw new IOException(stopped);
            }
            int count = Math.min(wanted, window);
            window -= count;
            return count;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while writing to a channel");
        } finally {
            lock.unlock();
        }
    }

    private void checkOpen() throws IOException {
        lock.lock();
        try {
            if (stopped != null) {
                throw new IOException(stopped);
            }
        } finally {
            lock.unlock();
        }
    }

    boolean isOpen() {
        lock.lock();
        try {
            return stopped == null;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more can be written; tells whether it could before. */
    boolean stop(String reason) {
        lock.lock();
        try {
            boolean wasOpen = stopped == null;
            if (wasOpen) {
                stopped = reason;
                changed.signalAll();
            }
            return wasOpen;
        } finally {
            lock.unlock();
        }
    }

    void mayWrite(int bytes) throws ProtocolException {
        lock.lock();
        try {
            if (bytes < 0 || bytes > Limits.CHANNEL_WINDOW_BYTES - window) {
                throw new ProtocolException("a window of impossible size");
            }
            window += bytes;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
