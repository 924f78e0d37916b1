package dev.drover.server;

import dev.drover.rpc.Link;
import dev.drover.server.cluster.Cluster;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A cluster of one server, which always leads and whose nodes live in its own process. */
record Alone(String address) implements Cluster {
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
        throw ServerException.failed("No cluster leader besides this server");
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
