package dev.drover.model.job;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The multiregion region of the wire. */
@RecordBuilder
public record MultiregionRegion(
        @Wire("Name") String name,
        @Wire("Count") @Nullable Integer count,
        @Wire("Datacenters") List<String> datacenters,
        @Wire("NodePool") String nodePool,
        @Wire("Meta") Map<String, String> meta) {
    public MultiregionRegion {
        name = Defaults.text(name);
        datacenters = Defaults.list(datacenters);
        nodePool = Defaults.text(nodePool);
        meta = Defaults.map(meta);
    }
}
