package dev.drover.model.job;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;

/** The secret of the wire. */
@RecordBuilder
public record Secret(
        @Wire("Name") String name,
        @Wire("Provider") String provider,
        @Wire("Path") String path,
        @Wire("Config") Map<String, Object> config,
        @Wire("Env") Map<String, String> env) {
    public Secret {
        name = Defaults.text(name);
        provider = Defaults.text(provider);
        path = Defaults.text(path);
        config = Defaults.map(config);
        env = Defaults.map(env);
    }
}
