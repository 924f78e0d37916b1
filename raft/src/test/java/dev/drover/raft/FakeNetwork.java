package dev.drover.raft;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Carries messages between servers in this process, and loses, delays or holds them when told to. */
final class FakeNetwork {
    private record Way(String from, String to) {}

    private final Map<String, ReplicatedLog> servers = new ConcurrentHashMap<>();
    private final Set<Way> cut = ConcurrentHashMap.newKeySet();
    private final Set<String> frozen = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final AtomicLong snapshotParts = new AtomicLong();
    private final AtomicLong largest = new AtomicLong();
    private volatile double lossRate;
    private volatile int delayMillis;

    /** How a server reaches others. The address is the id of the server; a moved one has a suffix. */
    PeerTransport from(String from) {
        return (to, kind, request, timeout) -> carry(from, to.address(), kind, request, timeout);
    }

    private byte[] carry(String from, String to, byte kind, byte[] request, Duration timeout)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        if (kind == MessageKind.SNAPSHOT.number()) {
            snapshotParts.incrementAndGet();
        }
        largest.accumulateAndGet(request.length, Math::max);
        pass(from, to, deadline);
        ReplicatedLog server = servers.get(to);
        if (server == null) {
            throw new IOException("connection to " + to + " refused");
        }
        byte[] answer = server.handle(kind, request);
        pass(to, from, deadline);
        return answer;
    }

    private void pass(String from, String to, long deadline) throws IOException, InterruptedException {
        int delay = delayMillis;
        if (delay > 0) {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(delay + 1));
        }
        boolean lost = ThreadLocalRandom.current().nextDouble() < lossRate;
        lock.lock();
        try {
            while (lost || cut.contains(new Way(from, to)) || frozen.contains(from) || frozen.contains(to)) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new IOException("no answer of " + to);
                }
                long _ = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    void attach(String address, ReplicatedLog server) {
        servers.put(address, server);
    }

    void detach(String address) {
        servers.remove(address);
    }

    /** Nothing gets from one to the other; answers of the other are lost as well. */
    void cut(String from, String to) {
        change(() -> cut.add(new Way(from, to)));
    }

    void isolate(String server, Iterable<String> others) {
        for (String other : others) {
            if (!other.equals(server)) {
                cut(server, other);
                cut(other, server);
            }
        }
    }

    /** Messages of and to it wait, as if its process were stopped. */
    void freeze(String server) {
        change(() -> frozen.add(server));
    }

    void lose(double rate) {
        change(() -> lossRate = rate);
    }

    void delay(int millis) {
        change(() -> delayMillis = millis);
    }

    void heal() {
        change(() -> {
            cut.clear();
            frozen.clear();
            lossRate = 0;
            delayMillis = 0;
        });
    }

    long snapshotParts() {
        return snapshotParts.get();
    }

    long largestMessage() {
        return largest.get();
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
