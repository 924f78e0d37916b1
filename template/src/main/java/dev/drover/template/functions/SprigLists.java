package dev.drover.template.functions;

import dev.drover.template.Call;
import dev.drover.template.FunctionException;
import dev.drover.template.Functions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Lists. What changes one gives a new one. Names with {@code must} do the same, since mistakes are errors here anyway. */
final class SprigLists {
    static final Functions FUNCTIONS = Functions.builder()
            .add("list", 0, Functions.ANY, call -> copy(call.arguments()))
            .add("tuple", 0, Functions.ANY, call -> copy(call.arguments()))
            .add("concat", 0, Functions.ANY, SprigLists::concatenated)
            .addAll(twice("append", 2, call -> changed(call, list -> added(list, list.size(), call.value(1)))))
            .addAll(twice("push", 2, call -> changed(call, list -> added(list, list.size(), call.value(1)))))
            .addAll(twice("prepend", 2, call -> changed(call, list -> added(list, 0, call.value(1)))))
            .addAll(twice(
                    "first",
                    1,
                    call -> call.list(0).isEmpty() ? null : call.list(0).getFirst()))
            .addAll(twice(
                    "last",
                    1,
                    call -> call.list(0).isEmpty() ? null : call.list(0).getLast()))
            .addAll(twice(
                    "rest", 1, call -> changed(call, list -> list.isEmpty() ? list : list.subList(1, list.size()))))
            .addAll(twice(
                    "initial",
                    1,
                    call -> changed(call, list -> list.isEmpty() ? list : list.subList(0, list.size() - 1))))
            .addAll(twice("reverse", 1, call -> changed(call, SprigLists::reversed)))
            .addAll(twice("uniq", 1, call -> changed(call, list -> new ArrayList<>(new LinkedHashSet<>(list)))))
            .addAll(twice("compact", 1, call -> changed(call, SprigLists::compact)))
            .addAll(anyNumber("without", 1, SprigLists::without))
            .addAll(twice(
                    "has", 2, call -> call.value(1) != null && call.list(1).contains(call.value(0))))
            .addAll(anyNumber("slice", 1, SprigLists::slice))
            .addAll(twice("chunk", 2, SprigLists::chunks))
            .build();

    private SprigLists() {}

    private static Functions twice(String name, int arguments, dev.drover.template.Function function) {
        return Functions.builder()
                .add(name, arguments, function)
                .add(must(name), arguments, function)
                .build();
    }

    private static Functions anyNumber(String name, int least, dev.drover.template.Function function) {
        return Functions.builder()
                .add(name, least, Functions.ANY, function)
                .add(must(name), least, Functions.ANY, function)
                .build();
    }

    static String must(String name) {
        return "must" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static List<@Nullable Object> copy(List<? extends @Nullable Object> list) {
        return new ArrayList<>(list);
    }

    private static List<@Nullable Object> changed(Call call, UnaryOperator<List<@Nullable Object>> change) {
        return change.apply(copy(call.list(0)));
    }

    private static List<@Nullable Object> added(List<@Nullable Object> list, int index, @Nullable Object value) {
        list.add(index, value);
        return list;
    }

    private static List<@Nullable Object> reversed(List<@Nullable Object> list) {
        Collections.reverse(list);
        return list;
    }

    private static List<@Nullable Object> compact(List<@Nullable Object> list) {
        list.removeIf(Casts::isEmpty);
        return list;
    }

    private static List<@Nullable Object> without(Call call) {
        List<@Nullable Object> list = copy(call.list(0));
        list.removeIf(call.rest(1)::contains);
        return list;
    }

    private static List<@Nullable Object> concatenated(Call call) {
        List<@Nullable Object> all = new ArrayList<>();
        for (int i = 0; i < call.size(); i++) {
            if (all.size() + call.list(i).size() > call.rendering().limits().items()) {
                throw new FunctionException("the list gets too long");
            }
            all.addAll(call.list(i));
        }
        return all;
    }

    private static List<? extends @Nullable Object> slice(Call call) {
        int size = call.list(0).size();
        int from = call.size() > 1 ? call.small(1) : 0;
        int to = call.size() > 2 ? call.small(2) : size;
        if (from < 0 || to > size || from > to) {
            throw new FunctionException("slice from " + from + " to " + to + " of a list of " + size);
        }
        return call.list(0).subList(from, to);
    }

    private static List<List<? extends @Nullable Object>> chunks(Call call) {
        int size = call.small(0);
        if (size <= 0) {
            throw new FunctionException("chunks have one element at least");
        }
        List<? extends @Nullable Object> list = call.list(1);
        List<List<? extends @Nullable Object>> chunks = new ArrayList<>();
        for (int at = 0; at < list.size(); at += size) {
            chunks.add(list.subList(at, Math.min(list.size(), at + size)));
        }
        return chunks;
    }
}
