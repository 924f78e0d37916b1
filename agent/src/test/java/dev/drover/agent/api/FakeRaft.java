package dev.drover.agent.api;

import dev.drover.model.api.OperatorHealthReply;
import dev.drover.model.api.OperatorHealthReplyBuilder;
import dev.drover.model.api.RaftConfiguration;
import dev.drover.model.api.RaftServer;
import dev.drover.model.api.ServerHealth;
import dev.drover.model.api.ServerHealthBuilder;
import dev.drover.server.ServerException;
import dev.drover.server.operator.RaftOperations;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Three servers, the first of which leads, and what was done to them. */
final class FakeRaft implements RaftOperations {
    final List<String> done = new CopyOnWriteArrayList<>();
    final ByteArrayOutputStream restored = new ByteArrayOutputStream();
    volatile byte[] snapshot = {};
    volatile boolean broken;

    @Override
    public RaftConfiguration configuration() {
        return new RaftConfiguration(
                List.of(server("one", 1, true), server("two", 2, false), server("three", 3, false)), 12);
    }

    private static RaftServer server(String id, int host, boolean leader) {
        return new RaftServer(id, id + ".global", "10.0.0." + host + ":4647", leader, true, "3");
    }

    @Override
    public OperatorHealthReply health() {
        return OperatorHealthReplyBuilder.builder()
                .servers(List.of(health("one", "alive"), health("two", "failed")))
                .build();
    }

    private static ServerHealth health(String id, String status) {
        return ServerHealthBuilder.builder()
                .id(id)
                .serfStatus(status)
                .healthy(status.equals("alive"))
                .build();
    }

    @Override
    public void removePeer(String id) {
        done.add("remove " + id);
    }

    @Override
    public void transferLeadership(String id) {
        done.add("transfer " + id);
    }

    @Override
    public long saveSnapshot(OutputStream out) throws IOException {
        if (broken) {
            throw ServerException.failed("the state is being replaced; try again");
        }
        out.write(snapshot);
        return 42;
    }

    @Override
    public long restoreSnapshot(InputStream in) throws IOException {
        in.transferTo(restored);
        return 43;
    }
}
