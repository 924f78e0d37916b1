package dev.drover.server.cluster;

import dev.drover.raft.ReplicatedLog;
import dev.drover.rpc.Link;
import dev.drover.rpc.LinkException;
import dev.drover.rpc.LinkPool;
import dev.drover.rpc.RemoteException;
import dev.drover.server.ServerException;
import dev.drover.server.autopilot.ServerStats;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** The region's servers as this one sees them: the group says who leads, gossip who lives, and links lead there. */
public final class LinkedCluster implements Cluster {
    /** How often somebody who waits for a leader looks again. Elections take hundreds of milliseconds. */
    private static final Duration LEADER_LOOK = Duration.ofMillis(10);

    /** After which a server that says nothing counts as not knowing a leader. */
    private static final Duration LEADER_QUESTION = Duration.ofSeconds(1);

    /** After which a server that says nothing counts as not having the node. */
    private static final Duration NODE_QUESTION = Duration.ofSeconds(2);

    /** After which a server that says nothing counts as not well. */
    private static final Duration STATS_QUESTION = Duration.ofSeconds(1);

    private final String ownAddress;
    private final Supplier<Optional<ReplicatedLog>> group;
    private final Supplier<List<String>> alive;
    private final NodeLinks nodes;
    private final LinkPool links;
    private final Hearsay hearsay;

    /**
     * A cluster as these parts see it.
     *
     * @param alive RPC addresses of the servers of the region that gossip believes alive
     */
    LinkedCluster(
            String ownAddress,
            Supplier<Optional<ReplicatedLog>> group,
            Supplier<List<String>> alive,
            NodeLinks nodes,
            LinkPool links) {
        this.ownAddress = ownAddress;
        this.group = group;
        this.alive = alive;
        this.nodes = nodes;
        this.links = links;
        this.hearsay = new Hearsay(() -> askOthers(this::leaderAccordingTo), System::nanoTime);
    }

    @Override
    public boolean leading() {
        return group.get().map(log -> log.status().leading()).orElse(false);
    }

    @Override
    public Optional<String> leaderAddress() {
        return leaderOf(group.get());
    }

    static Optional<String> leaderOf(Optional<ReplicatedLog> group) {
        return group.flatMap(log -> log.status()
                .leaderId()
                .flatMap(leader -> log.peers().stream()
                        .filter(peer -> peer.id().equals(leader))
                        .map(ReplicatedLog.Peer::address)
                        .findFirst()));
    }

    @Override
    public Duration lastContact() {
        return group.get().map(log -> log.status().lastContact()).orElse(Duration.ZERO);
    }

    /**
     * A server that takes no part in its group for now, as one whose disk is full, asks the others who leads. When this server has come to
     * lead meanwhile, the link leads back to itself, and the request is answered all the same.
     */
    @Override
    public Link leader(Duration maxWait) throws InterruptedException {
        long end = System.nanoTime() + maxWait.toNanos();
        while (true) {
            Optional<String> address = leaderAddress();
            if (address.isEmpty()) {
                address = hearsay.leader();
            }
            if (address.isPresent()) {
                try {
                    return links.to(address.get());
                } catch (LinkException unreachable) {
                    System.getLogger(LinkedCluster.class.getName())
                            .log(System.Logger.Level.DEBUG, () -> "the leader cannot be reached: " + unreachable);
                }
            }
            if (System.nanoTime() - end >= 0) {
                throw ServerException.noLeader();
            }
            TimeUnit.NANOSECONDS.sleep(LEADER_LOOK.toNanos());
        }
    }

    @Override
    public List<String> servers() {
        return alive.get();
    }

    @Override
    public Link server(String address) throws InterruptedException {
        try {
            return links.to(address);
        } catch (LinkException unreachable) {
            throw ServerException.failed(
                    "the server at " + address + " cannot be reached: " + unreachable.getMessage());
        }
    }

    @Override
    public Optional<Link> node(String nodeId) {
        return nodes.of(nodeId);
    }

    @Override
    public Optional<Link> towardsNode(String nodeId) throws InterruptedException {
        Optional<Link> own = node(nodeId);
        if (own.isPresent()) {
            return own;
        }
        return askOthers(other -> linkIfNodeIsThere(other, nodeId));
    }

    /** The first that any other server has to say; empty when none has anything to say. */
    private <T> Optional<T> askOthers(Function<String, Optional<T>> question) throws InterruptedException {
        List<String> others = alive.get().stream()
                .filter(address -> !address.equals(ownAddress))
                .toList();
        BlockingQueue<Optional<T>> answers = new ArrayBlockingQueue<>(Math.max(1, others.size()));
        for (String other : others) {
            Thread.ofVirtual().name("question-to-server").start(() -> answers.add(question.apply(other)));
        }
        for (int asked = 0; asked < others.size(); asked++) {
            Optional<T> found = answers.take();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<String> leaderAccordingTo(String server) {
        try {
            String address = ServerCalls.WHO_LEADS
                    .send(links.to(server), new ServerCalls.LeaderQuestion(), LEADER_QUESTION)
                    .address();
            return Optional.of(address).filter(text -> !text.isEmpty() && !text.equals(ownAddress));
        } catch (LinkException | RemoteException unreachable) {
            return Optional.empty();
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** How far another server is; empty when it does not answer. */
    Optional<ServerStats> stats(ReplicatedLog.Peer server) {
        try {
            return Optional.of(ServerCalls.STATS.send(
                    links.to(server.address()), new ServerCalls.StatsQuestion(), STATS_QUESTION));
        } catch (LinkException | RemoteException unreachable) {
            return Optional.empty();
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Optional<Link> linkIfNodeIsThere(String server, String nodeId) {
        try {
            Link link = links.to(server);
            ServerCalls.NodeAnswer answer =
                    ServerCalls.HAS_NODE.send(link, new ServerCalls.NodeQuestion(nodeId), NODE_QUESTION);
            return answer.linked() ? Optional.of(link) : Optional.empty();
        } catch (LinkException | RemoteException unreachable) {
            return Optional.empty();
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
