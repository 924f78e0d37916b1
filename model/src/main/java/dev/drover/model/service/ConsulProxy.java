package dev.drover.model.service;

import dev.drover.model.wire.Absent;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The consul proxy of the wire. */
@RecordBuilder
public record ConsulProxy(
        @Wire("LocalServiceAddress") String localServiceAddress,
        @Wire("LocalServicePort") int localServicePort,
        @Wire("Expose") @Nullable ConsulExposeConfig expose,

        @Wire(value = "ExposeConfig", absent = Absent.OMITTED) @Nullable
        ConsulExposeConfig exposeConfig,

        @Wire("Upstreams") List<ConsulUpstream> upstreams,
        @Wire("TransparentProxy") @Nullable ConsulTransparentProxy transparentProxy,
        @Wire("Config") Map<String, Object> config) {
    public ConsulProxy {
        localServiceAddress = Defaults.text(localServiceAddress);
        upstreams = Defaults.list(upstreams);
        config = Defaults.map(config);
    }
}
