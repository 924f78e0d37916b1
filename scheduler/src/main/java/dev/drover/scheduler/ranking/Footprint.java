package dev.drover.scheduler.ranking;

import dev.drover.model.node.Node;
import dev.drover.scheduler.feasibility.Targets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the allocations of one job are in the plan that is being made: per node and group, and per value of the attributes that
 * spread and distinct_property look at. Counts move with every placement and stop, so nobody has to count again.
 */
public final class Footprint {
    /** Allocations of a group (or of the whole job, where the group is empty) are counted by the value of this attribute. */
    public record Property(String attribute, Optional<String> group) {}

    private record Place(String nodeId, String group) {}

    private final Map<Place, Integer> places = new HashMap<>();
    private final Map<String, Node> nodes = new HashMap<>();
    private final Map<String, Integer> byNode = new HashMap<>();
    private final Map<Property, Map<String, Integer>> properties = new HashMap<>();

    public void add(Node node, String group) {
        change(node, group, 1);
    }

    public void remove(Node node, String group) {
        change(node, group, -1);
    }

    /** Allocations of the group on the node. */
    public int on(Node node, String group) {
        return places.getOrDefault(new Place(node.id(), group), 0);
    }

    /** Allocations of the job on the node. */
    public int on(Node node) {
        return byNode.getOrDefault(node.id(), 0);
    }

    /** How many allocations there are for each value that has any. */
    public Map<String, Integer> counts(Property property) {
        return Collections.unmodifiableMap(properties.computeIfAbsent(property, this::count));
    }

    private Map<String, Integer> count(Property property) {
        Map<String, Integer> counts = new HashMap<>();
        places.forEach((place, amount) -> add(counts, property, node(place), place.group(), amount));
        return counts;
    }

    private Node node(Place place) {
        return Objects.requireNonNull(nodes.get(place.nodeId()));
    }

    private void change(Node node, String group, int amount) {
        nodes.put(node.id(), node);
        places.merge(new Place(node.id(), group), amount, Footprint::sum);
        byNode.merge(node.id(), amount, Footprint::sum);
        properties.forEach((property, counts) -> add(counts, property, node, group, amount));
    }

    private static void add(Map<String, Integer> counts, Property property, Node node, String group, int amount) {
        if (property.group().isEmpty() || property.group().get().equals(group)) {
            Targets.resolve(property.attribute(), node).ifPresent(value -> counts.merge(value, amount, Footprint::sum));
        }
    }

    /** Zero is told by absence, since an even spread looks at the values in use only. */
    private static @Nullable Integer sum(int left, int right) {
        int sum = left + right;
        return sum == 0 ? null : sum;
    }
}
