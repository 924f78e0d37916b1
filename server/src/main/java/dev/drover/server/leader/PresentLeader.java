package dev.drover.server.leader;

import dev.drover.server.ServerException;
import dev.drover.server.cluster.Cluster;
import dev.drover.server.eval.WorkSource;
import dev.drover.server.eval.WorkSources;
import java.util.Optional;

/** Work from this server when it leads. */
public record PresentLeader(Leadership leadership, Cluster cluster) implements WorkSources {
    @Override
    public WorkSource present() {
        Optional<LeaderServices> own = leadership.services();
        return own.map(LeaderWork::new).orElseThrow(ServerException::notLeader);
    }
}
