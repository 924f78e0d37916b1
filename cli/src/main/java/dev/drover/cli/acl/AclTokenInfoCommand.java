package dev.drover.cli.acl;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import dev.drover.sdk.Query;
import java.util.List;

/** {@code acl token info}. */
public final class AclTokenInfoCommand extends BaseCommand {
    public AclTokenInfoCommand() {
        super("Show a token with its secret", "<token_accessor_id>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        String accessor = single(arguments, "token_accessor_id");
        TokenText.print(
                context,
                context.ask(
                        "Error fetching token",
                        () -> context.client()
                                .accessControl()
                                .token(accessor, Query.NONE)
                                .value()));
        return 0;
    }
}
