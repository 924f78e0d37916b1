package dev.drover.server.cluster;

import dev.drover.rpc.Link;
import dev.drover.server.ServerException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The way from this server to the others and to nodes. */
public interface Cluster {
    /** This server leads, and has applied everything that earlier leaders left. */
    boolean leading();

    /** RPC address of the leader; empty while nobody is known to lead. */
    Optional<String> leaderAddress();

    /** Time since the leader was heard of; zero on the leader. */
    Duration lastContact();

    /**
     * A link to the leader, which is another server.
     *
     * @param maxWait how long to wait while there is no leader
     * @throws ServerException with status 500 and {@code No cluster leader} when there is none in time
     */
    Link leader(Duration maxWait) throws InterruptedException;

    /** RPC addresses of all live servers of the region, in no order. */
    List<String> servers();

    /**
     * A link to the server with this RPC address; one to this server itself leads back here.
     *
     * @throws ServerException with status 500 when it cannot be reached
     */
    default Link server(String address) throws InterruptedException {
        throw ServerException.failed("there is no server at " + address);
    }

    /** The link that a node keeps to this server. */
    Optional<Link> node(String nodeId);

    /** A link over which the node can be reached: its own, or one to the server that it is linked to. */
    Optional<Link> towardsNode(String nodeId) throws InterruptedException;
}
