package dev.drover.cli.acl;

import dev.drover.cli.Context;
import dev.drover.cli.json.DataFlags;
import dev.drover.cli.text.Facts;
import dev.drover.model.acl.ACLRole;
import dev.drover.model.acl.ACLRolePolicyLink;
import java.util.List;
import java.util.stream.Collectors;

/** How roles are shown. */
final class RoleText {
    private RoleText() {}

    static void print(Context context, DataFlags data, ACLRole role) {
        if (data.wanted()) {
            data.print(context, role);
            return;
        }
        context.print(new Facts()
                .add("ID", role.id())
                .add("Name", role.name())
                .addOrNone("Description", role.description())
                .add("Policies", names(role.policies()))
                .add("Create Index", role.createIndex())
                .add("Modify Index", role.modifyIndex()));
    }

    static String names(List<ACLRolePolicyLink> policies) {
        return policies.stream().map(ACLRolePolicyLink::name).collect(Collectors.joining(","));
    }

    static List<ACLRolePolicyLink> links(List<String> names) {
        return names.stream().map(ACLRolePolicyLink::new).toList();
    }
}
