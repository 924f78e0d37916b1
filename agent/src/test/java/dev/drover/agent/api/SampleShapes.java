package dev.drover.agent.api;

import dev.drover.model.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares an answer with a measured one, field by field: whether it is there, of which kind, and whether nothing is null or empty. */
final class SampleShapes {
    private static final String NULL = "(null)";

    /** Maps whose keys are names; of these the first value is compared. */
    private static final Set<String> BY_NAME = Set.of(
            "Attributes",
            "CSIControllerPlugins",
            "CSINodePlugins",
            "Children",
            "DesiredTGUpdates",
            "Drivers",
            "Env",
            "FailedTGAllocs",
            "HostNetworks",
            "HostVolumes",
            "Items",
            "Labels",
            "Links",
            "Matches",
            "Meta",
            "NodesAvailable",
            "NodesInPool",
            "Options",
            "QueuedAllocations",
            "Scores",
            "Summary",
            "Tags",
            "Target",
            "TaskGroups",
            "TaskLifecycles",
            "TaskResources",
            "TaskStates",
            "Tasks",
            "Details");

    /** What a driver is told is what the job says. */
    private static final String FREE = "Config";

    private final Set<String> faults = new TreeSet<>();

    private SampleShapes() {}

    /** What is missing or other, by its path. */
    static Set<String> faults(String name, String sample, String answer) {
        SampleShapes shapes = new SampleShapes();
        shapes.compare(name, "", tree(sample), tree(answer));
        return shapes.faults;
    }

    /** As above, of what {@link #tree} has read. */
    static Set<String> faults(String name, Object sample, Object answer) {
        SampleShapes shapes = new SampleShapes();
        shapes.compare(name, "", sample, answer);
        return shapes.faults;
    }

    /** Readers of JSON leave out what is null, so that it is made a text before. */
    static Object tree(String json) {
        String marked = ("{\"it\":" + json + "}").replaceAll("([:\\[,]\\s*)null(?=\\s*[,}\\]])", "$1\"(null)\"");
        // Every other one of a row of nulls is left by the first pass.
        String all = marked.replaceAll("([:\\[,]\\s*)null(?=\\s*[,}\\]])", "$1\"(null)\"");
        Object tree = Json.readObject(all.getBytes(StandardCharsets.UTF_8)).get("it");
        return tree == null ? NULL : tree;
    }

    private void compare(String path, String name, Object sample, Object answer) {
        if (sample.equals(NULL)) {
            if (isEmpty(answer)) {
                faults.add(path + " is empty, not null");
            }
        } else if (answer.equals(NULL)) {
            if (isEmpty(sample)) {
                faults.add(path + " is null, not empty");
            }
        } else if (sample instanceof Map<?, ?> wanted && answer instanceof Map<?, ?> found) {
            fields(path, name, wanted, found);
        } else if (sample instanceof List<?> wanted && answer instanceof List<?> found) {
            if (!wanted.isEmpty() && !found.isEmpty()) {
                compare(path + "[]", "", wanted.getFirst(), found.getFirst());
            }
        } else if (!kind(sample).equals(kind(answer))) {
            faults.add(path + " is " + kind(answer) + ", not " + kind(sample));
        }
    }

    private void fields(String path, String name, Map<?, ?> wanted, Map<?, ?> found) {
        if (name.equals(FREE)) {
            return;
        }
        if (BY_NAME.contains(name)) {
            Iterator<?> values = wanted.values().iterator();
            Iterator<?> others = found.values().iterator();
            if (values.hasNext() && others.hasNext()) {
                compare(path + ".*", "", values.next(), others.next());
            }
            return;
        }
        wanted.forEach((key, value) -> {
            @Nullable Object other = found.get(key);
            if (other == null) {
                faults.add(path + "." + key + " is missing");
            } else {
                compare(path + "." + key, String.valueOf(key), value, other);
            }
        });
    }

    private static boolean isEmpty(Object value) {
        return (value instanceof List<?> list && list.isEmpty()) || (value instanceof Map<?, ?> map && map.isEmpty());
    }

    private static String kind(Object value) {
        return switch (value) {
            case Map<?, ?> map -> "an object";
            case List<?> list -> "a list";
            case Number number -> "a number";
            case Boolean truth -> "true or false";
            default -> "a text";
        };
    }
}
