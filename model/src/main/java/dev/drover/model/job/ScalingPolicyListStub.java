package dev.drover.model.job;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;

/** The short form of scaling policy that lists show. */
@RecordBuilder
public record ScalingPolicyListStub(
        @Wire("ID") String id,
        @Wire("Enabled") boolean enabled,
        @Wire("Type") String type,
        @Wire("Target") Map<String, String> target,
        @Wire("CreateIndex") long createIndex,
        @Wire("ModifyIndex") long modifyIndex) {
    public ScalingPolicyListStub {
        id = Defaults.text(id);
        type = Defaults.text(type);
        target = Defaults.map(target);
    }
}
