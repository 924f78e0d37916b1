package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;

/**
 * What the servers say about gossip keys.
 *
 * @param messages complaints, by the name of the server
 * @param keys how many servers have each key
 * @param numNodes how many servers there are
 */
@RecordBuilder
public record KeyringResponse(
        @Wire("Messages") Map<String, String> messages,
        @Wire("Keys") Map<String, Integer> keys,
        @Wire("NumNodes") int numNodes) {
    public KeyringResponse {
        messages = Defaults.map(messages);
        keys = Defaults.map(keys);
    }
}
