package dev.drover.raft;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Remembers the commands that it was given, or their beginnings, and what it was told about leadership. */
final class TestMachine implements Machine {
    private static final int REMEMBERED = 60;

    private final List<String> applied = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final ReentrantLock alone = new ReentrantLock();
    private final AtomicBoolean entered = new AtomicBoolean();
    private long bytes;
    private int restores;
    private volatile @Nullable CountDownLatch held;

    @Override
    public Object apply(byte[] command) {
        return once(() -> {
            String text = new String(command, 0, Math.min(command.length, REMEMBERED), StandardCharsets.UTF_8);
            if (text.equals("break")) {
                throw new IllegalStateException("told to break");
            }
            applied.add(text);
            bytes += command.length;
            return applied.size() + ":" + text;
        });
    }

    @Override
    public void leading(long term) {
        once(() -> events.add("leading " + term));
    }

    @Override
    public void following() {
        once(() -> events.add("following"));
    }

    @Override
    public Snapshot snapshot() {
        return once(() -> {
            List<String> state = List.copyOf(applied);
            long size = bytes;
            return out -> write(out, state, size);
        });
    }

    private void write(OutputStream out, List<String> state, long size) throws IOException {
        CountDownLatch wait = held;
        if (wait != null) {
            try {
                wait.await();
            } catch (InterruptedException interrupted) {
                throw new IOException(interrupted);
            }
        }
        DataOutputStream data = new DataOutputStream(out);
        data.writeLong(size);
        data.writeInt(state.size());
        for (String text : state) {
            data.writeUTF(text);
        }
    }

    @Override
    public void restore(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        long size = data.readLong();
        int count = data.readInt();
        List<String> state = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            state.add(data.readUTF());
        }
        if (in.read() >= 0) {
            throw new IOException("more bytes than were written");
        }
        once(() -> {
            applied.clear();
            applied.addAll(state);
            bytes = size;
            restores++;
            return true;
        });
    }

    @Override
    public void failed(String reason) {
        synchronized (failures) {
            failures.add(reason);
        }
    }

    /** Fails when two threads are in the machine at the same time; whoever only looks is not in it. */
    private <T> T once(Supplier<T> work) {
        if (!entered.compareAndSet(false, true)) {
            failed("two threads at the same time");
        }
        try {
            return look(work);
        } finally {
            entered.set(false);
        }
    }

    /** A look of a test may meet the working thread, and then one of them waits. */
    private <T> T look(Supplier<T> work) {
        alone.lock();
        try {
            return work.get();
        } finally {
            alone.unlock();
        }
    }

    List<String> applied() {
        return look(() -> List.copyOf(applied));
    }

    List<String> events() {
        return look(() -> List.copyOf(events));
    }

    List<String> failures() {
        synchronized (failures) {
            return List.copyOf(failures);
        }
    }

    int restores() {
        return look(() -> restores);
    }

    long bytes() {
        return look(() -> bytes);
    }

    /** Snapshots are not written further until the latch opens. */
    void holdSnapshots(CountDownLatch latch) {
        held = latch;
    }
}
