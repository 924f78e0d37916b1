package dev.drover.cli.namespace;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import java.util.List;

/** {@code namespace delete}. */
public final class NamespaceDeleteCommand extends BaseCommand {
    public NamespaceDeleteCommand() {
        super("Delete a namespace that holds nothing any more", "<namespace>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        String name = single(arguments, "namespace");
        context.tell(
                "Error deleting namespace", () -> context.client().namespaces().delete(name));
        context.print("Successfully deleted namespace \"" + name + "\"!");
        return 0;
    }
}
