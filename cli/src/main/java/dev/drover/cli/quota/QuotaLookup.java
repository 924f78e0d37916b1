package dev.drover.cli.quota;

import dev.drover.cli.Context;
import dev.drover.cli.text.Matches;
import dev.drover.cli.text.Table;
import dev.drover.model.quota.QuotaSpec;
import dev.drover.model.quota.QuotaUsage;
import dev.drover.sdk.Query;
import java.util.List;

/** Finds the quota that was meant. */
public final class QuotaLookup {
    private QuotaLookup() {}

    /** By name or the beginning of it. */
    public static QuotaSpec quota(Context context, String typed) {
        List<QuotaSpec> found = context.ask(
                "Error retrieving quota",
                () -> context.client().quotas().list(Query.NONE.prefix(typed)).value());
        return found.stream()
                .filter(quota -> quota.name().equals(typed))
                .findFirst()
                .orElseGet(() -> Matches.one("quota", typed, found, QuotaSpec::name, QuotaLookup::table));
    }

    static QuotaUsage usage(Context context, QuotaSpec quota, String region) {
        return context.client()
                .quotas()
                .usage(quota.name(), Query.NONE.with("region", region))
                .value();
    }

    static Table table(List<QuotaSpec> quotas) {
        Table table = Table.withHeader("Name", "Description");
        quotas.forEach(quota -> table.row(quota.name(), Table.orNone(quota.description())));
        return table;
    }
}
