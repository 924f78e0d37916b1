package dev.drover.cli.acl;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.cli.text.Table;
import dev.drover.model.acl.ACLPolicyListStub;
import dev.drover.model.acl.JobACL;
import dev.drover.sdk.Query;
import java.util.List;

/** {@code acl policy self}. */
public final class AclPolicySelfCommand extends BaseCommand {
    private final DataFlags data = new DataFlags(flags);

    public AclPolicySelfCommand() {
        super("List the policies of the token in use", "");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        none(arguments);
        List<ACLPolicyListStub> policies = context.ask(
                "Error fetching own ACL policies",
                () -> context.client().accessControl().ownPolicies(Query.NONE).value());
        if (data.wanted()) {
            data.print(context, policies);
            return 0;
        }
        if (policies.isEmpty()) {
            context.print("No policies found");
            return 0;
        }
        Table table = Table.withHeader("Name", "Job ID", "Group Name", "Task Name");
        for (ACLPolicyListStub policy : policies) {
            JobACL workload = policy.jobAcl();
            if (workload == null) {
                table.row(policy.name(), Table.NONE, Table.NONE, Table.NONE);
            } else {
                table.row(
                        policy.name(),
                        Table.orNone(workload.jobId()),
                        Table.orNone(workload.group()),
                        Table.orNone(workload.task()));
            }
        }
        context.print(table);
        return 0;
    }
}
