package dev.drover.rpc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/** A side of a link that does what the method's name says. */
final class FakeServices implements Services {
    final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
    final CountDownLatch release = new CountDownLatch(1);

    @Override
    public byte[] answer(Link from, String method, byte[] request) throws InterruptedException {
        return switch (method) {
            case "echo" -> request;
            case "who" -> from.remote().id().getBytes(StandardCharsets.UTF_8);
            case "refuse" -> throw new RemoteException(403, "not you");
            case "fail" -> throw new IllegalStateException("broken inside");
            case "large" -> new byte[Integer.parseInt(new String(request, StandardCharsets.UTF_8))];
            case "call-back" -> callBack(from, request);
            case "wait" -> {
                heard.add("waiting");
                awaitRelease();
                yield request;
            }
            default -> throw new RemoteException(404, "unknown method " + method);
        };
    }

    private void awaitRelease() throws InterruptedException {
        try {
            release.await();
        } catch (InterruptedException stop) {
            heard.add("interrupted");
            throw stop;
        }
    }

    private static byte[] callBack(Link from, byte[] request) throws InterruptedException {
        try {
            return from.call("echo", request, Links.PATIENCE);
        } catch (LinkException lost) {
            throw new RemoteException(502, String.valueOf(lost.getMessage()));
        }
    }

    @Override
    public void serve(Link from, String method, byte[] request, Channel channel)
            throws IOException, InterruptedException {
        switch (method) {
            case "echo" -> {
                channel.in().transferTo(channel.out());
                channel.out().flush();
            }
            case "count" -> {
                long count = channel.in().transferTo(java.io.OutputStream.nullOutputStream());
                channel.out().write(Long.toString(count).getBytes(StandardCharsets.UTF_8));
            }
            case "greet" -> {
                channel.out().write(request);
                channel.out().close();
                heard.add(new String(channel.in().readAllBytes(), StandardCharsets.UTF_8));
            }
            case "deaf" -> awaitRelease();
            case "endless" -> writeUntilStopped(channel);
            case "partly" -> {
                channel.out().write(request);
                channel.out().flush();
                throw new RemoteException(500, "half-way");
            }
            default -> throw new RemoteException(404, "unknown channel " + method);
        }
    }

    private void writeUntilStopped(Channel channel) {
        byte[] some = new byte[1000];
        try {
            while (true) {
                channel.out().write(some);
            }
        } catch (IOException stopped) {
            heard.add("stopped");
        }
    }
}
