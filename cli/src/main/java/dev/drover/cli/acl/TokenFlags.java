package dev.drover.cli.acl;

import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.FlagSet;
import dev.drover.model.acl.ACLTokenRoleLink;
import java.util.List;
import java.util.stream.Stream;

/** The flags that say what a token is to be. */
final class TokenFlags {
    final Flag<String> name;
    final Flag<String> type;
    final Flag<List<String>> policies;
    private final Flag<List<String>> roleNames;
    private final Flag<List<String>> roleIds;

    TokenFlags(FlagSet flags) {
        name = flags.text("name", "name", "name for people");
        type = flags.text("type", "type", "client, or management for one that may do everything");
        policies = flags.list("policy", "name", "policy of the token; may be given several times");
        roleNames = flags.list("role-name", "name", "role of the token by its name; may be given several times");
        roleIds = flags.list("role-id", "id", "role of the token by its id; may be given several times");
    }

    boolean rolesGiven() {
        return roleNames.given() || roleIds.given();
    }

    List<ACLTokenRoleLink> roles() {
        return Stream.concat(
                        roleNames.get().stream().map(role -> new ACLTokenRoleLink("", role)),
                        roleIds.get().stream().map(role -> new ACLTokenRoleLink(role, "")))
                .toList();
    }
}
