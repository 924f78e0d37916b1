package dev.drover.scheduler.ranking;

import dev.drover.model.alloc.Allocation;
import dev.drover.state.Statuses;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the allocations of one job are in the plan that is being made: per node and group, and per value of the attributes that
 * spread and distinct_property look at. Counts move with every placement and stop, so nobody has to count again.
 */
public final class Footprint {
    /** Allocations of a group (or of the whole job, where the group is empty) are counted by the value of this attribute. */
    record Property(String attribute, Optional<String> group) {}

    private record Tracked(Property property, Column column, ValueCounts counts) {
        void add(String group, int number, int amount) {
            int code = column.code(number);
            if (code != Column.NONE && property.group().map(group::equals).orElse(true)) {
                counts.add(code, amount);
            }
        }
    }

    private final Inventory inventory;
    private final Map<String, IntCounts> byGroup = new HashMap<>();
    private final Map<Property, Tracked> tracked = new HashMap<>();

    /** Sums over all groups, kept from when somebody asks for them. */
    private @Nullable IntCounts byNode;

    private Footprint(Inventory inventory) {
        this.inventory = inventory;
    }

    /** Counts those of the allocations that have not ended. */
    public static Footprint of(Inventory inventory, Collection<Allocation> allocations) {
        Footprint footprint = new Footprint(inventory);
        for (Allocation allocation : allocations) {
            if (!Statuses.terminal(allocation)) {
                footprint.add(inventory.number(allocation.nodeId()), allocation.taskGroup());
            }
        }
        return footprint;
    }

    Inventory inventory() {
        return inventory;
    }

    /** Adds an allocation on the inventory's node; one on a node that is not known any more is left out. */
    public void add(int number, String group) {
        change(number, group, 1);
    }

    /** Takes away what was added. */
    public void remove(int number, String group) {
        change(number, group, -1);
    }

    /** Allocations of the group by the inventory's number of the node. */
    IntCounts ofGroup(String group) {
        return byGroup.computeIfAbsent(group, unseen -> new IntCounts());
    }

    /** Allocations of the job by the inventory's number of the node. */
    IntCounts ofJob() {
        IntCounts known = byNode;
        if (known == null) {
            IntCounts sums = new IntCounts();
            byGroup.values().forEach(counts -> counts.forEach(sums::add));
            known = sums;
            byNode = known;
        }
        return known;
    }

    /** How many allocations there are for each value of the attribute. */
    ValueCounts counts(Property property) {
        return tracked.computeIfAbsent(property, this::count).counts();
    }

    private Tracked count(Property property) {
        Column column = inventory.column(property.attribute());
        Tracked counted = new Tracked(property, column, new ValueCounts(column));
        byGroup.forEach((group, counts) -> counts.forEach((number, count) -> counted.add(group, number, count)));
        return counted;
    }

    private void change(int number, String group, int amount) {
        if (number != Inventory.UNKNOWN) {
            if (byNode != null) {
                byNode.add(number, amount);
            }
            ofGroup(group).add(number, amount);
            tracked.values().forEach(counted -> counted.add(group, number, amount));
        }
    }
}
