package dev.drover.model.quota;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The limits of one region, or what is used of them.
 *
 * @param hash in base64; tells which limit an amount used belongs to
 */
@RecordBuilder
public record QuotaLimit(
        @Wire("Region") String region,
        @Wire("RegionLimit") @Nullable QuotaResources regionLimit,
        @Wire("VariablesLimit") @Nullable Integer variablesLimit,
        @Wire("Hash") @Nullable String hash) {
    public QuotaLimit {
        region = Defaults.text(region);
    }
}
