package dev.drover.model.api;

import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * Answer to a transfer of leadership.
 *
 * @param noop the server that was named leads already
 */
@RecordBuilder
public record LeadershipTransferResponse(
        @Wire("From") RaftServer from,
        @Wire("To") RaftServer to,
        @Wire("Noop") boolean noop) {}
