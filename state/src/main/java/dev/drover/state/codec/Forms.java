package dev.drover.state.codec;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Finds the form of a type, made once from the type's own description. */
final class Forms {
    private static final Map<Class<?>, Form> PLAIN = new ConcurrentHashMap<>();

    private Forms() {}

    /** The form of a component or of an element; what is marked as nullable may be null. */
    static Form of(AnnotatedType type) {
        Form form = type.getType() instanceof Class<?> plain ? of(plain) : generic((AnnotatedParameterizedType) type);
        if (!type.isAnnotationPresent(Nullable.class)) {
            return form;
        }
        return form instanceof ScalarForm<?> scalar ? new NullableForm(scalar) : new AbsentIsNull(form);
    }

    static Form of(Class<?> type) {
        Form known = PLAIN.get(type);
        if (known != null) {
            return known;
        }
        // Not computeIfAbsent: the form of a record looks up those of its components, and two equal forms do no harm.
        Form made = make(type);
        PLAIN.put(type, made);
        return made;
    }

    private static Form make(Class<?> type) {
        Form scalar = ScalarForm.ALL.get(type);
        if (scalar != null) {
            return scalar;
        }
        if (type.isRecord()) {
            return SharedForm.TYPES.contains(type) ? new SharedForm(new RecordForm(type)) : new RecordForm(type);
        }
        if (type.isEnum()) {
            return new EnumForm(type);
        }
        if (type == Object.class) {
            return new FreeForm();
        }
        throw new IllegalArgumentException("no form in bytes for " + type.getTypeName());
    }

    private static Form generic(AnnotatedParameterizedType type) {
        AnnotatedType[] arguments = type.getAnnotatedActualTypeArguments();
        Form element = of(arguments[arguments.length - 1]);
        Class<?> raw = (Class<?>) ((ParameterizedType) type.getType()).getRawType();
        if (raw == List.class) {
            return new ListForm(element);
        }
        if (raw == Map.class) {
            return new MapForm(element);
        }
        if (raw == Optional.class) {
            return new OptionalForm(element);
        }
        throw new IllegalArgumentException(
                "no form in bytes for " + type.getType().getTypeName());
    }

    /** A component for which null stands where others have something empty. */
    private record AbsentIsNull(Form form) implements Form {
        @Override
        public void write(Encoder out, @Nullable Object value, @Nullable Object base) {
            form.write(out, value, base);
        }

        @Override
        public @Nullable Object read(Decoder in, @Nullable Object base) {
            return form.read(in, base);
        }
    }

    /** A number, boolean or time that may be null; says so only when it was not null before. */
    private record NullableForm(ScalarForm<?> form) implements Form {
        @Override
        public void write(Encoder out, @Nullable Object value, @Nullable Object base) {
            if (base != null) {
                out.bytes.octet(value == null ? 0 : 1);
            }
            if (value != null) {
                form.write(out, value, base);
            }
        }

        @Override
        public @Nullable Object read(Decoder in, @Nullable Object base) {
            return base != null && in.bytes.octet() == 0 ? null : form.read(in, base);
        }
    }
}
