package dev.drover.cli.acl;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.text.Facts;
import dev.drover.model.acl.ACLPolicy;
import dev.drover.model.acl.JobACL;
import dev.drover.sdk.Query;
import java.util.List;

/** {@code acl policy info}. */
public final class AclPolicyInfoCommand extends BaseCommand {
    public AclPolicyInfoCommand() {
        super("Show a policy and its rules", "<name>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        String name = single(arguments, "name");
        ACLPolicy policy = context.ask(
                "Error fetching ACL policy",
                () -> context.client().accessControl().policy(name, Query.NONE).value());
        context.print(new Facts()
                .add("Name", policy.name())
                .addOrNone("Description", policy.description())
                .add("CreateIndex", policy.createIndex())
                .add("ModifyIndex", policy.modifyIndex()));
        JobACL workload = policy.jobAcl();
        if (workload != null) {
            context.section(
                    "Associated Workload",
                    new Facts()
                            .add("Namespace", workload.namespace())
                            .add("JobID", workload.jobId())
                            .addOrNone("Group", workload.group())
                            .addOrNone("Task", workload.task()));
        }
        context.section("Rules", "\n" + policy.rules().stripTrailing());
        return 0;
    }
}
