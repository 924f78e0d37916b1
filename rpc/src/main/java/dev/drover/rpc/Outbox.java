package dev.drover.rpc;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything that waits to be written to one connection, and who writes it.
 *
 * <p>A small message at a silent connection is written by the thread that brings it, which saves a hand-over of some ten microseconds.
 * That thread must not be held up by a peer that does not read, nor may it close the socket when it is interrupted; so it only writes
 * as long as everything written since the peer was last heard of fits into the buffers of the socket. All else is queued and written by
 * a virtual thread that lives while there is something to write, and that puts what waits into one write to the socket.
 *
 * <p>Small messages go first, but never take more than half of a write. Large ones take turns frame by frame, so that neither a
 * heartbeat nor another large message waits for one of 60 MB.
 */
final class Outbox {
    private static final int MAX_UNHEARD_BYTES = 8 * 1024;
    private static final int LARGEST_FRAME = FrameType.HEADER_BYTES + Limits.MAX_FRAME_BYTES;
    private static final int MAX_WRITE_BYTES = 2 * LARGEST_FRAME;

    private final OutputStream out;
    private final Consumer<String> broke;
    private final AtomicInteger unheardBytes = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Outgoing> small = new ArrayDeque<>(0);
    private final Queue<Outgoing> large = new ArrayDeque<>(0);
    private boolean writing;
    private @Nullable String failure;

    Outbox(OutputStream out, Consumer<String> broke) {
        this.out = out;
        this.broke = broke;
    }

    /** The other side reads, or at least writes. */
    void heard() {
        unheardBytes.set(0);
    }

    /** Sends; the calling thread may write, without waiting. */
    void send(Outgoing message) throws LinkException {
        byte[] frame;
        lock.lock();
        try {
            int size = message.nextFrameBytes();
            boolean quiet = failure == null && !writing && small.isEmpty() && large.isEmpty();
            if (!quiet || unheardBytes.get() + size > MAX_UNHEARD_BYTES) {
                enqueue(message);
                return;
            }
            unheardBytes.addAndGet(size);
            frame = new byte[size];
            message.put(frame, 0);
            writing = true;
        } finally {
            lock.unlock();
        }
        try {
            out.write(frame);
        } catch (IOException lost) {
            broke.accept(String.valueOf(lost.getMessage()));
        } finally {
            doneWriting();
        }
    }

    /** Sends, never from the calling thread. */
    void post(Outgoing message) throws LinkException {
        lock.lock();
        try {
            enqueue(message);
        } finally {
            lock.unlock();
        }
    }

    /** Takes a message back and tells whether any of it may have left. */
    boolean withdraw(Outgoing message) {
        lock.lock();
        try {
            small.remove(message);
            large.remove(message);
            return message.started();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more is written or taken. */
    void fail(String reason) {
        lock.lock();
        try {
            failure = reason;
            small.clear();
            large.clear();
        } finally {
            lock.unlock();
        }
    }

    private void enqueue(Outgoing message) throws LinkException {
        if (failure != null) {
            throw new LinkException(failure, false);
        }
        if (small.size() + large.size() >= Limits.MAX_WAITING_MESSAGES) {
            String reason = "more than " + Limits.MAX_WAITING_MESSAGES + " messages wait to be written";
            Thread.startVirtualThread(() -> broke.accept(reason));
            throw new LinkException(reason, false);
        }
        (message.ordered() || message.nextFrameBytes() > MAX_UNHEARD_BYTES ? large : small).add(message);
        if (!writing) {
            writing = true;
            startWriter();
        }
    }

    private void doneWriting() {
        lock.lock();
        try {
            if (small.isEmpty() && large.isEmpty()) {
                writing = false;
            } else {
                startWriter();
            }
        } finally {
            lock.unlock();
        }
    }

    private void startWriter() {
        Thread.ofVirtual().name("rpc-writer").start(this::writeAll);
    }

    private void writeAll() {
        byte[] buffer = {};
        while (true) {
            int length;
            lock.lock();
            try {
                int wanted = wantedBytes();
                if (wanted == 0) {
                    writing = false;
                    return;
                }
                buffer = buffer.length < wanted ? new byte[wanted] : buffer;
                length = fill(buffer);
            } finally {
                lock.unlock();
            }
            unheardBytes.addAndGet(length);
            try {
                out.write(buffer, 0, length);
            } catch (IOException lost) {
                broke.accept(String.valueOf(lost.getMessage()));
            }
        }
    }

    private int wantedBytes() {
        return wantedBytes(small, LARGEST_FRAME) + wantedBytes(large, MAX_WRITE_BYTES - LARGEST_FRAME);
    }

    private static int wantedBytes(Queue<Outgoing> queue, int bound) {
        int bytes = 0;
        for (Outgoing message : queue) {
            bytes += message.nextFrameBytes();
            if (bytes >= bound) {
                return bound;
            }
        }
        return bytes;
    }

    private int fill(byte[] buffer) {
        int position = 0;
        int smallBound = Math.min(buffer.length, LARGEST_FRAME);
        for (Outgoing message = small.peek();
                message != null && position + message.nextFrameBytes() <= smallBound;
                message = small.peek()) {
            small.remove();
            position = message.put(buffer, position);
        }
        for (Outgoing message = large.peek();
                message != null && position + message.nextFrameBytes() <= buffer.length;
                message = large.peek()) {
            large.remove();
            position = message.put(buffer, position);
            if (!message.finished()) {
                large.add(message);
            }
        }
        return position;
    }
}
