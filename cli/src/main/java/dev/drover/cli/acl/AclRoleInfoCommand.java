package dev.drover.cli.acl;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.model.acl.ACLRole;
import dev.drover.sdk.Query;
import java.util.List;

/** {@code acl role info}. */
public final class AclRoleInfoCommand extends BaseCommand {
    private final Flag<Boolean> byName = flags.toggle("by-name", "the argument is the name of the role");
    private final DataFlags data = new DataFlags(flags);

    public AclRoleInfoCommand() {
        super("Show a role", "<acl_role_id>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        String asked = single(arguments, "acl_role_id");
        ACLRole role = context.ask(
                "Error reading ACL role",
                () -> (byName.get()
                                ? context.client().accessControl().roleByName(asked, Query.NONE)
                                : context.client().accessControl().role(asked, Query.NONE))
                        .value());
        RoleText.print(context, data, role);
        return 0;
    }
}
