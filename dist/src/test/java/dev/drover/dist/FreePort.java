package dev.drover.dist;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports for agents that a test starts. */
public final class FreePort {
    private static final int FIRST = 14_000;
    private static final int COUNT = 6_000;
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private FreePort() {}

    /**
     * A port for TCP and UDP that was not given before and stays free until the agent comes, and while it is away: outside of the
     * ranges from which the system takes the ports of connections and Drover those of tasks.
     */
    public static int next() {
        while (true) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            try (ServerSocket stream = new ServerSocket(port);
                    DatagramSocket datagrams = new DatagramSocket(port)) {
                return Math.min(stream.getLocalPort(), datagrams.getLocalPort());
            } catch (IOException taken) {
                // The next one then.
            }
        }
    }
}
