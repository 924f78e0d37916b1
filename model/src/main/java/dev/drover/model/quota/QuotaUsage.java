package dev.drover.model.quota;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;

/**
 * What is held of a quota.
 *
 * @param used by the hash of the limit
 */
@RecordBuilder
public record QuotaUsage(
        @Wire("Name") String name,
        @Wire("Used") Map<String, QuotaLimit> used,
        @Wire("CreateIndex") long createIndex,
        @Wire("ModifyIndex") long modifyIndex) {
    public QuotaUsage {
        name = Defaults.text(name);
        used = Defaults.map(used);
    }
}
