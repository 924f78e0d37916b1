package dev.drover.model.node;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The node pool of the wire. */
@RecordBuilder
public record NodePool(
        @Wire("Name") String name,
        @Wire("Description") String description,
        @Wire("Meta") Map<String, String> meta,
        @Wire("NodeIdentityTTL") Duration nodeIdentityTtl,
        @Wire("SchedulerConfiguration") @Nullable NodePoolSchedulerConfiguration schedulerConfiguration,
        @Wire("CreateIndex") long createIndex,
        @Wire("ModifyIndex") long modifyIndex,
        @Wire("Hash") @Nullable String hash) {
    public NodePool {
        name = Defaults.text(name);
        description = Defaults.text(description);
        meta = Defaults.map(meta);
        nodeIdentityTtl = Defaults.duration(nodeIdentityTtl);
    }
}
