package dev.drover.cli.acl;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.model.acl.ACLRole;
import dev.drover.model.acl.ACLRoleBuilder;
import dev.drover.model.acl.ACLRolePolicyLink;
import dev.drover.sdk.Query;
import java.util.List;
import java.util.stream.Stream;

/** {@code acl role update}. */
public final class AclRoleUpdateCommand extends BaseCommand {
    private final Flag<String> name = flags.text("name", "name", "new name of the role");
    private final Flag<String> description = flags.text("description", "text", "what the role is for");
    private final Flag<List<String>> policies =
            flags.list("policy", "name", "policy to add to the role; may be given several times");
    private final Flag<Boolean> whole =
            flags.toggle("no-merge", "the role becomes what the flags say, instead of adding them to what it is");
    private final DataFlags data = new DataFlags(flags);

    public AclRoleUpdateCommand() {
        super("Change a role", "<acl_role_id>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        String id = single(arguments, "acl_role_id");
        if (whole.get() && (name.get().isEmpty() || policies.get().isEmpty())) {
            throw new UsageException("-no-merge needs -name and at least one -policy");
        }
        if (!name.given() && !description.given() && !policies.given()) {
            throw new UsageException("Nothing to change: give -name, -description or -policy");
        }
        ACLRole before = whole.get()
                ? ACLRoleBuilder.builder().id(id).build()
                : context.ask(
                        "Error fetching ACL role",
                        () -> context.client()
                                .accessControl()
                                .role(id, Query.NONE)
                                .value());
        ACLRole wanted = changed(before);
        ACLRole role = context.ask(
                "Error updating ACL role",
                () -> context.client().accessControl().update(wanted));
        RoleText.print(context, data, role);
        return 0;
    }

    private ACLRole changed(ACLRole before) {
        List<ACLRolePolicyLink> all = Stream.concat(before.policies().stream(), RoleText.links(policies.get()).stream())
                .distinct()
                .toList();
        return ACLRoleBuilder.builder(before)
                .name(name.given() ? name.get() : before.name())
                .description(description.given() ? description.get() : before.description())
                .policies(all)
                .build();
    }
}
