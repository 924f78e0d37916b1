package dev.drover.sim;

import dev.drover.model.wire.Json;
import java.io.PrintStream;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/** All simulated nodes of this process. */
final class Fleet implements AutoCloseable {
    /** Enough to keep servers busy, few enough that none of thousands waits in vain for its answer. */
    private static final int REGISTRATIONS_AT_ONCE = 128;

    private final SimOptions options;
    private final PrintStream out;
    private final Counters counters = new Counters();
    private final Queue<SimNode> nodes = new ConcurrentLinkedQueue<>();
    private long lastBeats;
    private long lastTime = System.nanoTime();

    Fleet(SimOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** Starts the nodes, one after the other. */
    void start() throws InterruptedException {
        Semaphore registrations = new Semaphore(REGISTRATIONS_AT_ONCE);
        for (int number = 0; number < options.count(); number++) {
            SimNode node = new SimNode(number, options, counters, registrations, out::println);
            nodes.add(node);
            node.start();
            Thread.sleep(options.startDelay());
        }
    }

    synchronized Summary summary() {
        long now = System.nanoTime();
        Summary summary = counters.summary(options.count(), (now - lastTime) / 1e9, lastBeats);
        lastTime = now;
        lastBeats = summary.heartbeats();
        return summary;
    }

    void print() {
        Summary summary = summary();
        out.println(options.json() ? Json.write(summary) : summary.line());
        out.flush();
    }

    /** The nodes vanish. */
    @Override
    public void close() {
        nodes.forEach(SimNode::cutOff);
    }
}
