package dev.drover.agent.http;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the route of a request: by the first two segments, then the most specific pattern. */
public final class Router {
    private final Map<String, List<Route>> byPrefix;

    public Router(List<Route> routes) {
        byPrefix = routes.stream()
                .sorted(Comparator.comparingInt(Route::specificity).reversed())
                .collect(Collectors.groupingBy(route -> prefix(route.path())));
    }

    /** A route with the parameters of the path that chose it. */
    public record Match(Route route, Map<String, String> parameters) {}

    /**
     * The route of a path.
     *
     * @throws HttpException 404 when no route has the path, 405 when it has none for the method
     */
    public Match match(String method, String decodedPath) {
        boolean pathKnown = false;
        for (Route route : byPrefix.getOrDefault(prefix(decodedPath), List.of())) {
            Optional<Map<String, String>> parameters = route.match(decodedPath);
            if (parameters.isPresent()) {
                if (route.methods().contains(method)) {
                    return new Match(route, parameters.get());
                }
                pathKnown = true;
            }
        }
        throw pathKnown
                ? new HttpException(405, "Invalid method")
                : new HttpException(404, "Not found: " + decodedPath);
    }

    /** Whether there is such a route. */
    public boolean has(String method, String decodedPath) {
        return byPrefix.getOrDefault(prefix(decodedPath), List.of()).stream()
                .anyMatch(route -> route.methods().contains(method)
                        && route.match(decodedPath).isPresent());
    }

    private static String prefix(String path) {
        int first = path.indexOf('/', 1);
        int second = first < 0 ? -1 : path.indexOf('/', first + 1);
        return second < 0 ? path : path.substring(0, second);
    }
}
