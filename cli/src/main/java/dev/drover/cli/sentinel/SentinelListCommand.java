package dev.drover.cli.sentinel;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.text.Table;
import dev.drover.model.operator.SentinelPolicyListStub;
import dev.drover.sdk.Query;
import java.util.List;

/** {@code sentinel list}. */
public final class SentinelListCommand extends BaseCommand {
    public SentinelListCommand() {
        super("List rules that jobs have to keep", "");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        none(arguments);
        List<SentinelPolicyListStub> policies = context.ask(
                "Error listing Sentinel policies",
                () -> context.client().sentinelPolicies().list(Query.NONE).value());
        if (policies.isEmpty()) {
            context.print("No policies found");
            return 0;
        }
        Table table = Table.withHeader("Name", "Scope", "Enforcement Level", "Description");
        policies.forEach(it -> table.row(it.name(), it.scope(), it.enforcementLevel(), it.description()));
        context.print(table);
        return 0;
    }
}
