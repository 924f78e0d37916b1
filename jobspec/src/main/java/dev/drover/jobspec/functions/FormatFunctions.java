package dev.drover.jobspec.functions;

import dev.drover.jobspec.value.Value;
import java.util.ArrayList;
import java.util.List;

/** {@code format} and {@code formatlist}. */
final class FormatFunctions {
    private FormatFunctions() {}

    static void define(Catalog catalog) {
        catalog.define("format(spec, values...)", a -> Value.of(new Formatter(a, a.text(0), a.from(1)).format()));
        catalog.define("formatlist(spec, lists...)", FormatFunctions::formatList);
    }

    /** Lists go side by side and must be equally long; everything else is repeated. */
    private static Value formatList(Arguments arguments) {
        String spec = arguments.text(0);
        int rows = -1;
        for (int index = 1; index < arguments.size(); index++) {
            if (arguments.any(index) instanceof Value.Sequence sequence) {
                int size = sequence.items().size();
                if (rows >= 0 && rows != size) {
                    throw arguments.fault(index, "has " + size + " elements where an earlier list has " + rows);
                }
                rows = size;
            }
        }
        List<Value> results = new ArrayList<>();
        for (int row = 0; row < (rows < 0 ? 1 : rows); row++) {
            List<Value> values = new ArrayList<>();
            for (Value value : arguments.from(1)) {
                values.add(
                        value instanceof Value.Sequence sequence
                                ? sequence.items().get(row)
                                : value);
            }
            results.add(Value.of(new Formatter(arguments, spec, values).format()));
        }
        return Value.of(results);
    }
}
