package dev.drover.scheduler.ranking;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.job.Job;
import dev.drover.model.node.Node;
import dev.drover.model.wire.Defaults;
import dev.drover.scheduler.feasibility.Nodes;
import dev.drover.scheduler.feasibility.VolumeClaims;
import dev.drover.scheduler.room.NodeRoom;
import dev.drover.scheduler.volume.CsiVolumes;
import dev.drover.state.State;
import dev.drover.state.usage.NodeUsage;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * The nodes that a job may be placed on, in places from zero, with their rooms. Places are dealt out at random: of equally good nodes
 * the one with the lowest place wins, so that schedulers with different seeds do not all aim at the same one.
 *
 * <p>The pool writes down which rooms changed. Whoever has drawn conclusions from them reads on from where it stopped last, and so pays
 * only for what happened since, however many others read along.
 */
public final class Pool {
    static final int ABSENT = -1;

    private final Inventory inventory;
    private final VolumeClaims volumes;
    private final String name;
    private final int inPool;
    private final Map<String, Integer> byDatacenter;
    private final NodeRoom[] rooms;

    /** The inventory's numbers of the nodes, by place. */
    private final int[] numbers;

    /** The places of the inventory's nodes, by number. */
    private final int[] places;

    private int[] changes = new int[16];
    private int changed;

    /** Takes the nodes that the job may use, as the state has them, and shuffles them. */
    public Pool(Job job, State state, Inventory inventory, RandomGenerator random) {
        Column pools = inventory.column("${node.pool}");
        Column datacenters = inventory.column("${node.datacenter}");
        boolean[] poolFits = fitting(inventory, pools, node -> Nodes.inPool(node, job));
        boolean[] datacenterFits = fitting(inventory, datacenters, node -> Nodes.inDatacenters(node, job));
        int total = 0;
        int usable = 0;
        int[] perDatacenter = new int[datacenters.values()];
        int[] found = new int[inventory.size()];
        for (int number = 0; number < inventory.size(); number++) {
            if (poolFits[pools.code(number)]) {
                total++;
                int datacenter = datacenters.code(number);
                if (datacenterFits[datacenter] && inventory.takesNewWork(number)) {
                    perDatacenter[datacenter]++;
                    found[usable++] = number;
                }
            }
        }
        this.inventory = inventory;
        this.volumes = new CsiVolumes(state, job.namespace());
        this.name = job.nodePool().isEmpty() ? "default" : job.nodePool();
        this.inPool = total;
        this.byDatacenter = byName(datacenters, perDatacenter);
        this.numbers = Arrays.copyOf(found, usable);
        shuffle(numbers, random);
        this.places = new int[inventory.size()];
        Arrays.fill(places, ABSENT);
        for (int place = 0; place < usable; place++) {
            places[numbers[place]] = place;
        }
        this.rooms = new NodeRoom[usable];
        furnish(state);
    }

    /** Node pool that the job asked for. */
    String name() {
        return name;
    }

    /** How many nodes that pool has, ready or not. */
    int inPool() {
        return inPool;
    }

    /** How many nodes are usable in each datacenter. */
    Map<String, Integer> byDatacenter() {
        return byDatacenter;
    }

    /** The CSI volumes of the job's namespace. */
    VolumeClaims volumes() {
        return volumes;
    }

    public int size() {
        return rooms.length;
    }

    public NodeRoom room(int place) {
        return rooms[place];
    }

    /** All rooms in the order of their places. */
    public List<NodeRoom> rooms() {
        return Collections.unmodifiableList(Arrays.asList(rooms));
    }

    /** The room of the node, if the job may use it. */
    public Optional<NodeRoom> room(String nodeId) {
        int place = place(nodeId);
        return place == ABSENT ? Optional.empty() : Optional.of(rooms[place]);
    }

    /** The node's place, or {@link #ABSENT}. */
    int place(String nodeId) {
        int number = inventory.number(nodeId);
        return number == Inventory.UNKNOWN ? ABSENT : places[number];
    }

    /** The inventory's number of the node in a place. */
    int number(int place) {
        return numbers[place];
    }

    public Inventory inventory() {
        return inventory;
    }

    /** Says that something was put on the inventory's node or taken from it. */
    public void changed(int number) {
        int place = number == Inventory.UNKNOWN ? ABSENT : places[number];
        if (place != ABSENT) {
            if (changed == changes.length) {
                changes = Arrays.copyOf(changes, changed * 2);
            }
            changes[changed++] = place;
        }
    }

    /** How many changes there were so far. */
    int changes() {
        return changed;
    }

    /** The place where the change happened. */
    int change(int which) {
        return changes[which];
    }

    /** Tells for each value of the column whether it passes the test, which must depend on that value alone. */
    private static boolean[] fitting(Inventory inventory, Column column, Predicate<Node> test) {
        boolean[] asked = new boolean[column.values()];
        boolean[] fits = new boolean[column.values()];
        for (int number = 0; number < inventory.size(); number++) {
            int code = column.code(number);
            if (!asked[code]) {
                asked[code] = true;
                fits[code] = test.test(inventory.node(number));
            }
        }
        return fits;
    }

    private static Map<String, Integer> byName(Column column, int[] counts) {
        Map<String, Integer> named = new TreeMap<>();
        for (int code = 0; code < counts.length; code++) {
            if (counts[code] > 0) {
                named.put(column.value(code), counts[code]);
            }
        }
        return Defaults.map(named);
    }

    private static void shuffle(int[] numbers, RandomGenerator random) {
        for (int end = numbers.length; end > 1; end--) {
            int picked = random.nextInt(end);
            int last = numbers[end - 1];
            numbers[end - 1] = numbers[picked];
            numbers[picked] = last;
        }
    }

    /** Both the usages and the nodes come in the order of their ids, so one walk finds what belongs together. */
    private void furnish(State state) {
        Function<String, List<Allocation>> tenants = state::allocationsOfNode;
        Iterator<Map.Entry<String, NodeUsage>> usages = state.usages().iterator();
        Map.Entry<String, NodeUsage> usage = usages.hasNext() ? usages.next() : null;
        for (int number = 0; number < places.length; number++) {
            String id = inventory.node(number).id();
            int order = -1;
            while (usage != null) {
                order = usage.getKey().compareTo(id);
                if (order >= 0) {
                    break;
                }
                usage = usages.hasNext() ? usages.next() : null;
            }
            if (places[number] != ABSENT) {
                NodeUsage used = usage != null && order == 0 ? usage.getValue() : NodeUsage.NONE;
                rooms[places[number]] = new NodeRoom(inventory.facts(number), used, tenants);
            }
        }
    }
}
