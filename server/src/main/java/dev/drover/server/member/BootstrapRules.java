package dev.drover.server.member;

import dev.drover.raft.ReplicatedLog.Peer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a server without a log should do, given the servers of its region. A function of its arguments alone. */
final class BootstrapRules {
    /** Servers that form a cluster at most; their ids have to fit a tag. Others are added by the leader later. */
    static final int MOST_FOUNDERS = 9;

    private BootstrapRules() {}

    /** What to do. */
    sealed interface Decision {
        /** Nothing yet; the text says what is missing. */
        record Await(String reason) implements Decision {}

        /** Nothing, until the users mend something. */
        record Refuse(String reason) implements Decision {}

        /** This server found the cluster: begin with these, and say so. */
        record Found(List<Peer> peers) implements Decision {}

        /** Another server founds the cluster with this one: begin with the same peers. */
        record Follow(List<Peer> peers) implements Decision {}

        /** There is a cluster, whose leader will add this server. */
        record Join() implements Decision {}
    }

    /**
     * Decides.
     *
     * @param servers of the region, this one included, in whatever state
     */
    static Decision decide(ServerIdentity self, List<ServerMember> servers) {
        List<ServerMember> known = servers.stream()
                .filter(server -> server.status() != dev.drover.gossip.Member.Status.LEFT)
                .sorted(Comparator.comparing(ServerMember::id))
                .toList();
        Optional<ServerMember> founder = known.stream()
                .filter(server -> server.forming().contains(self.id()))
                .filter(server -> !server.id().equals(self.id()))
                .findFirst();
        if (founder.isPresent()) {
            return follow(founder.get(), known);
        }
        if (known.stream()
                .anyMatch(server -> server.bootstrapped() && !server.id().equals(self.id()))) {
            return new Decision.Join();
        }
        int expect = self.bootstrapExpect();
        if (expect == 0) {
            return new Decision.Await(
                    "bootstrap_expect is not set, so this server waits until it finds a cluster to join");
        }
        Optional<ServerMember> other = known.stream()
                .filter(server -> server.present() && server.bootstrapExpect() > 0)
                .filter(server -> server.bootstrapExpect() != expect)
                .findFirst();
        if (other.isPresent()) {
            return new Decision.Refuse("no cluster is formed: bootstrap_expect is " + expect + " here and "
                    + other.get().bootstrapExpect() + " on " + other.get().name()
                    + "; give all servers of the region the same");
        }
        return found(self, known);
    }

    private static Decision follow(ServerMember founder, List<ServerMember> known) {
        List<Peer> peers = new ArrayList<>();
        for (String id : founder.forming()) {
            Optional<ServerMember> server =
                    known.stream().filter(other -> other.id().equals(id)).findFirst();
            if (server.isEmpty()) {
                return new Decision.Await(
                        founder.name() + " forms the cluster with server " + id + ", of which nothing was heard yet");
            }
            peers.add(new Peer(id, server.get().address()));
        }
        return new Decision.Follow(List.copyOf(peers));
    }

    private static Decision found(ServerIdentity self, List<ServerMember> known) {
        List<ServerMember> candidates = known.stream()
                .filter(server -> server.present() && server.bootstrapExpect() == self.bootstrapExpect())
                .limit(MOST_FOUNDERS)
                .toList();
        if (candidates.size() < self.bootstrapExpect()) {
            return new Decision.Await("found " + candidates.size() + " of the " + self.bootstrapExpect()
                    + " servers that bootstrap_expect waits for");
        }
        ServerMember first = candidates.getFirst();
        if (!first.id().equals(self.id())) {
            return new Decision.Await(first.name() + " has the lowest id and forms the cluster");
        }
        return new Decision.Found(candidates.stream()
                .map(server -> new Peer(server.id(), server.address()))
                .toList());
    }
}
