package dev.drover.agent.forward;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeBuilder;
import dev.drover.model.node.NodeStatus;
import dev.drover.rpc.Channel;
import dev.drover.rpc.Dialer;
import dev.drover.rpc.Identity;
import dev.drover.rpc.Link;
import dev.drover.rpc.Listener;
import dev.drover.rpc.Services;
import dev.drover.server.ServerException;
import dev.drover.state.State;
import dev.drover.state.StateStore;
import dev.drover.state.command.NodeCommand;
import dev.drover.state.command.PlanCommand;
import dev.drover.state.plan.PlanCommit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A leader, a follower, and a node that is linked to the follower; every request over real HTTP and real links. */
final class ThreeAgents implements AutoCloseable {
    static final String NODE = "11111111-1111-1111-1111-111111111111";
    static final String LOST_NODE = "22222222-2222-2222-2222-222222222222";
    static final String ALLOCATION = "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa";
    static final String JUST_PLACED = "cccccccc-cccc-cccc-cccc-cccccccccccc";
    static final String UNKNOWN = "bbbbbbbb-bbbb-bbbb-bbbb-bbbbbbbbbbbb";
    static final Duration LONG = Duration.ofSeconds(20);
    static final Duration SHORT = Duration.ofMillis(300);

    private final Deque<Runnable> opened = new ArrayDeque<>();
    final AtomicInteger freshened = new AtomicInteger();
    private final State state = state();
    volatile boolean confirmed = true;

    final ScriptedAgent leader;
    final ScriptedAgent follower;
    final ScriptedAgent node;
    volatile Link nodeToServer;

    ThreeAgents() throws IOException {
        leader = server("leader", LONG);
        follower = server("follower", LONG);
        leader.cluster.lead();
        follower.cluster.follow(follower.linkTo(leader));
        node = opened(new ScriptedAgent(
                NODE,
                Identity.Role.CLIENT,
                agent -> new ClientWays(new OwnNode(() -> NODE, ALLOCATION::equals), wait -> nodeToServer),
                LONG));
        nodeToServer = node.linkTo(follower);
        leader.cluster.reach(NODE, leader.linkTo(follower));
    }

    ScriptedAgent server(String name, Duration hold) throws IOException {
        return opened(new ScriptedAgent(
                name,
                Identity.Role.SERVER,
                agent -> new ServerWays(
                        "global",
                        agent.cluster,
                        this::freshen,
                        () -> state,
                        Optional.empty(),
                        NamedServers.none(),
                        Regions.none()),
                hold));
    }

    private ScriptedAgent opened(ScriptedAgent agent) {
        opened.addFirst(agent::close);
        return agent;
    }

    private void freshen(Duration maxWait) {
        freshened.incrementAndGet();
        if (!confirmed) {
            throw ServerException.failed("No cluster leader");
        }
    }

    private static State state() {
        StateStore store = new StateStore();
        Instant now = Instant.parse("2026-01-02T03:04:05Z");
        store.apply(1, new NodeCommand.Register(node(NODE), now, List.of()));
        store.apply(2, new NodeCommand.Register(node(LOST_NODE), now, List.of()));
        PlanCommit plan = new PlanCommit(
                "evaluation",
                null,
                List.of(allocation(ALLOCATION), allocation(JUST_PLACED)),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                now,
                List.of());
        return store.apply(3, new PlanCommand.Commit(plan));
    }

    private static Allocation allocation(String id) {
        return AllocationBuilder.builder()
                .id(id)
                .namespace("default")
                .jobId("web")
                .nodeId(NODE)
                .build();
    }

    private static Node node(String id) {
        return NodeBuilder.builder()
                .id(id)
                .name(id)
                .datacenter("dc1")
                .nodePool("default")
                .status(NodeStatus.READY)
                .build();
    }

    @Override
    public void close() {
        opened.forEach(Runnable::run);
    }

    static BufferedReader lines(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    static String readUntil(Socket socket, String wanted) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(wanted) < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("ended after " + read);
            }
            read.append((char) next);
        }
        return read.toString();
    }

    /** A link to a server that dies as soon as it has a request, and how many it had. */
    LosingServices losing() throws IOException {
        return new LosingServices(opened);
    }

    /** A server that dies as soon as it has a request. */
    static final class LosingServices implements Services {
        final AtomicInteger served = new AtomicInteger();
        final Link link;

        LosingServices(Deque<Runnable> opened) throws IOException {
            InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            Identity self = new Identity(Identity.Role.SERVER, "losing", "global");
            Listener listener = Listener.bind(any, self, this, link -> {});
            opened.addFirst(listener::close);
            link = Dialer.dial(
                    new InetSocketAddress(any.getAddress(), listener.port()), self, this, ScriptedAgent.PATIENCE);
        }

        @Override
        public byte[] answer(Link from, String method, byte[] request) {
            return new byte[0];
        }

        @Override
        public void serve(Link from, String method, byte[] request, Channel channel) {
            served.incrementAndGet();
            from.close();
        }
    }
}
