package dev.drover.model.service;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The consul sidecar service of the wire. */
@RecordBuilder
public record ConsulSidecarService(
        @Wire("Tags") List<String> tags,
        @Wire("Port") String port,
        @Wire("Proxy") @Nullable ConsulProxy proxy,
        @Wire("DisableDefaultTCPCheck") boolean disableDefaultTcpCheck,
        @Wire("Meta") Map<String, String> meta) {
    public ConsulSidecarService {
        tags = Defaults.list(tags);
        port = Defaults.text(port);
        meta = Defaults.map(meta);
    }
}
