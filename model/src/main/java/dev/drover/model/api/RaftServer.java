package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * A server of the group that agrees on the log.
 *
 * @param node its name among the members
 * @param address {@code host:port} under which the others reach it
 */
@RecordBuilder
public record RaftServer(
        @Wire("ID") String id,
        @Wire("Node") String node,
        @Wire("Address") String address,
        @Wire("Leader") boolean leader,
        @Wire("Voter") boolean voter,
        @Wire("RaftProtocol") String raftProtocol) {
    public RaftServer {
        id = Defaults.text(id);
        node = Defaults.text(node);
        address = Defaults.text(address);
        raftProtocol = Defaults.text(raftProtocol);
    }
}
