package dev.drover.server.operator;

import dev.drover.model.api.RaftConfiguration;
import dev.drover.model.api.RaftServer;
import dev.drover.server.ServerException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * A group of one that keeps its log in memory, as in development. There is nobody else to lead and nothing on disk to save.
 *
 * @param self this server
 */
public record SoleServerOperations(RaftServer self) implements RaftOperations {
    @Override
    public RaftConfiguration configuration() {
        return new RaftConfiguration(List.of(self), 0);
    }

    @Override
    public void removePeer(String id) {
        throw ServerException.failed("the only server cannot be removed");
    }

    @Override
    public void transferLeadership(String id) {
        throw ServerException.failed("there is no other server to lead");
    }

    @Override
    public long saveSnapshot(OutputStream out) {
        throw ServerException.failed(
                "failed to open snapshot: open is not supported: a development agent keeps its state in memory; start it without -dev");
    }

    @Override
    public long restoreSnapshot(InputStream in) {
        throw ServerException.failed(
                "failed to restore: a development agent keeps its state in memory; start it without -dev");
    }
}
