package dev.drover.cli.acl;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import dev.drover.sdk.Query;
import java.util.List;

/** {@code acl token self}. */
public final class AclTokenSelfCommand extends BaseCommand {
    public AclTokenSelfCommand() {
        super("Show the token in use", "");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        none(arguments);
        TokenText.print(
                context,
                context.ask(
                        "Error fetching self token",
                        () -> context.client()
                                .accessControl()
                                .ownToken(Query.NONE)
                                .value()));
        return 0;
    }
}
