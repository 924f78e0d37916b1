package dev.drover.agent.api;

import dev.drover.agent.gate.Right;
import dev.drover.agent.gate.Rights;
import dev.drover.agent.http.Answer;
import dev.drover.agent.http.Messages;
import dev.drover.agent.http.Route;
import dev.drover.agent.http.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The API in the words of OpenAPI 3.1, made from the routes: paths, methods, parameters of paths, which of them take a token, and what their bodies
 * hold.
 */
final class OpenApiRoutes {
    static final String PATH = "/v1/openapi.json";

    private static final Map<String, Object> TEXT = Map.of("type", "string");

    private final List<Route> described;

    /** Describes routes, without the pages for people, and itself. */
    OpenApiRoutes(List<Route> others) {
        List<Route> all = new ArrayList<>(others);
        all.addAll(routes());
        all.removeIf(route -> !route.path().startsWith("/v1/"));
        this.described = List.copyOf(all);
    }

    List<Route> routes() {
        return List.of(Route.get(PATH, request -> Answer.of(document())).in(Scope.AGENT));
    }

    private Map<String, Object> document() {
        Map<String, Map<String, Object>> paths = new TreeMap<>();
        Bodies bodies = Bodies.read();
        Rights rights = Rights.all();
        for (Route route : described) {
            Map<String, Object> path = paths.computeIfAbsent(template(route), _ -> pathItem(route));
            for (String method : route.methods()) {
                // A conversation begins as a GET that asks for a WebSocket, which is described as that.
                if (!method.equals(Messages.METHOD)) {
                    boolean open = rights.of(method, route.path())
                            .filter(Right.Anyone.class::isInstance)
                            .isPresent();
                    path.put(method.toLowerCase(Locale.ROOT), operation(method, route, open, bodies));
                }
            }
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put("info", Map.of("title", "Drover", "version", Version.COMPATIBLE));
        document.put("paths", paths);
        document.put(
                "components",
                Map.of(
                        "schemas",
                        bodies.schemas(),
                        "securitySchemes",
                        Map.of("token", Map.of("type", "apiKey", "in", "header", "name", "X-Nomad-Token"))));
        document.put("security", List.of(Map.of("token", List.of())));
        return document;
    }

    /** The path with its parameters in braces. */
    static String template(Route route) {
        return route.path().replaceAll(":([a-z_]+)\\*?", "{$1}");
    }

    private static Map<String, Object> pathItem(Route route) {
        Map<String, Object> item = new TreeMap<>();
        if (!route.parameters().isEmpty()) {
            item.put(
                    "parameters",
                    route.parameters().stream().map(OpenApiRoutes::parameter).toList());
        }
        return item;
    }

    private static Map<String, Object> parameter(String name) {
        return Map.of("name", name, "in", "path", "required", true, "schema", TEXT);
    }

    private static Map<String, Object> operation(String method, Route route, boolean open, Bodies bodies) {
        Map<String, Object> operation = new TreeMap<>();
        operation.put("operationId", operationId(method, route));
        operation.put("tags", List.of(tag(route)));
        operation.put("responses", bodies.responses(method, route.path()));
        bodies.request(method, route.path()).ifPresent(body -> operation.put("requestBody", body));
        if (open) {
            operation.put("security", List.of());
        }
        return operation;
    }

    private static String operationId(String method, Route route) {
        String words = template(route).replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^_|_$", "");
        return method.toLowerCase(Locale.ROOT) + "_" + words;
    }

    /** The first word of the path after the version. */
    private static String tag(Route route) {
        return route.path().split("/", -1)[2];
    }
}
