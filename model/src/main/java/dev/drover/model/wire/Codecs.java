package dev.drover.model.wire;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Finds the codec of a type, made once from the type's own description. */
final class Codecs {
    private static final Map<Type, Codec> CODECS = new ConcurrentHashMap<>();

    private Codecs() {}

    static Codec of(Type type) {
        Codec known = CODECS.get(type);
        if (known != null) {
            return known;
        }
        // Not computeIfAbsent: a record's codec looks up those of its components, and two equal codecs do no harm.
        Codec made = make(type);
        CODECS.put(type, made);
        return made;
    }

    private static Codec make(Type type) {
        return switch (type) {
            case ParameterizedType generic -> makeGeneric(generic);
            case Class<?> plain when ScalarCodec.ALL.containsKey(plain) -> ScalarCodec.ALL.get(plain);
            case Class<?> plain when plain.isEnum() -> new EnumCodec(plain);
            case Class<?> plain when plain.isRecord() -> new RecordCodec(plain);
            case Class<?> plain when plain == Object.class -> new FreeFormCodec();
            case Class<?> plain
            when Map.class.isAssignableFrom(plain) -> new CollectionCodecs.MapCodec(of(Object.class), false);
            case Class<?> plain
            when List.class.isAssignableFrom(plain) -> new CollectionCodecs.ListCodec(of(Object.class));
            default -> throw new IllegalArgumentException("no JSON form for " + type.getTypeName());
        };
    }

    /** A map whose values may be null keeps them; the type of a component says so with {@code @Nullable}. */
    static Codec of(AnnotatedType type) {
        if (type.isAnnotationPresent(DurationText.class)) {
            return ScalarCodec.DURATION_TEXT;
        }
        if (type instanceof AnnotatedParameterizedType generic && type.getType() instanceof ParameterizedType map) {
            AnnotatedType[] arguments = generic.getAnnotatedActualTypeArguments();
            AnnotatedType element = arguments[arguments.length - 1];
            if (map.getRawType() == Map.class && element.isAnnotationPresent(Nullable.class)) {
                return new CollectionCodecs.MapCodec(of(element.getType()), true);
            }
        }
        return of(type.getType());
    }

    private static Codec makeGeneric(ParameterizedType type) {
        Type[] arguments = type.getActualTypeArguments();
        Codec element = of(arguments[arguments.length - 1]);
        return type.getRawType() == Map.class
                ? new CollectionCodecs.MapCodec(element, false)
                : new CollectionCodecs.ListCodec(element);
    }
}
