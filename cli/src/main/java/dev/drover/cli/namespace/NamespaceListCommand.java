package dev.drover.cli.namespace;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.model.namespace.Namespace;
import dev.drover.sdk.Query;
import java.util.List;

/** {@code namespace list}. */
public final class NamespaceListCommand extends BaseCommand {
    private final DataFlags data = new DataFlags(flags);

    public NamespaceListCommand() {
        super("List namespaces", "");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        none(arguments);
        List<Namespace> namespaces = context.ask(
                "Error retrieving namespaces",
                () -> context.client().namespaces().list(Query.NONE).value());
        if (data.wanted()) {
            data.print(context, namespaces);
        } else {
            context.print(namespaces.isEmpty() ? "No namespaces found" : NamespaceLookup.table(namespaces));
        }
        return 0;
    }
}
