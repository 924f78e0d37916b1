package dev.drover.model.wire;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;

/**
 * Reads and writes a record by the {@link Wire} names of its components. Fields are matched exactly first and then without
 * regard to case, as Go's decoder does, since clients rely on it. Unknown fields are skipped.
 *
 * <p>Plain reflection at first, since to link anything faster costs a command that lives for a moment some 70 ms. A record that is
 * written again and again, as servers do, gets {@link Getters}.
 */
final class RecordCodec implements Codec {
    /** Sparse records written before linking getters pays. */
    private static final int OFTEN = 2_000;

    private static final Set<Class<?>> OPTIONAL_SCALARS =
            Set.of(Integer.class, Long.class, Double.class, Boolean.class);

    private final Class<?> type;
    private final boolean omitEmpty;
    private final Field[] fields;
    private final Map<String, Field> byName = new HashMap<>();
    private final Constructor<?> constructor;
    private final @Nullable Object[] zeros;
    private @Nullable Object @Nullable [] ofNothing;

    /** Counted without care: a few more or less do no harm. */
    private int written;

    /** One component. The codec is looked up at first use, since records refer to each other. */
    private static final class Field {
        final int position;
        final String name;
        final SerializedString encodedName;
        final Absent absent;
        final AnnotatedType type;
        /** A number or boolean that may be absent; its zero then means something and is written. */
        final boolean optionalScalar;

        final Method accessor;
        /** Linked once the record is written often. */
        private @Nullable Function<Object, @Nullable Object> getter;

        private @Nullable Codec codec;

        Field(int position, RecordComponent component) {
            Wire wire = component.getAnnotation(Wire.class);
            this.position = position;
            this.name = wire == null ? component.getName() : wire.value();
            this.encodedName = new SerializedString(name);
            this.absent = wire == null ? Absent.NULL : wire.absent();
            this.type = component.getAnnotatedType();
            this.optionalScalar = OPTIONAL_SCALARS.contains(component.getType());
            this.accessor = component.getAccessor();
        }

        Codec codec() {
            Codec found = codec;
            if (found == null) {
                found = Codecs.of(type);
                codec = found;
            }
            return found;
        }
    }

    RecordCodec(Class<?> type) {
        this.type = type;
        this.omitEmpty = type.isAnnotationPresent(OmitEmpty.class);
        RecordComponent[] components = type.getRecordComponents();
        this.fields = new Field[components.length];
        this.zeros = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            fields[i] = new Field(i, components[i]);
            zeros[i] = zero(components[i].getType());
            byName.put(fields[i].name, fields[i]);
        }
        Class<?>[] parameters =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            this.constructor = type.getDeclaredConstructor(parameters);
        } catch (NoSuchMethodException fault) {
            throw new IllegalArgumentException(type + " is no record", fault);
        }
        for (Field field : fields) {
            byName.putIfAbsent(field.name.toLowerCase(Locale.ROOT), field);
        }
    }

    private static @Nullable Object zero(Class<?> type) {
        if (type == boolean.class) {
            return false;
        }
        if (type == int.class) {
            return 0;
        }
        if (type == long.class) {
            return 0L;
        }
        return type == double.class ? 0.0 : null;
    }

    @Override
    public Object read(JsonReader reader) {
        @Nullable Object[] values = zeros.clone();
        reader.beginObject();
        for (String name = reader.nextField(); name != null; name = reader.nextField()) {
            Field field = field(name);
            if (field == null) {
                reader.skipValue();
            } else if (!reader.isNull()) {
                values[field.position] = readField(field, reader);
            }
        }
        return create(values);
    }

    private @Nullable Field field(String name) {
        Field exact = byName.get(name);
        return exact != null ? exact : byName.get(name.toLowerCase(Locale.ROOT));
    }

    private static Object readField(Field field, JsonReader reader) {
        try {
            return field.codec().read(reader);
        } catch (RuntimeException fault) {
            throw WireException.of(fault).inside(field.name);
        }
    }

    private Object create(@Nullable Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException fault) {
            throw failed("the constructor of " + type, fault);
        }
    }

    @Override
    public void write(JsonGenerator writer, Object value, Style style) {
        boolean omit = omitEmpty && style == Style.COMPACT;
        writer.writeStartObject();
        if (style == Style.SPARSE) {
            if (written < OFTEN && ++written == OFTEN) {
                link();
            }
            writeFields(writer, value, ofNothing());
            writer.writeEndObject();
            return;
        }
        for (Field field : fields) {
            writeField(writer, field, get(field, value), omit, style);
        }
        writer.writeEndObject();
    }

    private void writeFields(JsonGenerator writer, Object value, @Nullable Object[] known) {
        for (Field field : fields) {
            Object content = get(field, value);
            if (!Objects.equals(content, known[field.position])) {
                writer.writeName(field.encodedName);
                if (content == null) {
                    writer.writeNull();
                } else {
                    field.codec().write(writer, content, Style.SPARSE);
                }
            }
        }
    }

    /** What the components are when nothing is said of them, which the constructor decides. */
    private @Nullable Object[] ofNothing() {
        @Nullable Object[] known = ofNothing;
        if (known == null) {
            known = componentsOfNothing();
            ofNothing = known;
        }
        return known;
    }

    private @Nullable Object[] componentsOfNothing() {
        @Nullable Object[] components = new Object[fields.length];
        Object nothing;
        try {
            nothing = create(zeros.clone());
        } catch (RuntimeException refused) {
            // One that cannot be without its fields: none that has a value is left out.
            return components;
        }
        for (Field field : fields) {
            components[field.position] = get(field, nothing);
        }
        return components;
    }

    private void link() {
        for (Field field : fields) {
            field.getter = Getters.of(field.accessor).orElse(null);
        }
    }

    private static @Nullable Object get(Field field, Object value) {
        Function<Object, @Nullable Object> getter = field.getter;
        if (getter != null) {
            return getter.apply(value);
        }
        try {
            return field.accessor.invoke(value);
        } catch (ReflectiveOperationException fault) {
            throw failed("reading " + field.name, fault);
        }
    }

    /** A fault inside the record itself goes on as it is; any other means that the record is not accessible. */
    private static RuntimeException failed(String what, ReflectiveOperationException fault) {
        return fault instanceof InvocationTargetException && fault.getCause() instanceof RuntimeException own
                ? own
                : new IllegalStateException(what + " failed; records on the wire have to be public", fault);
    }

    private static void writeField(
            JsonGenerator writer, Field field, @Nullable Object value, boolean omit, Style style) {
        boolean empty = value == null || (!field.optionalScalar && field.codec().isEmpty(value));
        if (empty && style == Style.COMPACT && (omit || field.absent == Absent.OMITTED)) {
            return;
        }
        writer.writeName(field.encodedName);
        boolean collection = field.codec() instanceof CollectionCodecs.ListCodec
                || field.codec() instanceof CollectionCodecs.MapCodec;
        if (value == null || (empty && collection && field.absent == Absent.NULL)) {
            writer.writeNull();
        } else {
            field.codec().write(writer, value, style);
        }
    }
}
