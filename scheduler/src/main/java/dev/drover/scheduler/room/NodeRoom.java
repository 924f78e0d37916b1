package dev.drover.scheduler.room;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeDeviceResource;
import dev.drover.state.Statuses;
import dev.drover.state.usage.AllocationUse;
import dev.drover.state.usage.NodeUsage;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A node with what is used of it in the plan that is being made: starts as the snapshot says and follows every placement and stop.
 * Belongs to one evaluation and one thread.
 */
public final class NodeRoom {
    private final Node node;
    private final Capacity capacity;
    private final Supplier<List<Allocation>> allocations;
    private NodeUsage usage;

    /** Ids of allocations that have left and volumes that were taken; never changed but replaced, for most rooms have none. */
    private Set<String> released = Set.of();

    private Set<String> claimed = Set.of();
    private @Nullable List<HostAddress> addresses;
    private @Nullable CoreLayout layout;

    /**
     * A room as the state has it.
     *
     * @param allocations what the state knows on the node; asked only by those who need to know whose the room is
     */
    public NodeRoom(Node node, NodeUsage usage, Supplier<List<Allocation>> allocations) {
        this.node = node;
        this.capacity = Capacity.of(node);
        this.usage = usage;
        this.allocations = allocations;
    }

    private NodeRoom(NodeRoom other) {
        this.node = other.node;
        this.capacity = other.capacity;
        this.usage = other.usage;
        this.allocations = other.allocations;
        this.released = other.released;
        this.claimed = other.claimed;
        this.addresses = other.addresses;
        this.layout = other.layout;
    }

    public Node node() {
        return node;
    }

    public Capacity capacity() {
        return capacity;
    }

    public NodeUsage usage() {
        return usage;
    }

    /** Takes what was granted, after its victims have given back what they held. */
    public void take(Grant.Given grant) {
        grant.victims().forEach(this::release);
        usage = usage.plus(grant.use());
        if (!grant.volumes().isEmpty()) {
            claimed = joined(claimed, grant.volumes());
        }
    }

    /** Gives back what an allocation holds that the state counts. */
    public void release(Allocation allocation) {
        usage = usage.minus(AllocationUse.of(allocation));
        released = joined(released, Set.of(allocation.id()));
    }

    /** Undoes {@link #release}. */
    public void takeBack(Allocation allocation) {
        usage = usage.plus(AllocationUse.of(allocation));
        Set<String> others = new HashSet<>(released);
        others.remove(allocation.id());
        released = others;
    }

    private static Set<String> joined(Set<String> some, Collection<String> more) {
        Set<String> all = new HashSet<>(some);
        all.addAll(more);
        return all;
    }

    /** The allocations of the state that hold some of the room and have not been released, those among them that were told to stop. */
    public List<Allocation> tenants() {
        return allocations.get().stream()
                .filter(Statuses::holdsRoom)
                .filter(allocation -> !released.contains(allocation.id()))
                .toList();
    }

    /** How it would be if these had left. */
    public NodeRoom without(Collection<Allocation> leaving) {
        NodeRoom other = new NodeRoom(this);
        leaving.forEach(other::release);
        return other;
    }

    /** Whether someone, here or in this plan, has the host volume for itself. */
    boolean isClaimed(String volume) {
        return claimed.contains(volume)
                || tenants().stream()
                        .anyMatch(tenant -> VolumeNeeds.exclusive(tenant).contains(volume));
    }

    List<NodeDeviceResource> devices() {
        return node.nodeResources() == null ? List.of() : node.nodeResources().devices();
    }

    /** Read at first need, since most groups ask for no port. */
    List<HostAddress> addresses() {
        List<HostAddress> known = addresses;
        if (known == null) {
            known = HostAddress.of(node);
            addresses = known;
        }
        return known;
    }

    /** Read at first need, since most groups ask for no core. */
    CoreLayout layout() {
        CoreLayout known = layout;
        if (known == null) {
            known = CoreLayout.of(node);
            layout = known;
        }
        return known;
    }
}
