package dev.drover.rpc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A listener, and links to it, on loopback. */
final class Links implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(20);
    static final Identity SERVER = new Identity(Identity.Role.SERVER, "server-1", "global");
    static final Identity NODE = new Identity(Identity.Role.CLIENT, "node-1", "global");

    final FakeServices serverSide = new FakeServices();
    final FakeServices nodeSide = new FakeServices();
    final BlockingQueue<Link> opened = new LinkedBlockingQueue<>();
    final Listener listener;

    Links() {
        this(LinkSettings.DEFAULT);
    }

    Links(LinkSettings settings) {
        try {
            listener = Listener.bind(loopback(0), SERVER, serverSide, settings, opened::add);
        } catch (IOException fault) {
            throw new AssertionError(fault);
        }
    }

    static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    InetSocketAddress address() {
        return loopback(listener.port());
    }

    Link dial() throws LinkException {
        return dial(LinkSettings.DEFAULT);
    }

    Link dial(LinkSettings settings) throws LinkException {
        return Dialer.dial(address(), NODE, nodeSide, PATIENCE, settings);
    }

    /** The listener's end of the link that was opened next. */
    Link accepted() throws InterruptedException {
        Link link = opened.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (link == null) {
            throw new AssertionError("no link was opened");
        }
        return link;
    }

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain");
            }
            Thread.sleep(5);
        }
    }

    @Override
    public void close() {
        serverSide.release.countDown();
        nodeSide.release.countDown();
        listener.close();
    }
}
