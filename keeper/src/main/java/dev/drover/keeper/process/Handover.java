package dev.drover.keeper.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * A pipe inside this process with a bounded buffer. Unlike a pipe of the system it can be waited for on a virtual thread without
 * occupying its carrier; unlike that of the JDK it does not look at the life of the threads at its ends.
 */
final class Handover {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int first;
    private int filled;
    private boolean finished;
    private boolean abandoned;

    /** Its end is the end for the reader. Writing fails once the reader has closed. */
    OutputStream writer() {
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                put(bytes, offset, length);
            }

            @Override
            public void close() {
                finish();
            }
        };
    }

    InputStream reader() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return take(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return take(bytes, offset, length);
            }

            @Override
            public void close() {
                abandon();
            }
        };
    }

    private void put(byte[] bytes, int offset, int length) throws IOException {
        lock.lock();
        try {
            int from = offset;
            while (from < offset + length) {
                awaitWhile(() -> filled == BUFFER_BYTES && !abandoned && !finished);
                if (abandoned || finished) {
                    throw new IOException("nobody reads any more");
                }
                int end = (first + filled) % BUFFER_BYTES;
                int count = Math.min(offset + length - from, Math.min(BUFFER_BYTES - filled, BUFFER_BYTES - end));
                System.arraycopy(bytes, from, buffer, end, count);
                filled += count;
                from += count;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private int take(byte[] bytes, int offset, int length) throws IOException {
        lock.lock();
        try {
            awaitWhile(() -> filled == 0 && !finished && !abandoned);
            if (filled == 0 || abandoned) {
                return -1;
            }
            int count = Math.min(length, Math.min(filled, BUFFER_BYTES - first));
            System.arraycopy(buffer, first, bytes, offset, count);
            first = (first + count) % BUFFER_BYTES;
            filled -= count;
            changed.signalAll();
            return count;
        } finally {
            lock.unlock();
        }
    }

    private void awaitWhile(BooleanSupplier condition) throws IOException {
        try {
            while (condition.getAsBoolean()) {
                changed.await();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        }
    }

    void finish() {
        lock.lock();
        try {
            finished = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void abandon() {
        lock.lock();
        try {
            abandoned = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
