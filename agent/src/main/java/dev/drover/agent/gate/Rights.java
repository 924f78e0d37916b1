package dev.drover.agent.gate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What each route takes, by its method and its path as the route table has it. */
public final class Rights {
    private static final List<String> ALL_METHODS = List.of("GET", "PUT", "POST", "DELETE");

    private final Map<String, Right> byRoute = new HashMap<>();

    Rights() {}

    /** Those of the whole API. */
    public static Rights all() {
        Rights rights = new Rights();
        RightsTable.addTo(rights);
        return rights;
    }

    /**
     * Adds a line.
     *
     * @param methods one or several with {@code |} between, or {@code *} for all
     */
    Rights on(String methods, String path, Right right) {
        List<String> each = methods.equals("*") ? ALL_METHODS : List.of(methods.split("\\|", -1));
        for (String method : each) {
            if (byRoute.put(method + " " + path, right) != null) {
                throw new IllegalStateException("RightsTable has two lines for " + method + " " + path);
            }
        }
        return this;
    }

    /** What the route takes, or nothing when no line says it. */
    public Optional<Right> of(String method, String path) {
        return Optional.ofNullable(byRoute.get(method + " " + path));
    }

    /** All lines, by method and path. */
    public Map<String, Right> lines() {
        return new TreeMap<>(byRoute);
    }
}
