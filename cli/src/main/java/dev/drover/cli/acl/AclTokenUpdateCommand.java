package dev.drover.cli.acl;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.acl.ACLToken;
import dev.drover.model.acl.ACLTokenBuilder;
import dev.drover.sdk.Query;
import java.util.List;

/** {@code acl token update}. */
public final class AclTokenUpdateCommand extends BaseCommand {
    private final TokenFlags wanted = new TokenFlags(flags);

    public AclTokenUpdateCommand() {
        super("Change a token", "<token_accessor_id>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        String accessor = single(arguments, "token_accessor_id");
        ACLToken before = context.ask(
                "Error fetching token",
                () -> context.client()
                        .accessControl()
                        .token(accessor, Query.NONE)
                        .value());
        ACLToken token = changed(before);
        ACLToken updated = context.ask(
                "Error updating token", () -> context.client().accessControl().update(token));
        TokenText.print(context, updated);
        return 0;
    }

    private ACLToken changed(ACLToken before) {
        ACLTokenBuilder token = ACLTokenBuilder.builder(before);
        if (wanted.name.given()) {
            token.name(wanted.name.get());
        }
        if (wanted.type.given()) {
            token.type(wanted.type.get());
        }
        if (wanted.policies.given()) {
            token.policies(wanted.policies.get());
        }
        if (wanted.rolesGiven()) {
            token.roles(wanted.roles());
        }
        return token.build();
    }
}
