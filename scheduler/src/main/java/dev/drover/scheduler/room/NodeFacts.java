package dev.drover.scheduler.room;

import dev.drover.model.node.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a node has, whoever uses it: worked out once and shared by all evaluations that see this very node. Safe for several threads. */
public final class NodeFacts {
    private final Node node;
    private final Capacity capacity;
    private volatile @Nullable List<HostAddress> addresses;
    private volatile @Nullable CoreLayout layout;

    public NodeFacts(Node node) {
        this.node = node;
        this.capacity = Capacity.of(node);
    }

    public Node node() {
        return node;
    }

    Capacity capacity() {
        return capacity;
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
