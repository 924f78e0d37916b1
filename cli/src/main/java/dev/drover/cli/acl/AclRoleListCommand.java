package dev.drover.cli.acl;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.cli.text.Table;
import dev.drover.model.acl.ACLRoleListStub;
import dev.drover.sdk.Query;
import java.util.List;

/** {@code acl role list}. */
public final class AclRoleListCommand extends BaseCommand {
    private final DataFlags data = new DataFlags(flags);

    public AclRoleListCommand() {
        super("List roles", "");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        none(arguments);
        List<ACLRoleListStub> roles = context.ask(
                "Error listing ACL roles",
                () -> context.client().accessControl().roles(Query.NONE).value());
        if (data.wanted()) {
            data.print(context, roles);
            return 0;
        }
        if (roles.isEmpty()) {
            context.print("No ACL roles found");
            return 0;
        }
        Table table = Table.withHeader("ID", "Name", "Description", "Policies");
        roles.forEach(role ->
                table.row(role.id(), role.name(), Table.orNone(role.description()), RoleText.names(role.policies())));
        context.print(table);
        return 0;
    }
}
