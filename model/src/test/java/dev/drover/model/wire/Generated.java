package dev.drover.model.wire;

import dev.drover.model.acl.Secret;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Values of any record, made from the types of its components; the same seed makes the same value. */
public final class Generated {
    private static final int MAX_DEPTH = 6;

    private final Random random;

    public Generated(long seed) {
        this.random = new Random(seed);
    }

    public <T> T record(Class<T> type) {
        return type.cast(record(type, 0));
    }

    private Object record(Class<?> type, int depth) {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = value(components[i].getGenericType(), depth + 1);
        }
        try {
            Class<?>[] parameters =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Constructor<?> constructor = type.getDeclaredConstructor(parameters);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException fault) {
            throw new IllegalStateException("cannot make a " + type, fault);
        }
    }

    private @Nullable Object value(Type type, int depth) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            Type element = arguments[arguments.length - 1];
            int size = depth > MAX_DEPTH ? 0 : random.nextInt(3);
            return generic.getRawType() == Map.class ? map(element, size, depth) : list(element, size, depth);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return depth > MAX_DEPTH || random.nextInt(3) == 0 ? null : record(plain, depth);
        }
        if (!plain.isPrimitive() && random.nextInt(3) == 0) {
            return null;
        }
        return scalar(plain);
    }

    private List<Object> list(Type element, int size, int depth) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Object value = value(element, depth + 1);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    private Map<String, Object> map(Type element, int size, int depth) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            Object value = value(element, depth + 1);
            if (value != null) {
                values.put("key" + i, value);
            }
        }
        return values;
    }

    private Object scalar(Class<?> type) {
        if (type.isEnum()) {
            Object[] constants = type.getEnumConstants();
            return constants[random.nextInt(constants.length)];
        }
        if (type == boolean.class || type == Boolean.class) {
            return random.nextBoolean();
        }
        if (type == int.class || type == Integer.class) {
            return random.nextInt();
        }
        if (type == long.class || type == Long.class) {
            return random.nextLong();
        }
        if (type == double.class || type == Double.class) {
            return random.nextInt() / 8.0;
        }
        if (type == Duration.class) {
            return Duration.ofNanos(random.nextLong());
        }
        if (type == Instant.class) {
            return Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
        }
        if (type == Secret.class) {
            return Secret.of(Integer.toString(random.nextInt(1_000)));
        }
        return random.nextInt(4) == 0 ? "" : "text " + random.nextInt() + " \"\\\n é 漢 🚀";
    }
}
