package dev.drover.server.member;

import dev.drover.gossip.Member.Status;
import dev.drover.raft.ReplicatedLog.Peer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What has to change in the group of the log so that it follows the servers of the region. A function of its arguments alone. */
final class GroupRules {
    private GroupRules() {}

    /** One change; others follow once it is done. */
    sealed interface Change {
        /** A server is new, or has another address. */
        record Add(Peer peer, String reason) implements Change {}

        record Remove(String id, String reason) implements Change {}
    }

    /**
     * The next change. Those that left go first, so that the group is not larger than need be while others come. Servers that failed
     * stay, since they may come back.
     *
     * @param self id of this server, which is never removed by itself
     * @param peers the group as it is
     * @param servers of the region, in whatever state
     * @param departed ids of servers that left or were forced out
     */
    static Optional<Change> next(String self, List<Peer> peers, List<ServerMember> servers, Set<String> departed) {
        for (Peer peer : peers) {
            if (peer.id().equals(self)) {
                continue;
            }
            if (departed.contains(peer.id())) {
                return Optional.of(new Change.Remove(peer.id(), "it left"));
            }
            if (replaced(peer, servers)) {
                return Optional.of(new Change.Remove(peer.id(), "another server has its address " + peer.address()));
            }
        }
        for (ServerMember server : servers) {
            if (server.status() == Status.ALIVE) {
                Optional<Peer> held = peers.stream()
                        .filter(peer -> peer.id().equals(server.id()))
                        .findFirst();
                Peer wanted = new Peer(server.id(), server.address());
                if (held.isEmpty()) {
                    return Optional.of(new Change.Add(wanted, "it is new"));
                }
                if (!held.get().equals(wanted)) {
                    return Optional.of(new Change.Add(
                            wanted, "its address was " + held.get().address()));
                }
            }
        }
        return Optional.empty();
    }

    /** A server that lost its disk comes back at the same address under another id. */
    private static boolean replaced(Peer peer, List<ServerMember> servers) {
        boolean present = servers.stream()
                .anyMatch(server -> server.present() && server.id().equals(peer.id()));
        return !present
                && servers.stream()
                        .anyMatch(server -> server.status() == Status.ALIVE
                                && server.address().equals(peer.address()));
    }
}
