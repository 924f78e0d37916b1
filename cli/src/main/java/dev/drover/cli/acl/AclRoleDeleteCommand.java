package dev.drover.cli.acl;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import java.util.List;

/** {@code acl role delete}. */
public final class AclRoleDeleteCommand extends BaseCommand {
    public AclRoleDeleteCommand() {
        super("Delete a role", "<acl_role_id>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        String id = single(arguments, "acl_role_id");
        context.tell(
                "Error deleting ACL role",
                () -> context.client().accessControl().deleteRole(id));
        context.print("ACL role " + id + " successfully deleted");
        return 0;
    }
}
