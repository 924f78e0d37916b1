package dev.drover.cli.namespace;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataTemplate;
import dev.drover.model.wire.Json;
import dev.drover.model.wire.JsonTree;
import java.util.List;

/** {@code namespace inspect}. */
public final class NamespaceInspectCommand extends BaseCommand {
    private final Flag<String> template = flags.text("t", "template", "print by a Go template");

    public NamespaceInspectCommand() {
        super("Show a namespace as JSON", "<namespace>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        JsonTree tree = JsonTree.parse(
                        Json.writeEveryField(NamespaceLookup.one(context, single(arguments, "namespace"))))
                .sorted();
        context.print(template.get().isEmpty() ? tree.pretty() : DataTemplate.render(template.get(), tree));
        return 0;
    }
}
