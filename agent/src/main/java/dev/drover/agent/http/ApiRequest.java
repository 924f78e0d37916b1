package dev.drover.agent.http;

import dev.drover.agent.gate.Access;
import dev.drover.model.acl.Acl;
import dev.drover.model.text.Durations;
import dev.drover.model.wire.Json;
import dev.drover.model.wire.WireException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as routes see it.
 *
 * @param parameters parts of the path by name
 * @param query decoded query parameters, each with all its values
 * @param content the body
 * @param access who asks, and what he may see
 */
public record ApiRequest(
        String method,
        String path,
        Map<String, String> parameters,
        Map<String, List<String>> query,
        Map<String, String> headers,
        RequestBody content,
        Access access) {

    /** The longest that a blocking query waits, and how long it waits unless told. */
    static final Duration MAX_WAIT = Duration.ofMinutes(5);

    /** What the caller may do. */
    public Acl acl() {
        return access.acl();
    }

    public String parameter(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalStateException("route " + path + " has no parameter " + name);
        }
        return value;
    }

    /** The first value of a query parameter; an empty one counts as absent. */
    public Optional<String> query(String name) {
        List<String> values = query.getOrDefault(name, List.of());
        return values.isEmpty() || values.getFirst().isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
    }

    /** A switch: present without a value, or with one that says true. */
    public boolean flag(String name) {
        List<String> values = query.get(name);
        return values != null && isOn(values);
    }

    static boolean isOn(List<String> values) {
        return !values.isEmpty() && !List.of("false", "0", "f").contains(values.getFirst());
    }

    /** The namespace asked for; {@code *} means all. */
    public String namespace() {
        return query("namespace").orElse("default");
    }

    /** A whole number of the query, or {@code otherwise} when absent; a fault is the client's. */
    public long number(String name, long otherwise) {
        String text = query(name).orElse("");
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException fault) {
            throw new HttpException(400, "Invalid " + name + ": \"" + text + "\" is not a whole number");
        }
    }

    /** The index that a blocking query has seen; 0 when it does not block. */
    public long index() {
        long index = number("index", 0);
        if (index < 0) {
            throw new HttpException(400, "Invalid index: it must not be negative");
        }
        return index;
    }

    /** How long a blocking query may wait; no time at all, or less, means the usual. */
    public Duration maxWait() {
        String text = query("wait").orElse("");
        if (text.isEmpty()) {
            return MAX_WAIT;
        }
        try {
            Duration asked = Durations.parse(text);
            return asked.isPositive() && asked.compareTo(MAX_WAIT) < 0 ? asked : MAX_WAIT;
        } catch (IllegalArgumentException fault) {
            throw new HttpException(400, "Invalid wait time: " + fault.getMessage());
        }
    }

    /** The whole body, within the limit of its size. */
    public byte[] body() {
        return content.bytes();
    }

    /** The body as a record; an empty one reads as an empty object. */
    public <T> T body(Class<T> type) {
        byte[] body = body();
        try {
            return body.length == 0 ? Json.read(type, "{}") : Json.read(type, body);
        } catch (WireException fault) {
            throw new HttpException(400, "Request body does not fit: " + fault.getMessage());
        }
    }
}
