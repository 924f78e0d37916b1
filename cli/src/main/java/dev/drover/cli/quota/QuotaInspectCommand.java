package dev.drover.cli.quota;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.model.quota.QuotaSpec;
import dev.drover.model.quota.QuotaUsage;
import dev.drover.model.wire.Json;
import dev.drover.model.wire.JsonTree;
import dev.drover.model.wire.Wire;
import dev.drover.sdk.DroverException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code quota inspect}: the quota with what is used of it in each of its regions. */
public final class QuotaInspectCommand extends BaseCommand {
    /** What is printed. */
    public record Inspected(
            @Wire("Spec") QuotaSpec spec,
            @Wire("Usages") Map<String, QuotaUsage> usages,
            @Wire("Failures") Map<String, String> failures) {}

    private final DataFlags data = new DataFlags(flags);

    public QuotaInspectCommand() {
        super("Show a quota with its use as JSON", "<quota>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        QuotaSpec spec = QuotaLookup.quota(context, single(arguments, "quota"));
        Map<String, QuotaUsage> usages = new TreeMap<>();
        Map<String, String> failures = new TreeMap<>();
        spec.limits().forEach(limit -> {
            try {
                usages.put(limit.region(), QuotaLookup.usage(context, spec, limit.region()));
            } catch (DroverException fault) {
                failures.put(limit.region(), context.explain(fault));
            }
        });
        Inspected inspected = new Inspected(spec, usages, failures);
        if (data.wanted()) {
            data.print(context, inspected);
        } else {
            context.print(
                    JsonTree.parse(Json.writeEveryField(inspected)).sorted().pretty());
        }
        return 0;
    }
}
