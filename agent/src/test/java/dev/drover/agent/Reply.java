package dev.drover.agent;

import dev.drover.model.wire.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer of the API. */
public final class Reply {
    private final int status;
    private final Map<String, List<String>> headers;
    private final byte[] body;

    private Reply(int status, Map<String, List<String>> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    public static Reply of(HttpResponse<byte[]> response) {
        return new Reply(response.statusCode(), response.headers().map(), response.body());
    }

    public int status() {
        return status;
    }

    public byte[] body() {
        return body.clone();
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** A header, or nothing. */
    public String header(String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(header -> header.getValue().getFirst())
                .findFirst()
                .orElse("");
    }

    /** The body as maps, lists, texts, numbers and truth values; fields that are null are left out. */
    public Object tree() {
        Object tree = Json.readObject(("{\"it\":" + text() + "}").getBytes(StandardCharsets.UTF_8))
                .get("it");
        return tree == null ? "null" : tree;
    }

    /** What is at a place such as {@code Job.TaskGroups[0].Name}, or null. */
    public @Nullable Object at(String place) {
        Object here = tree();
        for (String step : place.replace("[", ".[").split("\\.", -1)) {
            if (step.isEmpty()) {
                continue;
            }
            if (step.startsWith("[") && here instanceof List<?> list) {
                int position = Integer.parseInt(step.substring(1, step.length() - 1));
                here = position < list.size() ? list.get(position) : null;
            } else if (here instanceof Map<?, ?> map) {
                here = map.get(step);
            } else {
                throw new AssertionError("no " + step + " of " + place + " in " + text());
            }
            if (here == null) {
                return null;
            }
        }
        return here;
    }

    /** As {@link #at}, as text; null is {@code "null"}. */
    public String text(String place) {
        return String.valueOf(at(place));
    }

    public long number(String place) {
        return at(place) instanceof Number number ? number.longValue() : -1;
    }

    public int size() {
        return tree() instanceof List<?> list ? list.size() : -1;
    }
}
