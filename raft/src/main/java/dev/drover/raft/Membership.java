package dev.drover.raft;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.SetConfigurationRequest;
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.protocol.exceptions.NotLeaderException;
import org.apache.ratis.protocol.exceptions.ReconfigurationInProgressException;
import org.apache.ratis.protocol.exceptions.ReconfigurationTimeoutException;

/** Changes of the group, one at a time, on the leader. */
final class Membership implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Membership.class.getName());
    private static final Duration RETRY = Duration.ofMillis(50);
    private static final Duration READMIT_PAUSE = Duration.ofSeconds(2);

    private final Freshness.Nodes nodes;
    private final ReentrantLock changing = new ReentrantLock();
    private final Set<RaftPeerId> readmitted = ConcurrentHashMap.newKeySet();
    private final ExecutorService background = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("raft-readmit-", 0).factory());

    Membership(Freshness.Nodes nodes) {
        this.nodes = nodes;
    }

    void add(ReplicatedLog.Peer added) throws InterruptedException {
        changing.lockInterruptibly();
        try {
            List<RaftPeer> now = leading().group().getCurrentPeers().stream().toList();
            Optional<RaftPeer> there = now.stream()
                    .filter(peer -> peer.getId().toString().equals(added.id()))
                    .findFirst();
            if (there.isPresent() && there.get().getAddress().equals(added.address())) {
                return;
            }
            // Ratis sees no change where only an address differs, so all priorities, which stay equal, count up with
            // it.
            int priority = priority(now) + (there.isPresent() ? 1 : 0);
            List<RaftPeer> wanted = new ArrayList<>();
            for (RaftPeer peer : now) {
                if (!peer.getId().toString().equals(added.id())) {
                    wanted.add(Identity.toRatis(Identity.fromRatis(peer), priority));
                }
            }
            wanted.add(Identity.toRatis(added, priority));
            configure(wanted, "adding server " + added.id() + " at " + added.address());
        } finally {
            changing.unlock();
        }
    }

    void remove(String id) throws InterruptedException {
        changing.lockInterruptibly();
        try {
            List<RaftPeer> now = leading().group().getCurrentPeers().stream().toList();
            List<RaftPeer> wanted = now.stream()
                    .filter(peer -> !peer.getId().toString().equals(id))
                    .toList();
            if (wanted.size() == now.size()) {
                return;
            }
            if (wanted.isEmpty()) {
                throw new RaftException.Unavailable(
                        "server " + id + " is the only one of its group and cannot be taken out");
            }
            configure(wanted, "taking out server " + id);
        } finally {
            changing.unlock();
        }
    }

    /** Takes out and adds again, in the background, a server that has lost its log; see {@link Newcomer}. */
    void readmitSoon(RaftPeerId id) {
        if (!readmitted.add(id)) {
            return;
        }
        try {
            background.execute(() -> readmit(id));
        } catch (RejectedExecutionException closed) {
            readmitted.remove(id);
        }
    }

    private void readmit(RaftPeerId id) {
        try {
            RaftPeer peer = leading().group().getPeer(id);
            if (peer != null) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "server {0} has lost its log or the end of it; it is taken in as a new one",
                        id);
                ReplicatedLog.Peer same = Identity.fromRatis(peer);
                remove(same.id());
                add(same);
            }
        } catch (RaftException failure) {
            LOG.log(System.Logger.Level.WARNING, "server {0} could not be taken in again: {1}", id, failure.text());
            pause();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            readmitted.remove(id);
        }
    }

    /** The server goes on saying that it has no log, so the next try comes by itself. */
    private static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(READMIT_PAUSE.toNanos());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        background.shutdownNow();
    }

    void transfer(Optional<String> wanted) throws InterruptedException {
        Node node = leading();
        long recently = System.nanoTime() - Limits.TRANSFER.toNanos();
        RaftPeerId target = wanted.map(RaftPeerId::valueOf)
                .or(() -> node.followers().furthest(node.group(), recently))
                .orElseThrow(() -> new RaftException.Unavailable("no other server could take over leadership"));
        if (target.equals(node.identity().peer())) {
            return;
        }
        if (node.group().getPeer(target) == null) {
            throw new RaftException.Unavailable("server " + target + " is not in the group");
        }
        Identity identity = node.identity();
        TransferLeadershipRequest request = new TransferLeadershipRequest(
                identity.client(),
                identity.peer(),
                identity.group(),
                identity.nextRequest(),
                target,
                Limits.TRANSFER.toMillis());
        String what = "handing leadership to server " + target;
        check(what, ask(what, () -> node.server().transferLeadershipAsync(request), Limits.TRANSFER.multipliedBy(2)));
    }

    private void configure(List<RaftPeer> wanted, String what) throws InterruptedException {
        long deadline = System.nanoTime() + Limits.MEMBERSHIP.toNanos();
        while (true) {
            Node node = leading();
            Identity identity = node.identity();
            SetConfigurationRequest request = new SetConfigurationRequest(
                    identity.client(), identity.peer(), identity.group(), identity.nextRequest(), wanted);
            Optional<Throwable> failure = ask(
                    what,
                    () -> node.server().setConfigurationAsync(request),
                    Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            boolean again = failure.filter(ReconfigurationInProgressException.class::isInstance)
                    .isPresent();
            if (!again || deadline - System.nanoTime() < RETRY.toNanos()) {
                check(what, failure);
                return;
            }
            TimeUnit.NANOSECONDS.sleep(RETRY.toNanos());
        }
    }

    private interface Request {
        CompletableFuture<RaftClientReply> send() throws IOException;
    }

    /** Why it failed; empty when it did not. */
    private static Optional<Throwable> ask(String what, Request request, Duration limit) throws InterruptedException {
        try {
            RaftClientReply reply = request.send().get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return Optional.ofNullable(reply.getException());
        } catch (ExecutionException failure) {
            return Optional.ofNullable(Failures.unwrap(failure.getCause()));
        } catch (IOException | RuntimeException failure) {
            return Optional.of(failure);
        } catch (TimeoutException slow) {
            throw new RaftException.OutcomeUnknown(what + " was not done within " + limit.toSeconds() + " s");
        }
    }

    private static void check(String what, Optional<Throwable> failure) {
        if (failure.isEmpty()) {
            return;
        }
        throw switch (failure.get()) {
            case NotLeaderException lost -> new RaftException.OutcomeUnknown("leadership ended while " + what);
            case ReconfigurationTimeoutException silent ->
                new RaftException.Unavailable(what + " failed: it does not answer");
            case ReconfigurationInProgressException busy ->
                new RaftException.Unavailable(what + " failed: another change of the group is under way");
            case Throwable other -> new RaftException.Unavailable(what + " failed: " + other.getMessage());
        };
    }

    private Node leading() {
        Node node = nodes.running();
        if (!node.info().isLeaderReady()) {
            throw new RaftException.NotLeader("this server does not lead");
        }
        return node;
    }

    private static int priority(List<RaftPeer> peers) {
        return peers.stream().mapToInt(RaftPeer::getPriority).max().orElse(0);
    }
}
