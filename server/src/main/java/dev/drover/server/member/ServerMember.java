package dev.drover.server.member;

import dev.drover.gossip.Member;
import dev.drover.gossip.Member.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server as the gossip tells of it.
 *
 * @param name in gossip: the server's name and its region
 * @param host where the server takes RPC
 * @param role says that the member is a server of this kind
 * @param bootstrapExpect how many servers it expects to form a cluster with; 0 when it only joins one
 * @param bootstrapped it belongs to a cluster
 * @param forming ids of the servers with which it forms the cluster, while not all of them know yet
 */
public record ServerMember(
        String id,
        String name,
        String region,
        String datacenter,
        String host,
        int rpcPort,
        String raftVersion,
        String build,
        String role,
        int bootstrapExpect,
        boolean bootstrapped,
        List<String> forming,
        Status status) {
    static final String ROLE = "nomad";
    static final String BOOTSTRAPPED = "bootstrapped";
    static final String FORMING = "forming";
    private static final int PORTS = 65_535;

    /** Reads the tags of a member; empty when it is no server, or what it says of itself makes no sense. */
    static Optional<ServerMember> of(Member member) {
        Map<String, String> tags = member.tags();
        String id = tags.getOrDefault("id", "");
        int port = number(tags.getOrDefault("port", ""));
        boolean sensible = !id.isEmpty() && port > 0 && port <= PORTS && tags.containsKey("region");
        if (!sensible || !ROLE.equals(tags.get("role"))) {
            return Optional.empty();
        }
        String forming = tags.getOrDefault(FORMING, "");
        return Optional.of(new ServerMember(
                id,
                member.name(),
                tags.getOrDefault("region", ""),
                tags.getOrDefault("dc", ""),
                tags.getOrDefault("rpc_addr", member.host()),
                port,
                tags.getOrDefault("raft_vsn", ""),
                tags.getOrDefault("build", ""),
                ROLE,
                Math.max(0, number(tags.getOrDefault("expect", ""))),
                "1".equals(tags.get(BOOTSTRAPPED)),
                forming.isEmpty() ? List.of() : List.of(forming.split(",")),
                member.status()));
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException fault) {
            return -1;
        }
    }

    /** {@code host:port} for RPC. */
    public String address() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + rpcPort;
    }

    /** Whether it takes part; one that is suspected still does. */
    public boolean present() {
        return status == Status.ALIVE || status == Status.SUSPECT;
    }
}
