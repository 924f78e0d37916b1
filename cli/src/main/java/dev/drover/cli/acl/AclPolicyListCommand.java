package dev.drover.cli.acl;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.cli.text.Table;
import dev.drover.model.acl.ACLPolicyListStub;
import dev.drover.sdk.Query;
import java.util.List;

/** {@code acl policy list}. */
public final class AclPolicyListCommand extends BaseCommand {
    private final DataFlags data = new DataFlags(flags);

    public AclPolicyListCommand() {
        super("List policies", "");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        none(arguments);
        List<ACLPolicyListStub> policies = context.ask(
                "Error listing ACL policies",
                () -> context.client().accessControl().policies(Query.NONE).value());
        if (data.wanted()) {
            data.print(context, policies);
            return 0;
        }
        if (policies.isEmpty()) {
            context.print("No policies found");
            return 0;
        }
        Table table = Table.withHeader("Name", "Description");
        policies.forEach(policy -> table.row(policy.name(), Table.orNone(policy.description())));
        context.print(table);
        return 0;
    }
}
