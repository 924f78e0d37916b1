package dev.drover.server.member;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a server says of itself in gossip.
 *
 * @param id stays the same over restarts
 * @param rpcHost address under which the other servers reach it
 * @param build version that it is compatible with
 * @param bootstrapExpect how many servers form the region's first cluster; 0 for a server that only joins one
 */
public record ServerIdentity(
        String id, String region, String datacenter, String rpcHost, int rpcPort, String build, int bootstrapExpect) {

    /** The name in gossip of a server that its user calls so: names have to be unique across regions. */
    public String memberName(String name) {
        return name + "." + region;
    }

    /** The tags of a server that does not belong to a cluster yet, or does. */
    public Map<String, String> tags(boolean bootstrapped) {
        return tags(bootstrapped, List.of());
    }

    /**
     * The names that are in use among servers of this kind, which clients of the API read, and two of our own.
     *
     * @param forming the servers, by id, that form the cluster with this one; empty once all of them know
     */
    Map<String, String> tags(boolean bootstrapped, List<String> forming) {
        Map<String, String> tags = new TreeMap<>();
        tags.put("role", ServerMember.ROLE);
        tags.put("id", id);
        tags.put("region", region);
        tags.put("dc", datacenter);
        tags.put("rpc_addr", rpcHost);
        tags.put("port", Integer.toString(rpcPort));
        tags.put("build", build);
        tags.put("vsn", "1");
        tags.put("raft_vsn", "3");
        tags.put("revision", "");
        if (bootstrapExpect > 0) {
            tags.put("expect", Integer.toString(bootstrapExpect));
        }
        if (bootstrapExpect == 1) {
            tags.put("bootstrap", "1");
        }
        if (bootstrapped) {
            tags.put(ServerMember.BOOTSTRAPPED, "1");
        }
        if (!forming.isEmpty()) {
            tags.put(ServerMember.FORMING, String.join(",", forming));
        }
        return tags;
    }
}
