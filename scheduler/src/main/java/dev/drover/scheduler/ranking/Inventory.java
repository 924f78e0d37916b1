package dev.drover.scheduler.ranking;

import dev.drover.model.node.Node;
import dev.drover.scheduler.feasibility.NodeKind;
import dev.drover.scheduler.feasibility.Nodes;
import dev.drover.scheduler.feasibility.Targets;
import dev.drover.scheduler.room.NodeFacts;
import dev.drover.state.State;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * All nodes of a state under numbers from zero, in the order of their ids, with what can be said of each without knowing any job.
 *
 * <p>Nodes change seldom and are asked often: thousands of evaluations see the very same ones, while each allocation moves the state on.
 * So what is worked out here is kept for as long as the nodes are the same objects. That changes no answer, only its cost: everything
 * here is a function of the nodes alone. The newest inventory is kept, for all threads.
 */
public final class Inventory {
    /** Stands for a node that is not there. */
    public static final int UNKNOWN = -1;

    /** Further columns are worked out anew each time, so that jobs cannot fill the memory with attributes. */
    private static final int MOST_COLUMNS = 64;

    private static final AtomicReference<@Nullable Inventory> LATEST = new AtomicReference<>();

    private final Object identity;
    private final Node[] nodes;
    private final NodeFacts[] facts;
    private final boolean[] takesNewWork;
    private final int[] kinds;
    private final int kindCount;
    private final Map<String, Integer> numbers;
    private final Map<String, Column> columns = new ConcurrentHashMap<>();
    private final Map<List<String>, Combinations> combinations = new ConcurrentHashMap<>();

    private Inventory(State state) {
        this.identity = state.nodesIdentity();
        this.nodes = state.nodes().toArray(Node[]::new);
        this.facts = new NodeFacts[nodes.length];
        this.takesNewWork = new boolean[nodes.length];
        this.kinds = new int[nodes.length];
        this.numbers = HashMap.newHashMap(nodes.length);
        Map<NodeKind, Integer> known = new HashMap<>();
        for (int number = 0; number < nodes.length; number++) {
            facts[number] = new NodeFacts(nodes[number]);
            takesNewWork[number] = Nodes.takesNewWork(nodes[number]);
            kinds[number] = known.computeIfAbsent(NodeKind.of(nodes[number]), unseen -> known.size());
            numbers.put(nodes[number].id(), number);
        }
        this.kindCount = known.size();
    }

    /** The inventory of the state's nodes. */
    public static Inventory of(State state) {
        Inventory latest = LATEST.get();
        if (latest == null || !latest.identity.equals(state.nodesIdentity())) {
            latest = new Inventory(state);
            LATEST.set(latest);
        }
        return latest;
    }

    int size() {
        return nodes.length;
    }

    Node node(int number) {
        return nodes[number];
    }

    NodeFacts facts(int number) {
        return facts[number];
    }

    boolean takesNewWork(int number) {
        return takesNewWork[number];
    }

    /** Which {@link NodeKind} the node is of, as a number from zero. */
    int kind(int number) {
        return kinds[number];
    }

    int kinds() {
        return kindCount;
    }

    /** The node's number, or {@link #UNKNOWN} when there is no such node. */
    public int number(String nodeId) {
        return numbers.getOrDefault(nodeId, UNKNOWN);
    }

    /** What the target of a constraint, such as <code>${meta.rack}</code>, is on each node. */
    Column column(String target) {
        Column known = columns.get(target);
        if (known == null) {
            known = Column.of(nodes.length, number -> Targets.resolve(target, nodes[number]));
            if (columns.size() < MOST_COLUMNS) {
                columns.put(target, known);
            }
        }
        return known;
    }

    /** The combinations of several columns. */
    Combinations combinations(List<String> targets) {
        Combinations known = combinations.get(targets);
        if (known == null) {
            known = Combinations.of(
                    nodes.length, targets.stream().map(this::column).toList());
            if (combinations.size() < MOST_COLUMNS) {
                combinations.put(List.copyOf(targets), known);
            }
        }
        return known;
    }
}
