package dev.drover.agent.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What the bodies of requests and answers hold, from the table {@code bodies.txt}, which says how its lines are read. */
final class Bodies {
    private static final String JSON = "application/json";
    private static final Map<String, Object> FAILED = Map.of(
            "description", "Why not", "content", Map.of("text/plain", Map.of("schema", Map.of("type", "string"))));

    private record Body(String request, String response) {}

    private final Map<String, Body> byRoute = new HashMap<>();
    private final Schemas schemas = new Schemas();

    private Bodies() {}

    static Bodies read() {
        Bodies bodies = new Bodies();
        try (InputStream in = Objects.requireNonNull(Bodies.class.getResourceAsStream("bodies.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(bodies::add);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        return bodies;
    }

    private void add(String line) {
        String[] words = line.split(" ", -1);
        if (words.length != 4) {
            throw new IllegalStateException("bodies.txt: expected METHODS PATH REQUEST RESPONSE, found: " + line);
        }
        for (String method : words[0].split("\\|", -1)) {
            if (byRoute.put(method + " " + words[1], new Body(words[2], words[3])) != null) {
                throw new IllegalStateException("bodies.txt: " + method + " " + words[1] + " is there twice");
            }
        }
    }

    /** Method and path of every line. */
    Set<String> routes() {
        return byRoute.keySet();
    }

    /** The records that were referred to, by name. */
    Map<String, Object> schemas() {
        return schemas.described();
    }

    private Body of(String method, String path) {
        return byRoute.getOrDefault(method + " " + path, new Body("-", "-"));
    }

    Optional<Map<String, Object>> request(String method, String path) {
        return content(of(method, path).request()).map(content -> Map.of("content", content));
    }

    Map<String, Object> responses(String method, String path) {
        String response = of(method, path).response();
        Map<String, Object> responses = new TreeMap<>();
        switch (response) {
            case "missing" -> responses.put("501", Map.of("description", "Not part of this version"));
            case "websocket" -> responses.put("101", Map.of("description", "A WebSocket"));
            default -> {
                Map<String, Object> answer = new TreeMap<>(Map.of("description", "The answer"));
                content(response).ifPresent(content -> answer.put("content", content));
                responses.put("200", answer);
            }
        }
        responses.put("default", FAILED);
        return responses;
    }

    private Optional<Map<String, Object>> content(String type) {
        return switch (type) {
            case "-" -> Optional.empty();
            case "bytes" -> Optional.of(Map.of("application/octet-stream", Map.of()));
            default ->
                Optional.of(
                        type.startsWith("lines:")
                                ? Map.of("application/x-ndjson", Map.of("schema", schema(type.substring(6))))
                                : Map.of(JSON, Map.of("schema", schema(type))));
        };
    }

    private Map<String, Object> schema(String type) {
        if (type.startsWith("[]")) {
            return Schemas.list(schema(type.substring(2)));
        }
        if (type.startsWith("{}")) {
            return Schemas.byName(schema(type.substring(2)));
        }
        if (List.of("object", "string", "boolean").contains(type)) {
            return Map.of("type", type);
        }
        try {
            return schemas.of(Class.forName("dev.drover." + type));
        } catch (ClassNotFoundException fault) {
            throw new IllegalStateException("bodies.txt: there is no class dev.drover." + type, fault);
        }
    }
}
