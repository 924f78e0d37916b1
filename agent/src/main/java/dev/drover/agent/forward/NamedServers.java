package dev.drover.agent.forward;

import dev.drover.agent.http.HttpException;
import java.time.Duration;

/** The servers of the region by their names. */
@FunctionalInterface
public interface NamedServers {
    /**
     * The way to a server.
     *
     * @param server its id, its name among the members, its plain name, or {@code leader}
     * @param maxWait how long to wait for a leader
     * @throws HttpException 404 when there is none of that name
     */
    Way towards(String server, Duration maxWait) throws InterruptedException;

    /** Knows none. */
    static NamedServers none() {
        return (server, maxWait) -> {
            throw unknown(server);
        };
    }

    static HttpException unknown(String server) {
        return new HttpException(
                404, "unknown server \"" + server + "\": give the name or id of one that is listed as a member");
    }
}
