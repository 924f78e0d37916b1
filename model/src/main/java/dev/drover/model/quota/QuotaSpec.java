package dev.drover.model.quota;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** How much all namespaces that name this quota may hold together, region by region. */
@RecordBuilder
public record QuotaSpec(
        @Wire("Name") String name,
        @Wire("Description") String description,
        @Wire("Limits") List<QuotaLimit> limits,
        @Wire("CreateIndex") long createIndex,
        @Wire("ModifyIndex") long modifyIndex) {
    public QuotaSpec {
        name = Defaults.text(name);
        description = Defaults.text(description);
        limits = Defaults.list(limits);
    }
}
