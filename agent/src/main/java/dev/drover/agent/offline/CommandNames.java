package dev.drover.agent.offline;

import dev.drover.model.wire.Json;
import dev.drover.state.command.Command;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Commands of the log as trees that JSON is made of. */
final class CommandNames {
    private CommandNames() {}

    /** Such as {@code JobCommand.Register}. */
    static String of(Command command) {
        String name = command.getClass().getName();
        return name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
    }

    /** By the names of its components; records of the wire by theirs, with secrets blacked out as everywhere. */
    static Map<String, Object> tree(Object record) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            @Nullable Object value = value(record, component);
            if (value != null) {
                tree.put(component.getName(), tree(value, component));
            }
        }
        return tree;
    }

    private static @Nullable Object value(Object record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException fault) {
            throw new IllegalStateException("commands have to be public", fault);
        }
    }

    private static Object tree(Object value, RecordComponent component) {
        return switch (value) {
            case Optional<?> optional ->
                optional.<Object>map(inside -> tree(inside, component)).orElse("");
            case OptionalLong optional -> optional.isPresent() ? optional.getAsLong() : "";
            case List<?> items ->
                items.stream().map(item -> tree(item, component)).toList();
            case byte[] bytes -> bytes.length + " bytes";
            case Record inner when isOfTheWire(inner) -> Json.readObject(Json.writeBytes(inner));
            case Record inner -> tree(inner);
            case Number number -> number;
            case Boolean truth -> truth;
            case Object other -> String.valueOf(other);
        };
    }

    private static boolean isOfTheWire(Record record) {
        return record.getClass().getPackageName().startsWith("dev.drover.model");
    }
}
