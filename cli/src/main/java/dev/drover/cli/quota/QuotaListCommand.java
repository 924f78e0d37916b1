package dev.drover.cli.quota;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.model.quota.QuotaSpec;
import dev.drover.sdk.Query;
import java.util.List;

/** {@code quota list}. */
public final class QuotaListCommand extends BaseCommand {
    private final DataFlags data = new DataFlags(flags);

    public QuotaListCommand() {
        super("List quotas", "");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        none(arguments);
        List<QuotaSpec> quotas = context.ask(
                "Error retrieving quotas",
                () -> context.client().quotas().list(Query.NONE).value());
        if (data.wanted()) {
            data.print(context, quotas);
        } else if (quotas.isEmpty()) {
            context.print("No quotas found");
        } else {
            context.print(QuotaLookup.table(quotas));
        }
        return 0;
    }
}
