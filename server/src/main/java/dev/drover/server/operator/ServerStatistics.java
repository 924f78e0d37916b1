package dev.drover.server.operator;

import dev.drover.gossip.Member;
import dev.drover.model.api.RaftServer;
import dev.drover.raft.ReplicatedLog;
import dev.drover.state.StateStore;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counters of a server by the names that {@code agent-info} and its readers know. */
public final class ServerStatistics {
    /** Of protocols and forms there is one each; snapshots do not keep the term, nor configurations their index. */
    private static final Map<String, String> VERSIONS = Map.of(
            "protocol_version", "3",
            "protocol_version_min", "3",
            "protocol_version_max", "3",
            "snapshot_version_min", "1",
            "snapshot_version_max", "1",
            "last_snapshot_term", "0",
            "latest_configuration_index", "0");

    /** What gossip of this kind has none of: rounds that are numbered, queues by purpose, coordinates. */
    private static final Map<String, String> GOSSIP = Map.of(
            "health_score", "0",
            "member_time", "0",
            "event_time", "0",
            "query_time", "0",
            "intent_queue", "0",
            "event_queue", "0",
            "query_queue", "0",
            "coordinate_resets", "0");

    private ServerStatistics() {}

    /** How the log stands. */
    public static Map<String, String> raft(ReplicatedLog log) {
        ReplicatedLog.Status status = log.status();
        Map<String, String> counters = new TreeMap<>();
        counters.put("state", status.leading() ? "Leader" : status.leaderId().isPresent() ? "Follower" : "Candidate");
        counters.put("term", Long.toString(status.term()));
        counters.put("last_log_index", Long.toString(status.lastIndex()));
        counters.put("commit_index", Long.toString(status.committedIndex()));
        counters.put("applied_index", Long.toString(status.appliedIndex()));
        counters.put("last_snapshot_index", Long.toString(status.snapshotIndex()));
        counters.put("fsm_pending", Long.toString(status.committedIndex() - status.appliedIndex()));
        counters.put(
                "last_contact", status.leading() ? "0" : status.lastContact().toMillis() + "ms");
        counters.put("num_peers", Integer.toString(Math.max(0, log.peers().size() - 1)));
        counters.put("last_log_term", Long.toString(status.term()));
        counters.put(
                "latest_configuration",
                log.peers().stream()
                        .map(peer -> "{Suffrage:Voter ID:" + peer.id() + " Address:" + peer.address() + "}")
                        .collect(Collectors.joining(" ", "[", "]")));
        counters.put("logstore_backend", "ratis");
        counters.putAll(VERSIONS);
        return counters;
    }

    /** The same of a server that is alone and keeps its log in memory. */
    public static Map<String, String> raft(RaftServer self, long index) {
        Map<String, String> counters = new TreeMap<>(VERSIONS);
        String last = Long.toString(index);
        counters.put("state", "Leader");
        counters.put("term", "1");
        counters.put("last_log_term", "1");
        counters.put("last_log_index", last);
        counters.put("commit_index", last);
        counters.put("applied_index", last);
        counters.put("last_snapshot_index", "0");
        counters.put("fsm_pending", "0");
        counters.put("last_contact", "0");
        counters.put("num_peers", "0");
        counters.put("latest_configuration", "[{Suffrage:Voter ID:" + self.id() + " Address:" + self.address() + "}]");
        counters.put("logstore_backend", "memory");
        return counters;
    }

    /** How much has changed, and how many of those who waited for changes were woken by them. */
    public static Map<String, String> state(StateStore store) {
        return new TreeMap<>(Map.of(
                "index", Long.toString(store.snapshot().index()), "watches_woken", Long.toString(store.woken())));
    }

    /** Of a server that is alone. */
    public static Map<String, String> serf() {
        Map<String, String> counters = new TreeMap<>(GOSSIP);
        counters.putAll(Map.of("members", "1", "failed", "0", "left", "0", "encrypted", "false"));
        return counters;
    }

    /** Who is there, as this server sees it. */
    public static Map<String, String> serf(List<Member> members, boolean encrypted) {
        Map<String, String> counters = new TreeMap<>(GOSSIP);
        counters.put("encrypted", Boolean.toString(encrypted));
        counters.put("members", Integer.toString(members.size()));
        counters.put("failed", count(members, Member.Status.FAILED));
        counters.put("left", count(members, Member.Status.LEFT));
        return counters;
    }

    private static String count(List<Member> members, Member.Status status) {
        return Long.toString(
                members.stream().filter(member -> member.status() == status).count());
    }
}
