package dev.drover.template.eval;

import dev.drover.template.FunctionException;
import dev.drover.template.MissingKey;
import dev.drover.template.value.GoObject;
import dev.drover.template.value.GoTypes;
import dev.drover.template.value.NilPointer;
import dev.drover.template.value.TimeMembers;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes a field, or calls a method, of a value. */
final class Members {
    private final MissingKey missing;

    Members(MissingKey missing) {
        this.missing = missing;
    }

    @Nullable
    Object get(@Nullable Object of, String name, List<? extends @Nullable Object> arguments) {
        return switch (of) {
            case Absent absent -> absent(name);
            case null -> throw new FunctionException("nil has no field " + name);
            case NilPointer nil -> throw new FunctionException("nil pointer has no field " + name);
            case Map<?, ?> map -> {
                if (!arguments.isEmpty()) {
                    throw new FunctionException(name + " is a field and takes no arguments");
                }
                yield map.containsKey(name) ? map.get(name) : absent(name);
            }
            case GoObject object -> member(object.member(name), object, name, arguments);
            case ZonedDateTime time -> member(TimeMembers.of(time, name), time, name, arguments);
            case Duration duration -> member(TimeMembers.of(duration, name), duration, name, arguments);
            default -> throw unknown(of, name);
        };
    }

    private @Nullable Object member(
            Optional<GoObject.Member> member, Object of, String name, List<? extends @Nullable Object> arguments) {
        if (member.isEmpty() && of instanceof GoObject object && object.plain() instanceof Map && !isStructure(of)) {
            return absent(name);
        }
        return member.orElseThrow(() -> unknown(of, name)).get(arguments);
    }

    private static boolean isStructure(Object value) {
        return GoTypes.kind(value).equals("struct");
    }

    private static FunctionException unknown(Object of, String name) {
        return new FunctionException("can't evaluate field " + name + " in type " + GoTypes.name(of));
    }

    private Absent absent(String name) {
        if (missing == MissingKey.ERROR) {
            throw new FunctionException("map has no entry for key \"" + name + "\"");
        }
        return Absent.ABSENT;
    }
}
