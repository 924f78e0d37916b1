package dev.drover.model.diff;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Nested blocks that differ. */
record ObjectDiffer(boolean contextual) {
    private static final Comparator<ObjectDiff> BY_NAME = Comparator.comparing(ObjectDiff::name);

    /** The blocks inside two records of a type, sorted by name; unchanged blocks are left out. */
    List<ObjectDiff> children(Class<?> type, @Nullable Object before, @Nullable Object after) {
        List<ObjectDiff> objects = new ArrayList<>();
        for (Component component : Component.of(type)) {
            Object old = component.get(before);
            Object current = component.get(after);
            String name = DiffRules.shownAs(component.name());
            switch (component.shape()) {
                case SCALAR, FLAT -> {}
                case MAP_BLOCK -> add(objects, mapBlock(name, old, current));
                case RECORD -> add(objects, block(name, component.element(), old, current));
                case RECORDS -> objects.addAll(list(name, component.element(), elements(old), elements(current)));
                case NAMED_RECORDS -> objects.addAll(named(name, component.element(), entries(old), entries(current)));
            }
        }
        objects.sort(BY_NAME);
        return objects;
    }

    private static void add(List<ObjectDiff> objects, @Nullable ObjectDiff object) {
        if (object != null) {
            objects.add(object);
        }
    }

    private static List<?> elements(@Nullable Object list) {
        return list instanceof List<?> elements ? elements : List.of();
    }

    private static Map<?, ?> entries(@Nullable Object map) {
        return map instanceof Map<?, ?> entries ? entries : Map.of();
    }

    private @Nullable ObjectDiff mapBlock(String name, @Nullable Object before, @Nullable Object after) {
        Object old = entries(before).isEmpty() ? null : before;
        Object current = entries(after).isEmpty() ? null : after;
        List<FieldDiff> fields = FieldDiffer.entries(old, current, contextual);
        boolean changed = fields.stream().anyMatch(field -> field.type() != DiffType.NONE);
        return changed ? new ObjectDiff(JobDiffer.typeOf(old, current, true), name, fields, List.of()) : null;
    }

    private @Nullable ObjectDiff block(String name, Class<?> type, @Nullable Object before, @Nullable Object after) {
        List<ObjectDiff> objects = children(type, before, after);
        List<FieldDiff> changes = FieldDiffer.fields(type, before, after, false);
        boolean changed = !changes.isEmpty() || !objects.isEmpty();
        DiffType kind = JobDiffer.typeOf(before, after, changed);
        if (kind == DiffType.NONE) {
            return null;
        }
        boolean showContext = contextual && DiffRules.hasContext(type);
        List<FieldDiff> fields = showContext ? FieldDiffer.fields(type, before, after, true) : changes;
        return new ObjectDiff(kind, name, fields, objects);
    }

    /** Elements with a name are compared with their namesake; others are the same or have come and gone. */
    private List<ObjectDiff> list(String name, Class<?> type, List<?> before, List<?> after) {
        String key = DiffRules.namedBy(type);
        if (!key.isEmpty()) {
            return named(name, type, byName(type, key, before), byName(type, key, after));
        }
        Set<Object> gone = new LinkedHashSet<>(before);
        after.forEach(gone::remove);
        Set<Object> come = new LinkedHashSet<>(after);
        before.forEach(come::remove);
        List<ObjectDiff> objects = new ArrayList<>();
        come.forEach(element -> add(objects, block(name, type, null, element)));
        gone.forEach(element -> add(objects, block(name, type, element, null)));
        return objects;
    }

    private static Map<?, ?> byName(Class<?> type, String key, List<?> elements) {
        Map<Object, Object> named = new LinkedHashMap<>();
        for (Object element : elements) {
            Component.of(type).stream()
                    .filter(component -> component.name().equals(key))
                    .findFirst()
                    .ifPresent(component -> named.put(String.valueOf(component.get(element)), element));
        }
        return named;
    }

    private List<ObjectDiff> named(String name, Class<?> type, Map<?, ?> before, Map<?, ?> after) {
        Set<Object> both = new LinkedHashSet<>(before.keySet());
        both.addAll(after.keySet());
        List<ObjectDiff> objects = new ArrayList<>();
        for (Object key : new TreeSet<>(both)) {
            add(objects, block(name, type, before.get(key), after.get(key)));
        }
        return objects;
    }
}
