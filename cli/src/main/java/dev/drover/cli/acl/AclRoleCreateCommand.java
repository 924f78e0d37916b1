package dev.drover.cli.acl;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.model.acl.ACLRole;
import dev.drover.model.acl.ACLRoleBuilder;
import java.util.List;

/** {@code acl role create}. */
public final class AclRoleCreateCommand extends BaseCommand {
    private final Flag<String> name = flags.text("name", "name", "name of the role, which tokens may use");
    private final Flag<String> description = flags.text("description", "text", "what the role is for");
    private final Flag<List<String>> policies =
            flags.list("policy", "name", "policy of the role; may be given several times");
    private final DataFlags data = new DataFlags(flags);

    public AclRoleCreateCommand() {
        super("Create a role", "");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        none(arguments);
        if (name.get().isEmpty()) {
            throw new UsageException("ACL role name must be specified using the -name flag");
        }
        if (policies.get().isEmpty()) {
            throw new UsageException("At least one policy name must be specified using the -policy flag");
        }
        ACLRole wanted = ACLRoleBuilder.builder()
                .name(name.get())
                .description(description.get())
                .policies(RoleText.links(policies.get()))
                .build();
        ACLRole role = context.ask(
                "Error creating ACL role",
                () -> context.client().accessControl().create(wanted));
        RoleText.print(context, data, role);
        return 0;
    }
}
