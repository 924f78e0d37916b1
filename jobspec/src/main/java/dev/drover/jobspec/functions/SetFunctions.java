package dev.drover.jobspec.functions;

import dev.drover.jobspec.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Functions of sets. Sets of text or numbers come out in ascending order, so that a plan does not change with the order of the source. */
final class SetFunctions {
    private SetFunctions() {}

    static void define(Catalog catalog) {
        catalog.define("setunion(first, sets...)", SetFunctions::union);
        catalog.define("setintersection(first, sets...)", SetFunctions::intersection);
        catalog.define("setproduct(first, sets...)", SetFunctions::product);
    }

    private static Value union(Arguments arguments) {
        Set<Value> all = new LinkedHashSet<>();
        for (int index = 0; index < arguments.size(); index++) {
            all.addAll(arguments.list(index));
            ListFunctions.bounded(arguments, index, all.size());
        }
        return ordered(all);
    }

    private static Value intersection(Arguments arguments) {
        Set<Value> common = new LinkedHashSet<>(arguments.list(0));
        for (int index = 1; index < arguments.size(); index++) {
            common.retainAll(new LinkedHashSet<>(arguments.list(index)));
        }
        return ordered(common);
    }

    private static Value product(Arguments arguments) {
        if (arguments.size() < 2) {
            throw arguments.fault(1, "is missing; a product needs at least two sets");
        }
        List<List<Value>> rows = List.of(List.of());
        for (int index = 0; index < arguments.size(); index++) {
            List<Value> items = arguments.list(index);
            ListFunctions.bounded(arguments, index, (long) rows.size() * items.size() * (index + 1));
            List<List<Value>> longer = new ArrayList<>();
            for (List<Value> row : rows) {
                for (Value item : items) {
                    List<Value> next = new ArrayList<>(row);
                    next.add(item);
                    longer.add(next);
                }
            }
            rows = longer;
        }
        return Value.of(rows.stream().map(Value::of).toList());
    }

    private static Value ordered(Collection<Value> values) {
        if (values.stream().allMatch(Value.Text.class::isInstance)) {
            return Value.of(values.stream()
                    .sorted(Comparator.comparing(value -> ((Value.Text) value).value(), Texts.ORDER))
                    .toList());
        }
        if (values.stream().allMatch(Value.Num.class::isInstance)) {
            return Value.of(values.stream()
                    .sorted(Comparator.comparing(value -> ((Value.Num) value).value()))
                    .toList());
        }
        return Value.of(values);
    }
}
