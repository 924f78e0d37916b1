package dev.drover.template.functions;

import dev.drover.template.Call;
import dev.drover.template.FunctionException;
import dev.drover.template.Functions;
import dev.drover.template.value.Comparison;
import dev.drover.template.value.GoText;
import dev.drover.template.value.GoTypes;
import dev.drover.template.value.Printf;
import dev.drover.template.value.Structure;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The functions of the language itself. */
public final class Builtins {
    public static final Functions FUNCTIONS = Functions.builder()
            .add("and", 1, Functions.ANY, Call::last)
            .add("or", 1, Functions.ANY, Call::last)
            .add("not", 1, call -> !GoTypes.isTrue(call.value(0)))
            .add("len", 1, call -> GoTypes.length(call.value(0)))
            .add("index", 1, Functions.ANY, Builtins::index)
            .add("slice", 1, 4, Builtins::slice)
            .add("print", 0, Functions.ANY, call -> print(call.arguments()))
            .add("println", 0, Functions.ANY, Builtins::println)
            .add("printf", 1, Functions.ANY, call -> Printf.format(call.text(0), call.rest(1)))
            .add("html", 0, Functions.ANY, call -> Escapes.html(escapable(call)))
            .add("js", 0, Functions.ANY, call -> Escapes.script(escapable(call)))
            .add("urlquery", 0, Functions.ANY, call -> Escapes.query(escapable(call)))
            .add("eq", 1, Functions.ANY, Builtins::equal)
            .add("ne", 2, call -> !Comparison.equal(call.value(0), call.value(1)))
            .add("lt", 2, call -> Comparison.less(call.value(0), call.value(1)))
            .add("le", 2, call -> lessOrEqual(call.value(0), call.value(1)))
            .add("gt", 2, call -> !lessOrEqual(call.value(0), call.value(1)))
            .add("ge", 2, call -> !Comparison.less(call.value(0), call.value(1)))
            .refuse("call", "there are no functions among the values, so nothing can be called")
            .build();

    private Builtins() {}

    private static boolean equal(Call call) {
        if (call.size() < 2) {
            throw new FunctionException("missing argument for comparison");
        }
        for (Object other : call.rest(1)) {
            if (Comparison.equal(call.value(0), other)) {
                return true;
            }
        }
        return false;
    }

    private static boolean lessOrEqual(@Nullable Object left, @Nullable Object right) {
        return Comparison.less(left, right) || Comparison.equal(left, right);
    }

    /** Puts spaces between values when neither is a text. */
    static String print(List<? extends @Nullable Object> values) {
        StringBuilder out = new StringBuilder();
        boolean textBefore = true;
        for (Object value : values) {
            boolean text = value instanceof String;
            out.append(!text && !textBefore && !out.isEmpty() ? " " : "").append(GoText.of(value));
            textBefore = text;
        }
        return out.toString();
    }

    private static String escapable(Call call) {
        boolean nothing = call.size() == 1 && call.value(0) == null;
        return nothing ? "<no value>" : print(call.arguments());
    }

    private static String println(Call call) {
        return call.arguments().stream().map(GoText::of).collect(Collectors.joining(" ", "", "\n"));
    }

    private static @Nullable Object index(Call call) {
        Object at = call.value(0);
        for (Object key : call.rest(1)) {
            at = element(at, key);
        }
        return at;
    }

    private static @Nullable Object element(@Nullable Object of, @Nullable Object key) {
        return switch (of instanceof Structure ? of : GoTypes.plain(of)) {
            case Map<?, ?> map -> {
                if (!(key instanceof String) && map.keySet().stream().allMatch(String.class::isInstance)) {
                    throw new FunctionException("value has type " + GoTypes.name(key) + "; should be string");
                }
                yield map.get(key);
            }
            case List<?> list -> list.get(position(key, list.size()));
            case String text -> {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                yield (long) Byte.toUnsignedInt(bytes[position(key, bytes.length)]);
            }
            case null -> throw new FunctionException("index of untyped nil");
            default -> throw new FunctionException("can't index item of type " + GoTypes.name(of));
        };
    }

    private static int position(@Nullable Object key, int size) {
        if (!(key instanceof Long number)) {
            throw new FunctionException("cannot index a list or text with type " + GoTypes.name(key));
        }
        if (number < 0 || number >= size) {
            throw new FunctionException("index out of range: " + number + " of " + size);
        }
        return number.intValue();
    }

    private static Object slice(Call call) {
        Object of = GoTypes.plain(call.value(0));
        int size = switch (of) {
            case String text -> text.getBytes(StandardCharsets.UTF_8).length;
            case List<?> list -> list.size();
            case null -> throw new FunctionException("slice of untyped nil");
            default -> throw new FunctionException("can't slice item of type " + GoTypes.name(of));
        };
        if (call.size() == 4 && of instanceof String) {
            throw new FunctionException("cannot 3-index slice a string");
        }
        int from = call.size() > 1 ? position(call.value(1), size + 1) : 0;
        int to = call.size() > 2 ? position(call.value(2), size + 1) : size;
        if (from > to) {
            throw new FunctionException("invalid slice index: " + from + " > " + to);
        }
        if (of instanceof List<?> list) {
            return list.subList(from, to);
        }
        byte[] bytes = call.text(0).getBytes(StandardCharsets.UTF_8);
        return new String(Arrays.copyOfRange(bytes, from, to), StandardCharsets.UTF_8);
    }
}
