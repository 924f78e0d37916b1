package dev.drover.cli.acl;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import java.util.List;

/** {@code acl token delete}. */
public final class AclTokenDeleteCommand extends BaseCommand {
    public AclTokenDeleteCommand() {
        super("Delete a token", "<token_accessor_id>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        String accessor = single(arguments, "token_accessor_id");
        context.tell(
                "Error deleting token", () -> context.client().accessControl().deleteToken(accessor));
        context.print("Token " + accessor + " successfully deleted");
        return 0;
    }
}
