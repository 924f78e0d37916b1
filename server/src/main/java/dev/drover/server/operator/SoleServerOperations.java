package dev.drover.server.operator;

import dev.drover.model.api.OperatorHealthReply;
import dev.drover.model.api.OperatorHealthReplyBuilder;
import dev.drover.model.api.RaftConfiguration;
import dev.drover.model.api.RaftServer;
import dev.drover.model.api.ServerHealth;
import dev.drover.server.ServerException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * A group of one that keeps its log in memory, as in development. There is nobody else to lead and nothing on disk to save.
 *
 * @param self this server
 * @param build version that it is compatible with
 * @param since when it runs
 * @param index of the newest command
 */
public record SoleServerOperations(RaftServer self, String build, Instant since, LongSupplier index)
        implements RaftOperations {
    @Override
    public RaftConfiguration configuration() {
        return new RaftConfiguration(List.of(self), 0);
    }

    @Override
    public OperatorHealthReply health() {
        return OperatorHealthReplyBuilder.builder()
                .healthy(true)
                .leader(self.id())
                .voters(List.of(self.id()))
                .servers(List.of(new ServerHealth(
                        self.id(),
                        self.node(),
                        self.address(),
                        "alive",
                        build,
                        true,
                        "0s",
                        1,
                        index.getAsLong(),
                        true,
                        true,
                        since.truncatedTo(ChronoUnit.SECONDS))))
                .build();
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
