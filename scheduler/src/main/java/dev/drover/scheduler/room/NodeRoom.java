package dev.drover.scheduler.room;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeDeviceResource;
import dev.drover.state.Statuses;
import dev.drover.state.usage.AllocationUse;
import dev.drover.state.usage.NodeUsage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A node with what is used of it in the plan that is being made: starts as the snapshot says and follows every placement and stop.
 * Belongs to one evaluation and one thread.
 */
public final class NodeRoom {
    private final NodeFacts facts;
    private final Function<String, List<Allocation>> allocations;
    private Set<String> released = Set.of();
    private Set<String> claimed = Set.of();
    private @Nullable List<Allocation> tenants;
    private NodeUsage usage;

    /**
     * A room as the state has it.
     *
     * @param allocations what the state knows on the node; asked only by those who need to know whose the room is
     */
    public NodeRoom(Node node, NodeUsage usage, Supplier<List<Allocation>> allocations) {
        this(new NodeFacts(node), usage, id -> allocations.get());
    }

    /**
     * The same for who knows the node's facts already.
     *
     * @param allocations what the state knows on the node of this id
     */
    public NodeRoom(NodeFacts facts, NodeUsage usage, Function<String, List<Allocation>> allocations) {
        this.facts = facts;
        this.usage = usage;
        this.allocations = allocations;
    }

    private NodeRoom(NodeRoom other) {
        this.facts = other.facts;
        this.usage = other.usage;
        this.allocations = other.allocations;
        this.released = other.released;
        this.claimed = other.claimed;
        this.tenants = other.tenants;
    }

    public Node node() {
        return facts.node();
    }

    public Capacity capacity() {
        return facts.capacity();
    }

    public NodeUsage usage() {
        return usage;
    }

    /** Takes what was granted, after its victims have given back what they held. */
    public void take(Grant.Given grant) {
        grant.victims().forEach(this::release);
        usage = usage.plus(grant.use());
        claimed = with(claimed, grant.volumes());
    }

    /** Gives back what an allocation holds that the state counts. */
    public void release(Allocation allocation) {
        usage = usage.minus(AllocationUse.of(allocation));
        released = released.isEmpty() ? Set.of(allocation.id()) : with(released, List.of(allocation.id()));
        tenants = null;
    }

    /** Undoes {@link #release}. */
    public void takeBack(Allocation allocation) {
        usage = usage.plus(AllocationUse.of(allocation));
        Set<String> fewer = new HashSet<>(released);
        fewer.remove(allocation.id());
        released = fewer;
        tenants = null;
    }

    /** The allocations of the state that hold some of the room and have not been released, those among them that were told to stop. */
    public List<Allocation> tenants() {
        List<Allocation> known = tenants;
        if (known == null) {
            known = new ArrayList<>();
            for (Allocation allocation : allocations.apply(node().id())) {
                if (Statuses.holdsRoom(allocation) && !released.contains(allocation.id())) {
                    known.add(allocation);
                }
            }
            tenants = known;
        }
        return known;
    }

    /** How it would be if these had left. */
    public NodeRoom without(List<Allocation> leaving) {
        NodeRoom other = new NodeRoom(this);
        for (Allocation allocation : leaving) {
            other.release(allocation);
        }
        return other;
    }

    /** Most rooms have none of either set, and copies of a room share them, so they are replaced and never changed. */
    private static Set<String> with(Set<String> some, Collection<String> more) {
        if (more.isEmpty()) {
            return some;
        }
        Set<String> all = new HashSet<>(some);
        all.addAll(more);
        return all;
    }

    /** Whether someone, here or in this plan, has the host volume for itself. */
    boolean isClaimed(String volume) {
        return claimed.contains(volume)
                || tenants().stream()
                        .anyMatch(tenant -> VolumeNeeds.exclusive(tenant).contains(volume));
    }

    List<NodeDeviceResource> devices() {
        return node().nodeResources() == null
                ? List.of()
                : node().nodeResources().devices();
    }

    List<HostAddress> addresses() {
        return facts.addresses();
    }

    CoreLayout layout() {
        return facts.layout();
    }
}
