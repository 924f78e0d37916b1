package dev.drover.template.functions;

import dev.drover.template.Call;
import dev.drover.template.FunctionException;
import dev.drover.template.Functions;
import dev.drover.template.value.GoTypes;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Defaults, types, and JSON. */
final class SprigValues {
    static final Functions FUNCTIONS = Functions.builder()
            .add(
                    "default",
                    1,
                    2,
                    call -> call.size() < 2 || Casts.isEmpty(call.value(1)) ? call.value(0) : call.value(1))
            .add("empty", 1, call -> Casts.isEmpty(call.value(0)))
            .add("coalesce", 0, Functions.ANY, SprigValues::coalesce)
            .add("all", 0, Functions.ANY, call -> call.arguments().stream().noneMatch(Casts::isEmpty))
            .add("any", 0, Functions.ANY, call -> !call.arguments().stream().allMatch(Casts::isEmpty))
            .add("ternary", 3, call -> call.bool(2) ? call.value(0) : call.value(1))
            .add("fail", 1, call -> {
                throw new FunctionException(call.text(0));
            })
            .add("typeOf", 1, call -> GoTypes.name(call.value(0)))
            .add("typeIs", 2, call -> GoTypes.name(call.value(1)).equals(call.text(0)))
            .add(
                    "typeIsLike",
                    2,
                    call -> List.of(call.text(0), "*" + call.text(0)).contains(GoTypes.name(call.value(1))))
            .add("kindOf", 1, call -> GoTypes.kind(call.value(0)))
            .add("kindIs", 2, call -> GoTypes.kind(call.value(1)).equals(call.text(0)))
            .add("deepEqual", 2, call -> Objects.equals(GoTypes.plain(call.value(0)), GoTypes.plain(call.value(1))))
            .add("fromJson", 1, SprigValues::fromJson)
            .add("mustFromJson", 1, call -> JsonText.parse(call.text(0)))
            .add("toJson", 1, call -> JsonWriter.compact(call.value(0), true))
            .add("mustToJson", 1, call -> JsonWriter.compact(call.value(0), true))
            .add("toPrettyJson", 1, call -> JsonWriter.pretty(call.value(0), true))
            .add("mustToPrettyJson", 1, call -> JsonWriter.pretty(call.value(0), true))
            .add("toRawJson", 1, call -> JsonWriter.compact(call.value(0), false))
            .add("mustToRawJson", 1, call -> JsonWriter.compact(call.value(0), false))
            .build();

    private SprigValues() {}

    private static @Nullable Object coalesce(Call call) {
        for (Object value : call.arguments()) {
            if (!Casts.isEmpty(value)) {
                return value;
            }
        }
        return null;
    }

    private static @Nullable Object fromJson(Call call) {
        try {
            return JsonText.parse(call.text(0));
        } catch (FunctionException notJson) {
            return null;
        }
    }
}
