package dev.drover.model.job;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** The dns config of the wire. */
@RecordBuilder
public record DNSConfig(
        @Wire("Servers") List<String> servers,
        @Wire("Searches") List<String> searches,
        @Wire("Options") List<String> options) {
    public DNSConfig {
        servers = Defaults.list(servers);
        searches = Defaults.list(searches);
        options = Defaults.list(options);
    }
}
