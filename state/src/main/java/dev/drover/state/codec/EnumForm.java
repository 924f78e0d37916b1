package dev.drover.state.codec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Constants by the number of their name; 0 is null. */
final class EnumForm implements Form {
    private final Class<?> type;
    private final Map<Object, Integer> numbers = new HashMap<>();
    private final List<@Nullable Object> constants = new ArrayList<>();

    EnumForm(Class<?> type) {
        this.type = type;
        Map<String, Object> byName = new HashMap<>();
        for (Object constant : type.getEnumConstants()) {
            byName.put(((Enum<?>) constant).name(), constant);
        }
        for (String name : FieldNumbers.known().of(type)) {
            Object constant = byName.remove(name);
            constants.add(constant);
            if (constant != null) {
                numbers.put(constant, constants.size());
            }
        }
        if (!byName.isEmpty()) {
            throw new IllegalArgumentException("fields.txt lacks constants of " + type + ": " + byName.keySet());
        }
    }

    @Override
    public void write(Encoder out, @Nullable Object value, @Nullable Object base) {
        out.bytes.number(value == null ? 0 : Objects.requireNonNull(numbers.get(value)));
    }

    @Override
    public @Nullable Object read(Decoder in, @Nullable Object base) {
        long number = in.bytes.number();
        if (number == 0) {
            return null;
        }
        Object constant = number > 0 && number <= constants.size() ? constants.get((int) number - 1) : null;
        if (constant == null) {
            throw new UnknownCommandException("a " + type.getSimpleName() + " of number " + number);
        }
        return constant;
    }
}
