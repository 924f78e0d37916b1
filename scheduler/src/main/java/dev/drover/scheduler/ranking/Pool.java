package dev.drover.scheduler.ranking;

import dev.drover.model.job.Job;
import dev.drover.model.node.Node;
import dev.drover.scheduler.feasibility.Nodes;
import dev.drover.scheduler.room.NodeRoom;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The nodes that a job may be placed on, by id, in the order in which ties are broken.
 *
 * @param name node pool that the job asked for
 * @param inPool nodes of that pool, ready or not
 * @param byDatacenter how many nodes are usable in each datacenter
 */
public record Pool(String name, int inPool, Map<String, Integer> byDatacenter, Map<String, NodeRoom> rooms) {
    /** Takes the nodes in the given order and keeps those that may be used. */
    public static Pool of(Job job, Iterable<Node> nodes, Function<Node, NodeRoom> room) {
        int inPool = 0;
        Map<String, Integer> byDatacenter = new TreeMap<>();
        Map<String, NodeRoom> rooms = new LinkedHashMap<>();
        for (Node node : nodes) {
            if (Nodes.inPool(node, job)) {
                inPool++;
                if (Nodes.takesNewWork(node) && Nodes.inDatacenters(node, job)) {
                    byDatacenter.merge(node.datacenter(), 1, Integer::sum);
                    rooms.put(node.id(), room.apply(node));
                }
            }
        }
        String name = job.nodePool().isEmpty() ? "default" : job.nodePool();
        return new Pool(name, inPool, Collections.unmodifiableMap(byDatacenter), Collections.unmodifiableMap(rooms));
    }
}
