package dev.drover.cli;

import dev.drover.cli.acl.AclBootstrapCommand;
import dev.drover.cli.acl.AclPolicyApplyCommand;
import dev.drover.cli.acl.AclPolicyDeleteCommand;
import dev.drover.cli.acl.AclPolicyInfoCommand;
import dev.drover.cli.acl.AclPolicyListCommand;
import dev.drover.cli.acl.AclPolicySelfCommand;
import dev.drover.cli.acl.AclRoleCreateCommand;
import dev.drover.cli.acl.AclRoleDeleteCommand;
import dev.drover.cli.acl.AclRoleInfoCommand;
import dev.drover.cli.acl.AclRoleListCommand;
import dev.drover.cli.acl.AclRoleUpdateCommand;
import dev.drover.cli.acl.AclTokenCreateCommand;
import dev.drover.cli.acl.AclTokenDeleteCommand;
import dev.drover.cli.acl.AclTokenInfoCommand;
import dev.drover.cli.acl.AclTokenListCommand;
import dev.drover.cli.acl.AclTokenSelfCommand;
import dev.drover.cli.acl.AclTokenUpdateCommand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who may do what: tokens, policies and roles. */
final class AccessCommands {
    static final List<String> NAMES = List.of(
            "acl bootstrap",
            "acl policy apply",
            "acl policy delete",
            "acl policy info",
            "acl policy list",
            "acl policy self",
            "acl role create",
            "acl role delete",
            "acl role info",
            "acl role list",
            "acl role update",
            "acl token create",
            "acl token delete",
            "acl token info",
            "acl token list",
            "acl token self",
            "acl token update");

    private AccessCommands() {}

    static @Nullable Command create(String name) {
        return switch (name) {
            case "acl bootstrap" -> Commands.lazy(new AclBootstrapCommand());
            case "acl policy apply" -> Commands.lazy(new AclPolicyApplyCommand());
            case "acl policy delete" -> Commands.lazy(new AclPolicyDeleteCommand());
            case "acl policy info" -> Commands.lazy(new AclPolicyInfoCommand());
            case "acl policy list" -> Commands.lazy(new AclPolicyListCommand());
            case "acl policy self" -> Commands.lazy(new AclPolicySelfCommand());
            case "acl role create" -> Commands.lazy(new AclRoleCreateCommand());
            case "acl role delete" -> Commands.lazy(new AclRoleDeleteCommand());
            case "acl role info" -> Commands.lazy(new AclRoleInfoCommand());
            case "acl role list" -> Commands.lazy(new AclRoleListCommand());
            case "acl role update" -> Commands.lazy(new AclRoleUpdateCommand());
            case "acl token create" -> Commands.lazy(new AclTokenCreateCommand());
            case "acl token delete" -> Commands.lazy(new AclTokenDeleteCommand());
            case "acl token info" -> Commands.lazy(new AclTokenInfoCommand());
            case "acl token list" -> Commands.lazy(new AclTokenListCommand());
            case "acl token self" -> Commands.lazy(new AclTokenSelfCommand());
            case "acl token update" -> Commands.lazy(new AclTokenUpdateCommand());
            default -> null;
        };
    }
}
