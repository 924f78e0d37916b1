package dev.drover.client.servers;

import dev.drover.model.wire.Json;
import dev.drover.rpc.Channel;
import dev.drover.rpc.Identity;
import dev.drover.rpc.Link;
import dev.drover.rpc.Listener;
import dev.drover.rpc.RemoteException;
import dev.drover.rpc.Services;
import dev.drover.rpc.message.NodeCalls;
import dev.drover.rpc.message.NodeCalls.AwaitWork;
import dev.drover.rpc.message.NodeCalls.Done;
import dev.drover.rpc.message.NodeCalls.Heartbeat;
import dev.drover.rpc.message.NodeCalls.Work;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A server that says what the test wants, over a real link. */
final class FakeServer implements Services, AutoCloseable {
    final Queue<String> calls = new ConcurrentLinkedQueue<>();
    final Queue<AwaitWork> questions = new ConcurrentLinkedQueue<>();
    final LinkedBlockingQueue<Work> work = new LinkedBlockingQueue<>();
    volatile List<String> servers = List.of();
    volatile @Nullable RemoteException refusal;
    private final Listener listener;

    FakeServer() {
        this(0);
    }

    FakeServer(int port) {
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            listener = Listener.bind(address, new Identity(Identity.Role.SERVER, "s", "global"), this, link -> {});
        } catch (IOException fault) {
            throw new AssertionError(fault);
        }
    }

    int port() {
        return listener.port();
    }

    String address() {
        return "127.0.0.1:" + listener.port();
    }

    @Override
    public byte[] answer(Link from, String method, byte[] request) throws InterruptedException {
        calls.add(method);
        RemoteException no = refusal;
        if (no != null) {
            throw no;
        }
        if (method.equals(NodeCalls.AWAIT_WORK.name())) {
            questions.add(NodeCalls.AWAIT_WORK.read(request));
            return Json.writeBytes(work.take());
        }
        boolean writes = method.equals(NodeCalls.REPORT.name()) || method.equals(NodeCalls.EMIT_EVENTS.name());
        return Json.writeBytes(writes ? new Done() : new Heartbeat(20_000, servers));
    }

    @Override
    public void serve(Link from, String method, byte[] request, Channel channel) {
        throw new RemoteException(404, "no channels here");
    }

    @Override
    public void close() {
        listener.close();
    }
}
