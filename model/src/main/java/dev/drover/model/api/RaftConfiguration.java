package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * The group that agrees on the log.
 *
 * @param index of the log entry that set it; 0 when not known
 */
@RecordBuilder
public record RaftConfiguration(
        @Wire("Servers") List<RaftServer> servers,
        @Wire("Index") long index) {
    public RaftConfiguration {
        servers = Defaults.list(servers);
    }
}
