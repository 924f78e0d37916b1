package dev.drover.agent.forward;

import dev.drover.rpc.Link;
import dev.drover.server.ServerException;

/** The way to servers of other regions. */
@FunctionalInterface
public interface Regions {
    /**
     * A link to a server of a region.
     *
     * @throws ServerException with status 500 when no server of it is known
     */
    Link towards(String region) throws InterruptedException;

    /** Knows of no region but its own. */
    static Regions none() {
        return region -> {
            throw ServerException.failed("No path to region \"" + region
                    + "\": this cluster has one region only; leave region out, or ask an agent of that region");
        };
    }
}
