package dev.drover.cli.namespace;

import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.text.Table;
import dev.drover.model.namespace.Namespace;
import dev.drover.sdk.Query;
import java.util.List;

/** Finds the namespace that was meant, by its name or the beginning of it. */
final class NamespaceLookup {
    private NamespaceLookup() {}

    static Namespace one(Context context, String typed) {
        List<Namespace> found = context.ask(
                "Error retrieving namespaces",
                () -> context.client()
                        .namespaces()
                        .list(Query.NONE.prefix(typed))
                        .value());
        List<Namespace> exact =
                found.stream().filter(it -> it.name().equals(typed)).toList();
        if (exact.size() == 1 || found.size() == 1) {
            return exact.isEmpty() ? found.getFirst() : exact.getFirst();
        }
        throw new Failure(
                found.isEmpty()
                        ? "Namespace \"" + typed + "\" matched no namespaces"
                        : "Prefix matched multiple namespaces\n\n" + table(found));
    }

    static Table table(List<Namespace> namespaces) {
        Table table = Table.withHeader("Name", "Description");
        namespaces.forEach(it -> table.row(it.name(), Table.orNone(it.description())));
        return table;
    }
}
