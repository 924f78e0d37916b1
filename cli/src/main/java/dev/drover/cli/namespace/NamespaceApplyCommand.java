package dev.drover.cli.namespace;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.text.SpecText;
import dev.drover.jobspec.SpecFiles;
import dev.drover.model.namespace.Namespace;
import dev.drover.model.namespace.NamespaceBuilder;
import dev.drover.sdk.Query;
import java.nio.file.Files;
import java.util.List;

/** {@code namespace apply}: from a file, or by name with flags that change what is there. */
public final class NamespaceApplyCommand extends BaseCommand {
    private final Flag<String> description = flags.text("description", "text", "what it is for");
    private final Flag<String> quota = flags.text("quota", "quota", "quota to put it under; empty for none");
    private final Flag<Boolean> json = flags.toggle("json", "the input is JSON");

    public NamespaceApplyCommand() {
        super("Create or change a namespace", "<path|-|name>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        String input = single(arguments, "input");
        boolean isFile = input.equals("-")
                || Files.isRegularFile(context.io().directory().resolve(input));
        NamespaceBuilder namespace = NamespaceBuilder.builder(
                isFile
                        ? SpecText.read(context.io(), input).parse(json.get(), Namespace.class, SpecFiles::namespace)
                        : known(context, input));
        if (description.given()) {
            namespace.description(description.get());
        }
        if (quota.given()) {
            namespace.quota(quota.get());
        }
        Namespace wanted = namespace.build();
        context.tell(
                "Error applying namespace", () -> context.client().namespaces().apply(wanted));
        context.print("Successfully applied namespace \"" + wanted.name() + "\"!");
        return 0;
    }

    private static Namespace known(Context context, String name) {
        return context
                .ask(
                        "Error reading namespaces",
                        () -> context.client().namespaces().list(Query.NONE).value())
                .stream()
                .filter(namespace -> namespace.name().equals(name))
                .findFirst()
                .orElseGet(() -> NamespaceBuilder.builder().name(name).build());
    }
}
