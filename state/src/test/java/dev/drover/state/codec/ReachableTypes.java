package dev.drover.state.codec;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/** All records and enums that a value of some type may hold. */
final class ReachableTypes {
    private final Set<Class<?>> found = new LinkedHashSet<>();

    private ReachableTypes() {}

    static Set<Class<?>> from(Iterable<Class<?>> roots) {
        ReachableTypes types = new ReachableTypes();
        roots.forEach(types::add);
        return types.found;
    }

    private void add(Type type) {
        switch (type) {
            case ParameterizedType generic ->
                Arrays.stream(generic.getActualTypeArguments()).forEach(this::add);
            case Class<?> plain
            when plain.isRecord() && found.add(plain) -> {
                for (RecordComponent component : plain.getRecordComponents()) {
                    add(component.getGenericType());
                }
            }
            case Class<?> plain when plain.isEnum() -> found.add(plain);
            default -> {}
        }
    }
}
