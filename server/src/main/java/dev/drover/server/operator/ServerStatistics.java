package dev.drover.server.operator;

import dev.drover.gossip.Member;
import dev.drover.raft.ReplicatedLog;
import dev.drover.state.StateStore;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counters of a server by the names that {@code agent-info} and its readers know. */
public final class ServerStatistics {
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
        counters.put("protocol_version", "3");
        return counters;
    }

    /** How much has changed, and how many of those who waited for changes were woken by them. */
    public static Map<String, String> state(StateStore store) {
        return new TreeMap<>(Map.of(
                "index", Long.toString(store.snapshot().index()), "watches_woken", Long.toString(store.woken())));
    }

    /** Who is there, as this server sees it. */
    public static Map<String, String> serf(List<Member> members) {
        Map<String, String> counters = new TreeMap<>();
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
