package dev.drover.rpc;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What the other side has written to a channel. It may write more as this side reads. */
final class ChannelInput extends InputStream {
    private static final int REPORT_BYTES = Limits.CHANNEL_WINDOW_BYTES / 4;

    private final long id;
    private final Outbox outbox;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<byte[]> chunks = new ArrayDeque<>(0);
    private int firstOffset;
    private int unreported;
    private int window = Limits.CHANNEL_WINDOW_BYTES;
    private End end = new End.Open();

    private sealed interface End {
        record Open() implements End {}

        record Ended() implements End {}

        record Failed(RemoteException failure) implements End {}

        record Lost(String reason) implements End {}

        record Stopped() implements End {}
    }

    ChannelInput(long id, Outbox outbox) {
        this.id = id;
        this.outbox = outbox;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        int count;
        int report = 0;
        lock.lock();
        try {
            awaitChunk();
            byte[] first = chunks.peek();
            if (first == null) {
                return atEnd();
            }
            count = Math.min(length, first.length - firstOffset);
            System.arraycopy(first, firstOffset, into, offset, count);
            firstOffset += count;
            if (firstOffset == first.length) {
                chunks.remove();
                firstOffset = 0;
            }
            unreported += count;
            if (unreported >= REPORT_BYTES && end instanceof End.Open) {
                report = unreported;
                window += report;
                unreported = 0;
            }
        } finally {
            lock.unlock();
        }
        if (report > 0) {
            reportRead(report);
        }
        return count;
    }

    @Override
    public int available() {
        lock.lock();
        try {
            byte[] first = chunks.peek();
            return first == null ? 0 : first.length - firstOffset;
        } finally {
            lock.unlock();
        }
    }

    private void awaitChunk() throws InterruptedIOException {
        try {
            while (chunks.isEmpty() && end instanceof End.Open) {
                changed.await();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading from a channel");
        }
    }

    private int atEnd() throws IOException {
        return switch (end) {
            case End.Open() -> throw new IllegalStateException("nothing to read from an open channel");
            case End.Ended() -> -1;
            case End.Failed(RemoteException failure) -> throw new RemoteException(failure.status(), failure.text());
            case End.Lost(String reason) -> throw new LinkException(reason, true);
            case End.Stopped() -> throw new IOException("the channel is closed");
        };
    }

    private void reportRead(int bytes) {
        try {
            outbox.send(Outgoing.window(id, bytes));
        } catch (LinkException gone) {
            lose(String.valueOf(gone.getMessage()));
        }
    }

    void received(byte[] bytes) throws ProtocolException {
        lock.lock();
        try {
            if (!(end instanceof End.Open)) {
                return;
            }
            window -= bytes.length;
            if (window < 0) {
                throw new ProtocolException("more bytes on a channel than its window");
            }
            if (bytes.length > 0) {
                chunks.add(bytes);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    boolean hasEnded() {
        lock.lock();
        try {
            return !(end instanceof End.Open);
        } finally {
            lock.unlock();
        }
    }

    /** No more comes, and that is well. */
    void end() {
        endAs(new End.Ended());
    }

    void fail(RemoteException failure) {
        endAs(new End.Failed(failure));
    }

    void lose(String reason) {
        endAs(new End.Lost(reason));
    }

    /** This side reads no more; tells whether the other might have written. */
    boolean stop() {
        lock.lock();
        try {
            boolean wasOpen = end instanceof End.Open;
            end = new End.Stopped();
            chunks.clear();
            changed.signalAll();
            return wasOpen;
        } finally {
            lock.unlock();
        }
    }

    private void endAs(End how) {
        lock.lock();
        try {
            if (end instanceof End.Open) {
                end = how;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }
}
