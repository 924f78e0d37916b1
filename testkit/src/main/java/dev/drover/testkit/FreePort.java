package dev.drover.testkit;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports for agents, which other agents have to be told before these start. */
final class FreePort {
    /** Below the ranges from which systems take the ports of connections and nodes those of tasks. */
    private static final int FIRST = 10_000;

    private static final int COUNT = 4_000;
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private FreePort() {}

    /** A port for TCP and UDP that was not given before. */
    static int next() {
        for (int attempt = 0; attempt < COUNT; attempt++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            try (ServerSocket stream = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                    DatagramSocket datagrams = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
                return Math.min(stream.getLocalPort(), datagrams.getLocalPort());
            } catch (IOException taken) {
                // The next one then.
            }
        }
        throw new IllegalStateException(
                "no port from " + FIRST + " to " + (FIRST + COUNT - 1) + " is free for an agent of the test");
    }
}
