package dev.drover.jobspec.functions;

import dev.drover.jobspec.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Functions of maps. */
final class MapFunctions {
    private MapFunctions() {}

    static void define(Catalog catalog) {
        catalog.define(
                "keys(map)",
                a -> Value.of(a.map(0).keySet().stream()
                        .sorted(Texts.ORDER)
                        .map(Value::of)
                        .toList()));
        catalog.define("values(map)", a -> {
            TreeMap<String, Value> sorted = new TreeMap<>(Texts.ORDER);
            sorted.putAll(a.map(0));
            return Value.of(sorted.values());
        });
        catalog.define("lookup(map, key, [default])", MapFunctions::lookup);
        catalog.define("merge(maps...)", MapFunctions::merge);
        catalog.define("zipmap(keys, values)", MapFunctions::zip);
    }

    private static Value lookup(Arguments arguments) {
        Value found = arguments.map(0).get(arguments.text(1));
        if (found != null) {
            return found;
        }
        if (!arguments.has(2)) {
            throw arguments.fault(
                    1,
                    "is \"" + arguments.text(1) + "\", which is no key of the map; give a default as third argument");
        }
        return arguments.any(2);
    }

    private static Value merge(Arguments arguments) {
        SequencedMap<String, Value> merged = new LinkedHashMap<>();
        for (int index = 0; index < arguments.size(); index++) {
            if (!(arguments.any(index) instanceof Value.Null)) {
                merged.putAll(arguments.map(index));
            }
        }
        return Value.of(merged);
    }

    private static Value zip(Arguments arguments) {
        List<String> keys = arguments.texts(0);
        List<Value> values = arguments.list(1);
        if (keys.size() != values.size()) {
            throw arguments.fault(
                    1, "must have as many elements as there are keys, " + keys.size() + "; found " + values.size());
        }
        SequencedMap<String, Value> zipped = new LinkedHashMap<>();
        for (int index = 0; index < keys.size(); index++) {
            zipped.put(keys.get(index), values.get(index));
        }
        return Value.of(zipped);
    }
}
