package dev.drover.cli.acl;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.cli.text.Table;
import dev.drover.model.acl.ACLTokenListStub;
import dev.drover.sdk.Query;
import java.time.Instant;
import java.util.List;

/** {@code acl token list}. */
public final class AclTokenListCommand extends BaseCommand {
    private final DataFlags data = new DataFlags(flags);

    public AclTokenListCommand() {
        super("List tokens", "");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        none(arguments);
        List<ACLTokenListStub> tokens = context.ask(
                "Error listing tokens",
                () -> context.client().accessControl().tokens(Query.NONE).value());
        if (data.wanted()) {
            data.print(context, tokens);
            return 0;
        }
        if (tokens.isEmpty()) {
            context.print("No tokens found");
            return 0;
        }
        Table table = Table.withHeader("Name", "Type", "Global", "Accessor ID", "Expired");
        for (ACLTokenListStub token : tokens) {
            Instant end = token.expirationTime();
            boolean expired = end != null && !end.isAfter(context.times().now());
            table.row(
                    token.name(),
                    token.type(),
                    Boolean.toString(token.global()),
                    token.accessorId(),
                    Boolean.toString(expired));
        }
        context.print(table);
        return 0;
    }
}
