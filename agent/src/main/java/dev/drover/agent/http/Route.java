package dev.drover.agent.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One row of the route table. Unless told by {@link #in}, what is only read is answered by any server and what writes by the leader.
 *
 * @param scope who can answer
 * @param path segments that start with a colon are parameters; one that ends with a star ({@code :job_id*}) may hold slashes, as ids of dispatched jobs do
 */
public record Route(
        Scope scope, Set<String> methods, String path, Pattern pattern, List<String> parameters, Handler handler) {

    /** Answers a request; may block, since every request has a virtual thread. */
    @FunctionalInterface
    public interface Handler {
        Answer answer(ApiRequest request) throws InterruptedException;
    }

    private static final Pattern PARAMETER = Pattern.compile(":([a-z_]+)(\\*?)");

    public static Route get(String path, Handler handler) {
        return of(Set.of("GET"), path, handler);
    }

    /** Writes accept PUT and POST alike. */
    public static Route write(String path, Handler handler) {
        return of(Set.of("PUT", "POST"), path, handler);
    }

    public static Route put(String path, Handler handler) {
        return of(Set.of("PUT"), path, handler);
    }

    /** A conversation over a WebSocket: the body of the request and the answer are {@link Messages} and go on at the same time. */
    public static Route conversation(String path, Handler handler) {
        return of(Set.of(Messages.METHOD), path, handler);
    }

    public static Route delete(String path, Handler handler) {
        return of(Set.of("DELETE"), path, handler);
    }

    public static Route of(Set<String> methods, String path, Handler handler) {
        List<String> parameters = new ArrayList<>();
        StringBuilder pattern = new StringBuilder();
        Matcher matcher = PARAMETER.matcher(path);
        int position = 0;
        while (matcher.find()) {
            pattern.append(Pattern.quote(path.substring(position, matcher.start())));
            pattern.append(matcher.group(2).isEmpty() ? "([^/]+)" : "(.+)");
            parameters.add(matcher.group(1));
            position = matcher.end();
        }
        pattern.append(Pattern.quote(path.substring(position)));
        Scope usual = methods.equals(Set.of("GET")) ? Scope.READ : Scope.WRITE;
        return new Route(usual, methods, path, Pattern.compile(pattern.toString()), List.copyOf(parameters), handler);
    }

    /** The same route, answered by others. */
    public Route in(Scope other) {
        return new Route(other, methods, path, pattern, parameters, handler);
    }

    /** The same route with another handler. */
    public Route answeredBy(Handler other) {
        return new Route(scope, methods, path, pattern, parameters, other);
    }

    /** The parameters of a decoded path, or nothing when it is not this route's. */
    Optional<Map<String, String>> match(String decodedPath) {
        Matcher matcher = pattern.matcher(decodedPath);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> found = new TreeMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            found.put(parameters.get(i), matcher.group(i + 1));
        }
        return Optional.of(found);
    }

    /** How many characters of the path are fixed: the more, the more specific. */
    int specificity() {
        return PARAMETER.matcher(path).replaceAll("").length();
    }
}
