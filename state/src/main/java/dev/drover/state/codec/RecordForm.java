package dev.drover.state.codec;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Records as a bit for each component, by its number, that says whether it differs from the base, and then those that do.
 * Components of which the bytes know nothing take what stands for absence, so that a program reads what an older one wrote.
 */
final class RecordForm implements Form {
    private final Class<?> type;
    private final List<String> names;
    private final Constructor<?> constructor;
    /** By number; null where the component went away. */
    private final @Nullable Component[] components;

    private record Component(int position, Method accessor, Form form) {}

    RecordForm(Class<?> type) {
        this.type = type;
        this.names = FieldNumbers.known().of(type);
        this.components = new Component[names.size()];
        RecordComponent[] declared = type.getRecordComponents();
        Class<?>[] parameters =
                Arrays.stream(declared).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            this.constructor = type.getDeclaredConstructor(parameters);
        } catch (NoSuchMethodException fault) {
            throw new IllegalArgumentException(type + " is no record", fault);
        }
        for (int position = 0; position < declared.length; position++) {
            int number = names.indexOf(declared[position].getName());
            if (number < 0) {
                throw new IllegalArgumentException(
                        "fields.txt lacks " + declared[position].getName() + " at the end of the line of " + type);
            }
            Form form = Forms.of(declared[position].getAnnotatedType());
            components[number] = new Component(position, declared[position].getAccessor(), form);
        }
    }

    Class<?> type() {
        return type;
    }

    @Override
    public void write(Encoder out, @Nullable Object value, @Nullable Object base) {
        if (value == null) {
            // No bit set: a record that is told always differs in something from a base that is there.
            out.bytes.octet(0);
            return;
        }
        @Nullable Object[] values = new Object[components.length];
        @Nullable Object[] bases = new Object[components.length];
        boolean[] changed = new boolean[components.length];
        for (int number = 0; number < components.length; number++) {
            Component component = components[number];
            if (component != null) {
                values[number] = get(component, value);
                bases[number] = base == null ? component.form().absent() : get(component, base);
                changed[number] = Encoder.differ(values[number], bases[number]);
            }
        }
        out.bytes.bitsToTheLast(changed);
        for (int number = 0; number < components.length; number++) {
            Component component = components[number];
            if (component != null && changed[number]) {
                component.form().write(out, values[number], bases[number]);
            }
        }
    }

    @Override
    public @Nullable Object read(Decoder in, @Nullable Object base) {
        boolean[] changed = in.bytes.bitsToTheLast(components.length);
        if (changed == null) {
            throw new UnknownCommandException(
                    "a component of " + type.getSimpleName() + " after number " + names.size());
        }
        boolean any = false;
        @Nullable Object[] values = new Object[constructor.getParameterCount()];
        for (int number = 0; number < components.length; number++) {
            Component component = components[number];
            if (component != null) {
                Object before = base == null ? component.form().absent() : get(component, base);
                values[component.position()] =
                        changed[number] ? component.form().read(in, before) : before;
            } else if (changed[number]) {
                throw new UnreadableException(
                        names.get(number) + " of " + type.getSimpleName() + " is not read any more");
            }
            any |= changed[number];
        }
        return base != null && !any ? null : create(values);
    }

    private static @Nullable Object get(Component component, Object of) {
        try {
            return component.accessor().invoke(of);
        } catch (ReflectiveOperationException fault) {
            throw failed("reading " + component.accessor(), fault);
        }
    }

    private Object create(@Nullable Object[] values) {
        try {
            return Objects.requireNonNull(constructor.newInstance(values));
        } catch (ReflectiveOperationException fault) {
            throw failed("the constructor of " + type, fault);
        }
    }

    /** A fault inside the record itself is told as what it means; any other means that the record is not accessible. */
    private static RuntimeException failed(String what, ReflectiveOperationException fault) {
        return fault instanceof InvocationTargetException inside
                ? new UnreadableException(what + " refused: " + inside.getCause(), inside)
                : new IllegalStateException(what + " failed; records in the log have to be public", fault);
    }
}
