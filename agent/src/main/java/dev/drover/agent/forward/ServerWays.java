package dev.drover.agent.forward;

import dev.drover.agent.http.Contact;
import dev.drover.agent.http.HttpException;
import dev.drover.model.alloc.Allocation;
import dev.drover.rpc.Link;
import dev.drover.server.ServerException;
import dev.drover.server.cluster.Cluster;
import dev.drover.state.State;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The ways from a server, which may be a node too.
 *
 * @param region its own
 * @param freshness has the state show what was acknowledged anywhere
 * @param state the newest state of this server
 * @param own the node in the same process
 * @param servers the servers of the region, this one among them
 */
public record ServerWays(
        String region,
        Cluster cluster,
        Freshness freshness,
        Supplier<State> state,
        Optional<OwnNode> own,
        NamedServers servers,
        Regions regions)
        implements Ways {
    /** Longest wait for the state to be fresh: several elections in a row. */
    static final Duration MAX_FRESH_WAIT = Duration.ofSeconds(10);

    /** While there is no leader, how often to look whether it is this server. */
    private static final Duration ELECTION_LOOK = Duration.ofMillis(100);

    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    /** Waits until the state shows all that was acknowledged before, as {@code Log.awaitFresh}. */
    @FunctionalInterface
    public interface Freshness {
        void await(Duration maxWait) throws InterruptedException;
    }

    @Override
    public Way find(Asked asked, Duration maxWait) throws InterruptedException {
        return switch (asked.scope()) {
            case AGENT -> Way.HERE;
            case SERVER -> elsewhere(asked).orElse(Way.HERE);
            case READ -> {
                Optional<Way> elsewhere = elsewhere(asked);
                yield elsewhere.isPresent() || asked.stale() ? elsewhere.orElse(Way.HERE) : fresh(asked);
            }
            case WRITE -> {
                Optional<Way> elsewhere = elsewhere(asked);
                yield elsewhere.isPresent() ? elsewhere.get() : leader(maxWait);
            }
            case NAMED_AGENT -> {
                Optional<Way> elsewhere = elsewhere(asked);
                yield elsewhere.isPresent() ? elsewhere.get() : named(asked, maxWait);
            }
            case NODE -> {
                Optional<Way> elsewhere = elsewhere(asked);
                yield elsewhere.isPresent() ? elsewhere.get() : node(asked);
            }
        };
    }

    private Optional<Way> elsewhere(Asked asked) throws InterruptedException {
        Optional<String> other = asked.region().filter(name -> !name.equals(region));
        return other.isEmpty()
                ? Optional.empty()
                : Optional.of(new Way.Over(regions.towards(other.get()), "region " + other.get()));
    }

    /** A server that takes no part in its group for now has the leader answer, when others know one. */
    private Way fresh(Asked asked) throws InterruptedException {
        if (!asked.passedOn() && !cluster.leading() && cluster.leaderAddress().isEmpty()) {
            try {
                return new Way.Over(cluster.leader(ELECTION_LOOK), "the leader");
            } catch (ServerException none) {
                // An election that is soon over, or this server is apart from the rest.
            }
        }
        freshness.await(MAX_FRESH_WAIT);
        return Way.HERE;
    }

    private Way leader(Duration maxWait) throws InterruptedException {
        long end = System.nanoTime() + maxWait.toNanos();
        while (!cluster.leading()) {
            long left = end - System.nanoTime();
            try {
                return new Way.Over(
                        cluster.leader(Duration.ofNanos(Math.clamp(left, 0, ELECTION_LOOK.toNanos()))), "the leader");
            } catch (ServerException none) {
                // It may be that this server is just being elected.
                if (left <= 0) {
                    throw none;
                }
            }
        }
        return Way.HERE;
    }

    private Way named(Asked asked, Duration maxWait) throws InterruptedException {
        asked.checkOneAgent();
        if (asked.serverId().isPresent()) {
            return servers.towards(asked.serverId().get(), maxWait);
        }
        return asked.nodeId().isPresent() ? node(asked) : Way.HERE;
    }

    private Way node(Asked asked) throws InterruptedException {
        if (own.isPresent() && own.get().isMeant(asked)) {
            return Way.HERE;
        }
        if (asked.allocationId().isPresent()) {
            return nodeOf(asked.allocationId().get());
        }
        String nodeId = asked.nodeId()
                .orElseThrow(() -> new HttpException(
                        400, "missing node_id: this agent runs no node, so the node that is meant has to be named"));
        if (state.get().node(nodeId).isEmpty()) {
            freshness.await(MAX_FRESH_WAIT);
            if (state.get().node(nodeId).isEmpty()) {
                throw new HttpException(404, "Unknown node \"" + nodeId + "\"");
            }
        }
        return towards(nodeId);
    }

    private Way nodeOf(String allocationId) throws InterruptedException {
        if (!UUID.matcher(allocationId).matches()) {
            return unknown("alloc lookup failed: index error: UUID must be 36 characters", 500);
        }
        Optional<Allocation> allocation = state.get().allocation(allocationId);
        if (allocation.isEmpty()) {
            freshness.await(MAX_FRESH_WAIT);
            allocation = state.get().allocation(allocationId);
        }
        return allocation.isEmpty()
                ? unknown("Unknown allocation \"" + allocationId + "\"", 404)
                : towards(allocation.get().nodeId());
    }

    /** Where there is a node, its routes say themselves what is wrong, in their order. */
    private Way unknown(String text, int status) {
        if (own.isPresent()) {
            return Way.HERE;
        }
        throw new HttpException(status, text);
    }

    private Way towards(String nodeId) throws InterruptedException {
        if (own.isPresent() && own.get().id().get().equals(nodeId)) {
            return Way.HERE;
        }
        Optional<Link> link = cluster.towardsNode(nodeId);
        if (link.isEmpty()) {
            throw new HttpException(
                    404,
                    "No path to node \"" + nodeId + "\": it has no connection to any server; is its agent running?");
        }
        return new Way.Over(link.get(), "node " + nodeId);
    }

    @Override
    public Contact contact() {
        return new Contact(cluster.leading() || cluster.leaderAddress().isPresent(), cluster.lastContact());
    }
}
