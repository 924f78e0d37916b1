package dev.drover.cli.debug;

import dev.drover.model.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes secrets out of what is captured, as far as names give them away. */
final class Redaction {
    static final String REDACTED = "<redacted>";

    private static final Set<String> SECRETS = Set.of("token", "secret", "password", "secretid", "encrypt", "key");
    private static final Pattern IN_TEXT =
            Pattern.compile("(?i)((?:token|secret|password)\\w*[\"']?\\s*[=:]\\s*[\"']?)[^\\s\"',}&]+");

    private Redaction() {}

    /** The same JSON with the values of keys that name secrets replaced; what is no JSON is treated as text. */
    static byte[] json(byte[] json) {
        try {
            String text = new String(json, StandardCharsets.UTF_8).strip();
            // The reader of free JSON wants an object around it.
            Map<String, Object> wrapped = Json.readObject(("{\"it\":" + text + "}").getBytes(StandardCharsets.UTF_8));
            Object cleaned = clean(wrapped.get("it"));
            return ((cleaned == null ? "null" : Json.writePretty(cleaned)) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (RuntimeException noJson) {
            return text(new String(json, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        }
    }

    private static @Nullable Object clean(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> cleaned = new LinkedHashMap<>();
                map.forEach((key, inner) -> cleaned.put(
                        String.valueOf(key),
                        inner instanceof String secret && !secret.isEmpty() && isSecret(String.valueOf(key))
                                ? REDACTED
                                : clean(inner)));
                yield cleaned;
            }
            case List<?> list -> list.stream().map(Redaction::clean).toList();
            case null, default -> value;
        };
    }

    private static boolean isSecret(String key) {
        String name = key.toLowerCase(Locale.ROOT).replace("_", "");
        return SECRETS.contains(name) || name.endsWith("token") || name.endsWith("secret") || name.endsWith("password");
    }

    /** The same text with what follows the names of secrets replaced. */
    static String text(String text) {
        return IN_TEXT.matcher(text).replaceAll("$1" + REDACTED);
    }
}
