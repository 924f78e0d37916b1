package dev.drover.sim;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.node.Node;
import dev.drover.model.wire.Json;
import dev.drover.rpc.Channel;
import dev.drover.rpc.Identity;
import dev.drover.rpc.Link;
import dev.drover.rpc.Listener;
import dev.drover.rpc.RemoteException;
import dev.drover.rpc.Services;
import dev.drover.rpc.message.NodeCalls;
import dev.drover.rpc.message.NodeCalls.Done;
import dev.drover.rpc.message.NodeCalls.Heartbeat;
import dev.drover.rpc.message.NodeCalls.Work;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** A server over real links that knows nodes, hands out the work that a test puts in, and keeps reports. */
final class FakeServer implements Services, AutoCloseable {
    final Map<String, Node> nodes = new ConcurrentHashMap<>();
    final Set<String> beats = ConcurrentHashMap.newKeySet();
    final LinkedBlockingQueue<Work> work = new LinkedBlockingQueue<>();
    final AtomicInteger links = new AtomicInteger();
    private final Map<String, Allocation> reports = new ConcurrentHashMap<>();
    private final Listener listener;

    FakeServer() {
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            listener = Listener.bind(address, new Identity(Identity.Role.SERVER, "s", "global"), this, this::opened);
        } catch (IOException fault) {
            throw new AssertionError(fault);
        }
    }

    private void opened(Link link) {
        links.incrementAndGet();
        link.onClose(links::decrementAndGet);
    }

    String address() {
        return "127.0.0.1:" + listener.port();
    }

    void forget() {
        nodes.clear();
    }

    Allocation reported(String id) {
        return reports.getOrDefault(id, AllocationBuilder.builder().build());
    }

    static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain");
            }
            Thread.sleep(5);
        }
    }

    @Override
    public byte[] answer(Link from, String method, byte[] request) throws InterruptedException {
        if (method.equals(NodeCalls.REGISTER.name())) {
            Node node = NodeCalls.REGISTER.read(request).node();
            nodes.put(node.id(), node);
            return Json.writeBytes(heartbeat());
        }
        if (method.equals(NodeCalls.HEARTBEAT.name())) {
            String id = NodeCalls.HEARTBEAT.read(request).nodeId();
            if (!nodes.containsKey(id)) {
                throw new RemoteException(404, "node not found");
            }
            beats.add(id);
            return Json.writeBytes(heartbeat());
        }
        if (method.equals(NodeCalls.REPORT.name())) {
            NodeCalls.REPORT.read(request).allocations().forEach(report -> reports.put(report.id(), report));
            return Json.writeBytes(new Done());
        }
        return Json.writeBytes(work.take());
    }

    private Heartbeat heartbeat() {
        return new Heartbeat(100, List.of(address()));
    }

    @Override
    public void serve(Link from, String method, byte[] request, Channel channel) {
        throw new RemoteException(404, method);
    }

    @Override
    public void close() {
        listener.close();
    }
}
