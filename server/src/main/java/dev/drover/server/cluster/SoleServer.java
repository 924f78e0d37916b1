package dev.drover.server.cluster;

import dev.drover.rpc.Link;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A cluster of one server that keeps its log in memory, as in development: it always leads, and its only node lives in the same process.
 *
 * @param address under which it would be reached
 */
public record SoleServer(String address) implements Cluster {
    @Override
    public boolean leading() {
        return true;
    }

    @Override
    public Optional<String> leaderAddress() {
        return Optional.of(address);
    }

    @Override
    public Duration lastContact() {
        return Duration.ZERO;
    }

    @Override
    public Link leader(Duration maxWait) {
        throw new IllegalStateException("there is no other server than the leader");
    }

    @Override
    public List<String> servers() {
        return List.of(address);
    }

    @Override
    public Optional<Link> node(String nodeId) {
        return Optional.empty();
    }

    @Override
    public Optional<Link> towardsNode(String nodeId) {
        return Optional.empty();
    }
}
