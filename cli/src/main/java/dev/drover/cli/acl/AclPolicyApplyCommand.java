package dev.drover.cli.acl;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.text.SpecText;
import dev.drover.jobspec.SpecFile;
import dev.drover.jobspec.SpecFiles;
import dev.drover.model.acl.ACLPolicy;
import dev.drover.model.acl.ACLPolicyBuilder;
import dev.drover.model.acl.ACLPolicyRules;
import dev.drover.model.acl.JobACL;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code acl policy apply}. */
public final class AclPolicyApplyCommand extends BaseCommand {
    private final Flag<String> description = flags.text("description", "text", "what the policy is for");
    private final Flag<String> job = flags.text("job", "job", "job whose workloads get the policy");
    private final Flag<String> group = flags.text("group", "group", "group of that job; all groups unless given");
    private final Flag<String> task = flags.text("task", "task", "task of that group; all tasks unless given");

    public AclPolicyApplyCommand() {
        super("Create or change a policy", "<name> <path|->");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        if (arguments.size() != 2) {
            throw new UsageException("This command takes two arguments: <name> <path>");
        }
        String name = arguments.getFirst();
        SpecText text = SpecText.read(context.io(), arguments.getLast());
        SpecFile<ACLPolicyRules> rules = SpecFiles.policy(text.source());
        if (rules.value().isEmpty()) {
            throw new Failure("Error parsing " + text.source().name() + ":\n" + rules.explain());
        }
        ACLPolicy policy = ACLPolicyBuilder.builder()
                .name(name)
                .description(description.get())
                .rules(text.source().text())
                .jobAcl(workload(context))
                .build();
        context.tell(
                "Error writing ACL policy",
                () -> context.client().accessControl().apply(policy));
        context.print("Successfully wrote \"" + name + "\" ACL policy!");
        return 0;
    }

    private @Nullable JobACL workload(Context context) throws UsageException {
        if (task.given() && !group.given()) {
            throw new UsageException("-task needs -group");
        }
        if (group.given() && !job.given()) {
            throw new UsageException("-group needs -job");
        }
        if (!job.given()) {
            return null;
        }
        String namespace = context.client().config().namespace();
        return new JobACL(namespace.isEmpty() ? "default" : namespace, job.get(), group.get(), task.get());
    }
}
