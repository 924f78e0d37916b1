package dev.drover.model.diff;

import dev.drover.model.wire.Wire;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A component of a record as the walk sees it.
 *
 * @param name the name on the wire
 * @param element type of the elements of a list or of the values of a map, else the type itself
 */
record Component(String name, Shape shape, Class<?> element, RecordComponent component) {
    enum Shape {
        /** One value: text, number, boolean, duration. */
        SCALAR,
        /** A list or map of values, shown as fields {@code Name[0]} or {@code Name[key]}. */
        FLAT,
        /** A map shown as a block of its own. */
        MAP_BLOCK,
        /** One nested record. */
        RECORD,
        /** A list of records. */
        RECORDS,
        /** A map from names to records. */
        NAMED_RECORDS
    }

    private static final Map<Class<?>, List<Component>> OF_RECORD = new ConcurrentHashMap<>();

    /** The components of a record that take part in differences. */
    static List<Component> of(Class<?> type) {
        return OF_RECORD.computeIfAbsent(
                type,
                record -> Arrays.stream(record.getRecordComponents())
                        .filter(component -> !DiffRules.skips(record, wireName(component)))
                        .map(Component::make)
                        .toList());
    }

    private static String wireName(RecordComponent component) {
        return Objects.requireNonNull(component.getAnnotation(Wire.class)).value();
    }

    private static Component make(RecordComponent component) {
        String name = wireName(component);
        Class<?> element = component.getType();
        boolean list = element == List.class;
        boolean map = element == Map.class;
        if (component.getGenericType() instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            Type last = arguments[arguments.length - 1];
            element = last instanceof Class<?> plain ? plain : Object.class;
        }
        Shape shape;
        if (element.isRecord()) {
            shape = list ? Shape.RECORDS : map ? Shape.NAMED_RECORDS : Shape.RECORD;
        } else if (map && DiffRules.isMapBlock(name)) {
            shape = Shape.MAP_BLOCK;
        } else {
            shape = list || map ? Shape.FLAT : Shape.SCALAR;
        }
        return new Component(name, shape, element, component);
    }

    @Nullable
    Object get(@Nullable Object owner) {
        if (owner == null) {
            return null;
        }
        try {
            return component.getAccessor().invoke(owner);
        } catch (IllegalAccessException | InvocationTargetException fault) {
            throw new IllegalStateException("cannot read " + component, fault);
        }
    }
}
