package dev.drover.server.leader;

import dev.drover.server.ServerException;
import dev.drover.server.cluster.Cluster;
import dev.drover.server.eval.RemoteWork;
import dev.drover.server.eval.WorkSource;
import dev.drover.server.eval.WorkSources;
import java.time.Duration;
import java.util.Optional;

/** Work from this server when it leads, and from the leader otherwise. */
public record PresentLeader(Leadership leadership, Cluster cluster) implements WorkSources {
    private static final Duration LEADER_WAIT = Duration.ofSeconds(1);

    @Override
    public WorkSource present() throws InterruptedException {
        Optional<LeaderServices> own = leadership.services();
        if (own.isPresent()) {
            return new LeaderWork(own.get());
        }
        if (cluster.leading()) {
            throw ServerException.notLeader();
        }
        return new RemoteWork(cluster.leader(LEADER_WAIT));
    }
}
