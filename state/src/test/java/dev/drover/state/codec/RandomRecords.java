package dev.drover.state.codec;

import dev.drover.model.acl.Secret;
import dev.drover.state.command.Blob;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Any value of a type of the model, drawn from a seed; often the same as one before, as in real life. */
public final class RandomRecords {
    private static final int DEEPEST = 7;
    private static final List<String> TEXTS = List.of(
            "",
            "default",
            "web",
            "example.web[0]",
            "example.web[1]",
            "grün",
            "\uD83D\uDE00\uD83D\uDE00 smile",
            "\uD83D\uDE00\uD83D\uDE01 smile",
            "half \uD83D",
            "11111111-2222-3333-4444-555555555555",
            "11111111-2222-3333-4444-55555555555G",
            "11111111-2222-3333-4444-55555555555A",
            "x".repeat(1_000));

    private final Random random;
    private final Map<AnnotatedType, @Nullable Object> before = new LinkedHashMap<>();

    public RandomRecords(long seed) {
        random = new Random(seed);
    }

    public Object record(Class<?> type) {
        return record(type, 0);
    }

    private Object record(Class<?> type, int depth) {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new Object[components.length];
        Class<?>[] parameters = new Class<?>[components.length];
        boolean sparse = random.nextInt(3) > 0;
        for (int place = 0; place < components.length; place++) {
            parameters[place] = components[place].getType();
            values[place] = value(components[place].getAnnotatedType(), depth + 1, sparse && random.nextInt(4) > 0);
        }
        try {
            return type.getDeclaredConstructor(parameters).newInstance(values);
        } catch (ReflectiveOperationException fault) {
            throw new LinkageError("cannot make a " + type + " of " + Arrays.toString(values), fault);
        }
    }

    private @Nullable Object value(AnnotatedType type, int depth, boolean empty) {
        if (type.isAnnotationPresent(Nullable.class) && (empty || depth > DEEPEST || random.nextBoolean())) {
            return null;
        }
        if (random.nextInt(3) == 0 && before.containsKey(type)) {
            return before.get(type);
        }
        Object value = type.getType() instanceof Class<?> plain
                ? plain(plain, depth, empty)
                : generic((AnnotatedParameterizedType) type, depth, empty);
        before.put(type, value);
        return value;
    }

    private Object generic(AnnotatedParameterizedType type, int depth, boolean empty) {
        AnnotatedType[] arguments = type.getAnnotatedActualTypeArguments();
        AnnotatedType element = arguments[arguments.length - 1];
        Class<?> raw = (Class<?>) ((ParameterizedType) type.getType()).getRawType();
        int size = empty || depth > DEEPEST ? 0 : random.nextInt(4);
        if (raw == Optional.class) {
            return Optional.ofNullable(size == 0 ? null : value(element, depth, false));
        }
        if (raw == List.class) {
            List<@Nullable Object> values = new ArrayList<>();
            for (int count = 0; count < size; count++) {
                values.add(value(element, depth, false));
            }
            return values;
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int count = 0; count < size; count++) {
            values.put(text(), value(element, depth, false));
        }
        return values;
    }

    private Object plain(Class<?> type, int depth, boolean empty) {
        if (type.isRecord()) {
            return record(type, depth);
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[empty ? 0 : random.nextInt(type.getEnumConstants().length)];
        }
        if (type == String.class) {
            return empty ? "" : text();
        }
        if (type == boolean.class || type == Boolean.class) {
            return !empty && random.nextBoolean();
        }
        if (type == int.class || type == Integer.class) {
            return empty ? 0 : (int) whole();
        }
        if (type == long.class || type == Long.class) {
            return empty ? 0L : whole();
        }
        if (type == double.class || type == Double.class) {
            return empty ? 0.0 : fraction();
        }
        if (type == Duration.class) {
            return empty ? Duration.ZERO : Duration.ofSeconds(whole() >> 4, random.nextInt(1_000_000_000));
        }
        if (type == Instant.class) {
            return Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
        }
        if (type == OptionalLong.class) {
            return empty ? OptionalLong.empty() : OptionalLong.of(whole());
        }
        if (type == Blob.class) {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            return Blob.of(bytes);
        }
        if (type == Secret.class) {
            return Secret.of(empty ? "" : text());
        }
        if (type == Object.class) {
            return free(depth);
        }
        throw new AssertionError("no random " + type);
    }

    private Object free(int depth) {
        return switch (random.nextInt(depth > DEEPEST ? 6 : 8)) {
            case 0 -> random.nextBoolean();
            case 1 -> whole();
            case 2 -> fraction();
            case 3 -> new BigDecimal("12345678901234567890.5");
            case 4 -> random.nextInt();
            case 5 -> text();
            case 6 -> List.of(free(depth + 1), free(depth + 1));
            default -> Map.of(text(), free(depth + 1));
        };
    }

    private String text() {
        return random.nextInt(4) == 0
                ? new UUID(random.nextLong(), random.nextInt(3)).toString()
                : TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private long whole() {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(5);
            case 1 -> random.nextInt();
            case 2 -> random.nextBoolean() ? Long.MAX_VALUE : Long.MIN_VALUE;
            default -> random.nextLong();
        };
    }

    private double fraction() {
        return switch (random.nextInt(4)) {
            case 0 -> -0.0;
            case 1 -> Double.POSITIVE_INFINITY;
            case 2 -> Double.NaN;
            default -> random.nextDouble();
        };
    }
}
