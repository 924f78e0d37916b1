package dev.drover.jobspec.functions;

import dev.drover.jobspec.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Functions of lists. */
final class ListFunctions {
    /** No function makes a longer list than this. */
    static final int MAX_ELEMENTS = 100_000;

    private static final int MAX_RANGE = 1_024;
    private static final int MAX_DEPTH = 200;

    private ListFunctions() {}

    static void define(Catalog catalog) {
        catalog.define("length(collection)", ListFunctions::length);
        catalog.define("concat(lists...)", ListFunctions::concat);
        catalog.define("contains(list, value)", a -> Value.of(a.list(0).contains(a.any(1))));
        catalog.define("distinct(list)", a -> Value.of(new LinkedHashSet<>(a.list(0))));
        catalog.define("compact(list)", ListFunctions::compact);
        catalog.define("coalesce(values...)", ListFunctions::coalesce);
        catalog.define("coalescelist(lists...)", ListFunctions::coalesceList);
        catalog.define("chunklist(list, size)", ListFunctions::chunks);
        catalog.define("element(list, index)", ListFunctions::element);
        catalog.define("index(collection, key)", ListFunctions::index);
        catalog.define("flatten(list)", ListFunctions::flatten);
        catalog.define("slice(list, start, end)", ListFunctions::slice);
        catalog.define("range(start, [limit], [step])", ListFunctions::range);
        catalog.define(
                "sort(list)",
                a -> Value.of(
                        a.texts(0).stream().sorted(Texts.ORDER).map(Value::of).toList()));
    }

    private static Value length(Arguments arguments) {
        return switch (arguments.any(0)) {
            case Value.Sequence sequence -> Value.of(sequence.items().size());
            case Value.Mapping mapping -> Value.of(mapping.entries().size());
            case Value.Text text ->
                throw arguments.fault(0, "must be a list or map; use strlen for the length of a string");
            case Value.Null n -> throw arguments.fault(0, "must not be null");
            case Value.Num other -> throw arguments.fault(0, "must be a list or map, found number");
            case Value.Bool other -> throw arguments.fault(0, "must be a list or map, found bool");
        };
    }

    private static Value concat(Arguments arguments) {
        List<Value> all = new ArrayList<>();
        for (int index = 0; index < arguments.size(); index++) {
            all.addAll(arguments.list(index));
            bounded(arguments, index, all.size());
        }
        return Value.of(all);
    }

    static void bounded(Arguments arguments, int index, long size) {
        if (size > MAX_ELEMENTS) {
            throw arguments.fault(index, "makes a list of more than " + MAX_ELEMENTS + " elements");
        }
    }

    private static Value compact(Arguments arguments) {
        List<Value> kept = new ArrayList<>();
        for (Value item : arguments.list(0)) {
            String text = item instanceof Value.Null
                    ? ""
                    : Texts.of(item).orElseThrow(() -> arguments.fault(0, "must be a list of strings"));
            if (!text.isEmpty()) {
                kept.add(Value.of(text));
            }
        }
        return Value.of(kept);
    }

    private static Value coalesce(Arguments arguments) {
        for (Value value : arguments.from(0)) {
            if (!(value instanceof Value.Null) && !value.equals(Value.of(""))) {
                return value;
            }
        }
        throw arguments.fault(0, "has no element that is neither null nor empty");
    }

    private static Value coalesceList(Arguments arguments) {
        for (int index = 0; index < arguments.size(); index++) {
            if (!(arguments.any(index) instanceof Value.Null)
                    && !arguments.list(index).isEmpty()) {
                return arguments.any(index);
            }
        }
        throw arguments.fault(0, "has no list that is not empty");
    }

    /** Size 0 means one chunk of everything. */
    private static Value chunks(Arguments arguments) {
        List<Value> items = arguments.list(0);
        int size = arguments.whole(1);
        if (size < 0) {
            throw arguments.fault(1, "must be 0 or more");
        }
        int step = size == 0 ? Math.max(1, items.size()) : size;
        List<Value> chunks = new ArrayList<>();
        for (int start = 0; start < items.size(); start += step) {
            chunks.add(Value.of(items.subList(start, (int) Math.min((long) start + step, items.size()))));
        }
        return Value.of(chunks);
    }

    private static Value element(Arguments arguments) {
        List<Value> items = arguments.list(0);
        int index = arguments.whole(1);
        if (items.isEmpty()) {
            throw arguments.fault(0, "is empty, so it has no elements to choose from");
        }
        return items.get(Math.floorMod(index, items.size()));
    }

    private static Value index(Arguments arguments) {
        if (arguments.any(0) instanceof Value.Mapping) {
            Value found = arguments.map(0).get(arguments.text(1));
            if (found == null) {
                throw arguments.fault(1, "is \"" + arguments.text(1) + "\", which is no key of the map");
            }
            return found;
        }
        List<Value> items = arguments.list(0);
        int index = arguments.whole(1);
        if (index < 0 || index >= items.size()) {
            throw arguments.fault(
                    1, "is " + index + ", but the list has " + items.size() + " elements, counted from 0");
        }
        return items.get(index);
    }

    private static Value flatten(Arguments arguments) {
        List<Value> flat = new ArrayList<>();
        flatten(arguments, arguments.list(0), flat, 0);
        return Value.of(flat);
    }

    private static void flatten(Arguments arguments, List<Value> items, List<Value> flat, int depth) {
        if (depth > MAX_DEPTH) {
            throw arguments.fault(0, "is nested deeper than " + MAX_DEPTH + " levels");
        }
        for (Value item : items) {
            if (item instanceof Value.Sequence sequence) {
                flatten(arguments, sequence.items(), flat, depth + 1);
            } else {
                flat.add(item);
                bounded(arguments, 0, flat.size());
            }
        }
    }

    private static Value slice(Arguments arguments) {
        List<Value> items = arguments.list(0);
        int start = arguments.whole(1);
        int end = arguments.whole(2);
        if (start < 0 || start > items.size()) {
            throw arguments.fault(1, "must be between 0 and the list's length, " + items.size());
        }
        if (end < start || end > items.size()) {
            throw arguments.fault(2, "must be between the start and the list's length, " + items.size());
        }
        return Value.of(items.subList(start, end));
    }

    /** One argument is the limit; without a step the numbers run towards the limit one by one. */
    private static Value range(Arguments arguments) {
        boolean limitOnly = !arguments.has(1);
        BigDecimal start = limitOnly ? BigDecimal.ZERO : arguments.number(0);
        BigDecimal limit = arguments.number(limitOnly ? 0 : 1);
        int direction = Integer.signum(limit.compareTo(start));
        BigDecimal step = arguments.has(2) ? arguments.number(2) : BigDecimal.valueOf(direction < 0 ? -1 : 1);
        if (step.signum() == 0) {
            throw arguments.fault(2, "must not be 0");
        }
        if (direction != 0 && step.signum() != direction) {
            throw arguments.fault(
                    2, "must be " + (direction < 0 ? "negative" : "positive") + " to get from start to limit");
        }
        List<Value> numbers = new ArrayList<>();
        for (BigDecimal next = start; isBefore(next, limit, direction); next = next.add(step)) {
            if (numbers.size() == MAX_RANGE) {
                throw arguments.fault(limitOnly ? 0 : 1, "makes more than " + MAX_RANGE + " numbers");
            }
            numbers.add(Value.of(next));
        }
        return Value.of(numbers);
    }

    private static boolean isBefore(BigDecimal number, BigDecimal limit, int direction) {
        return direction != 0 && Integer.signum(number.compareTo(limit)) == -direction;
    }
}
