package dev.drover.model.job;

import dev.drover.model.wire.Absent;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The scaling policy of the wire. */
@RecordBuilder
public record ScalingPolicy(
        @Wire("Min") @Nullable Long min,
        @Wire("Max") @Nullable Long max,
        @Wire(value = "Policy", absent = Absent.EMPTY) Map<String, Object> policy,
        @Wire("Enabled") @Nullable Boolean enabled,
        @Wire("Type") String type,
        @Wire("ID") String id,
        @Wire(value = "Namespace", absent = Absent.OMITTED) String namespace,
        @Wire("Target") Map<String, String> target,
        @Wire("CreateIndex") long createIndex,
        @Wire("ModifyIndex") long modifyIndex) {
    public ScalingPolicy {
        policy = Defaults.map(policy);
        type = Defaults.text(type);
        id = Defaults.text(id);
        namespace = Defaults.text(namespace);
        target = Defaults.map(target);
    }
}
