package dev.drover.cli.operator;

import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.text.Table;
import dev.drover.model.wire.Defaults;
import dev.drover.sdk.Query;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What an id or its beginning stands for.
 *
 * @param kind as search answers name it, such as {@code jobs}
 * @param id whole, unless several of the kind begin so
 */
record Found(String kind, String id) {

    /** Looks among some kinds; throws {@link Failure} where nothing or no single kind is meant. */
    static Found one(Context context, String typed, Collection<String> kinds) {
        Map<String, List<String>> matches = context.ask(
                "Error querying search with id: \"" + typed + "\"",
                () -> context.client()
                        .search()
                        .byPrefix(typed, "all", Query.NONE)
                        .value()
                        .matches());
        List<String> some =
                kinds.stream().filter(kind -> !ids(matches, kind).isEmpty()).toList();
        List<String> exact =
                some.stream().filter(kind -> ids(matches, kind).contains(typed)).toList();
        if (some.isEmpty()) {
            throw new Failure("No matches found for id \"" + typed + "\"");
        }
        if (some.size() > 1 && exact.size() != 1) {
            Table table = Table.withHeader("Kind", "ID");
            some.forEach(kind -> ids(matches, kind).forEach(id -> table.row(kind, id)));
            throw new Failure("Multiple matches found for id \"" + typed + "\"\n\n" + table);
        }
        String kind = some.size() == 1 ? some.getFirst() : exact.getFirst();
        List<String> ids = ids(matches, kind);
        return new Found(kind, ids.size() == 1 ? ids.getFirst() : typed);
    }

    /** Kinds without matches come as null, or not at all. */
    private static List<String> ids(Map<String, List<String>> matches, String kind) {
        return Defaults.list(matches.get(kind));
    }
}
