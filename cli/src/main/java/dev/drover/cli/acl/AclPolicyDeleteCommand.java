package dev.drover.cli.acl;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import java.util.List;

/** {@code acl policy delete}. */
public final class AclPolicyDeleteCommand extends BaseCommand {
    public AclPolicyDeleteCommand() {
        super("Delete a policy", "<name>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        String name = single(arguments, "name");
        context.tell(
                "Error deleting ACL policy",
                () -> context.client().accessControl().deletePolicy(name));
        context.print("Successfully deleted " + name + " policy!");
        return 0;
    }
}
