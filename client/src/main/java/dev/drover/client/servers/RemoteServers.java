package dev.drover.client.servers;

import dev.drover.client.NodeAllocations;
import dev.drover.client.ServerConnection;
import dev.drover.client.node.NodeIdentity;
import dev.drover.client.node.NodeToken;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.node.DrainSpec;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeEvent;
import dev.drover.rpc.Call;
import dev.drover.rpc.message.IdentityCalls;
import dev.drover.rpc.message.IdentityCalls.Token;
import dev.drover.rpc.message.IdentityCalls.Wanted;
import dev.drover.rpc.message.NodeCalls;
import dev.drover.rpc.message.NodeCalls.AwaitWork;
import dev.drover.rpc.message.NodeCalls.Beat;
import dev.drover.rpc.message.NodeCalls.Events;
import dev.drover.rpc.message.NodeCalls.Heartbeat;
import dev.drover.rpc.message.NodeCalls.Register;
import dev.drover.rpc.message.NodeCalls.Reports;
import dev.drover.rpc.message.NodeCalls.Work;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Servers on other machines. A call goes to whichever server the node is linked to, which passes on what only the leader may do; when
 * that server is lost the same call goes to the next. Refusals are {@link dev.drover.rpc.RemoteException}s with their status, 404 when
 * the node has to register first.
 */
public final class RemoteServers implements ServerConnection, AutoCloseable {
    /** Short, since the node is taken for dead when no server hears of it, and another may be well. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(4);

    /** These write, and many nodes may do so at the same time. */
    private static final Duration WRITE = Duration.ofSeconds(10);

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    /** What an answer may take in addition to the wait that was asked for. */
    private static final Duration AFTER_WAIT = Duration.ofSeconds(10);

    private final ServerCalls calls;
    private final NodeIdentity node;
    private final NodeToken token;

    /** Guards the cache; one thread waits for work at a time. */
    private final ReentrantLock waiting = new ReentrantLock();

    private final WorkCache work = new WorkCache();
    private volatile boolean askAnew;

    /** A node that asks for no identity. */
    public RemoteServers(ServerCalls calls, NodeIdentity node) {
        this(calls, node, NodeToken.none());
    }

    /**
     * A way to servers.
     *
     * @param token what the node shows when it registers, and where the servers' answer is kept
     */
    public RemoteServers(ServerCalls calls, NodeIdentity node, NodeToken token) {
        this.calls = calls;
        this.node = node;
        this.token = token;
    }

    /** The way to the servers, for whatever else goes over the same link. */
    public ServerCalls calls() {
        return calls;
    }

    @Override
    public Duration register(Node described) {
        Heartbeat heartbeat = ask(
                NodeCalls.REGISTER,
                new Register(described, token.introduction(), token.current(), token.wanted()),
                WRITE);
        // The cluster may be another one than before.
        askAnew = true;
        return taken(heartbeat);
    }

    @Override
    public Duration heartbeat(String nodeId) {
        return taken(ask(NodeCalls.HEARTBEAT, new Beat(nodeId, node.secret(), token.wanted()), HEARTBEAT));
    }

    private Duration taken(Heartbeat heartbeat) {
        calls.learn(heartbeat);
        token.take(heartbeat.identity());
        return Duration.ofMillis(heartbeat.ttlMillis());
    }

    @Override
    public NodeAllocations awaitAllocations(String nodeId, long afterIndex, Duration maxWait)
            throws InterruptedException {
        Duration wait = maxWait.compareTo(LONGEST_WAIT) < 0 ? maxWait : LONGEST_WAIT;
        waiting.lockInterruptibly();
        try {
            if (askAnew || afterIndex == 0) {
                askAnew = false;
                work.forget();
            }
            Optional<NodeAllocations> known = Optional.empty();
            while (known.isEmpty()) {
                AwaitWork question = new AwaitWork(nodeId, node.secret(), work.index(), wait.toMillis(), true);
                Work answer = calls.ask(NodeCalls.AWAIT_WORK, question, wait.plus(AFTER_WAIT));
                known = work.take(answer);
            }
            return known.get();
        } finally {
            waiting.unlock();
        }
    }

    @Override
    public void updateAllocations(List<Allocation> allocations) {
        ask(NodeCalls.REPORT, new Reports(node.id(), node.secret(), allocations), WRITE);
    }

    @Override
    public void emitNodeEvents(String nodeId, List<NodeEvent> events) {
        ask(NodeCalls.EMIT_EVENTS, new Events(nodeId, node.secret(), events), WRITE);
    }

    @Override
    public List<Token> signIdentities(String nodeId, List<Wanted> wanted) throws InterruptedException {
        return calls.ask(IdentityCalls.SIGN, new IdentityCalls.Sign(nodeId, node.secret(), wanted), WRITE)
                .tokens();
    }

    @Override
    public void drain(String nodeId, DrainSpec spec) {
        ask(NodeCalls.DRAIN, new NodeCalls.Drain(nodeId, node.secret(), spec), WRITE);
    }

    private <Q, A> A ask(Call<Q, A> call, Q question, Duration timeout) {
        try {
            return calls.ask(call, question, timeout);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new UnreachableServersException(call.name() + " was interrupted");
        }
    }

    @Override
    public void close() {
        calls.close();
    }
}
