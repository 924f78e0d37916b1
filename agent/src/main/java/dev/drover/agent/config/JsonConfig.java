package dev.drover.agent.config;

import dev.drover.model.text.Suggestion;
import dev.drover.model.wire.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Settings from a file in JSON: blocks are objects, or lists of objects; labels are keys. */
record JsonConfig(JsonPlaces places, KnownKeys known, Settings settings) {

    void read(Map<String, Object> object) {
        read(KeyPath.ROOT, object);
    }

    private void read(KeyPath path, Map<String, Object> object) {
        object.forEach((name, value) -> entry(path, path.child(name), name, value));
    }

    private void entry(KeyPath outer, KeyPath path, String name, Object value) {
        Optional<KnownKeys.Kind> kind = known.kind(path.pattern());
        if (kind.isEmpty()) {
            String suggestion = Suggestion.nearest(name, known.namesInside(outer.pattern()))
                    .map(nearest -> "; did you mean \"" + nearest + "\"?")
                    .orElse("");
            throw new ConfigException(places.of(path.key()) + ": there is no key \"" + path.key() + "\"" + suggestion);
        }
        if (kind.get() != KnownKeys.Kind.BLOCK) {
            Object plain = plain(value);
            if (!kind.get().fits(plain)) {
                throw new ConfigException(places.of(path.key()) + ": " + path.key() + " must be "
                        + kind.get().wanted() + ", found " + Json.write(value));
            }
            settings.put(path.key(), plain, places.of(path.key()));
            return;
        }
        for (Object one :
                value instanceof List<?> list ? list : Stream.ofNullable(value).toList()) {
            block(path, one);
        }
    }

    private void block(KeyPath path, Object value) {
        if (!(value instanceof Map<?, ?> block)) {
            throw new ConfigException(places.of(path.key()) + ": " + path.key() + " must be an object");
        }
        if (block.isEmpty()) {
            // That it is there may say enough.
            settings.put(path.key(), Map.of(), places.of(path.key()));
        }
        block.forEach((name, inner) -> {
            KeyPath child = path.child(String.valueOf(name));
            if (known.labelled(path.pattern()) && known.kind(child.pattern()).isEmpty()) {
                for (Object one : inner instanceof List<?> list ? list : List.of(inner)) {
                    block(path.label(String.valueOf(name)), one);
                }
            } else {
                entry(path, child, String.valueOf(name), inner);
            }
        });
    }

    /** Numbers as everywhere in settings. */
    private static Object plain(Object value) {
        return switch (value) {
            case null -> "";
            case Number number -> new BigDecimal(number.toString());
            case Object other -> other;
        };
    }
}
