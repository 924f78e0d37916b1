package dev.drover.server.cluster;

import dev.drover.rpc.Call;
import dev.drover.server.autopilot.ServerStats;

/** What servers ask of each other, beside the messages of the log and what workers ask of the leader. */
final class ServerCalls {
    static final Call<NodeQuestion, NodeAnswer> HAS_NODE =
            new Call<>("Server.HasNode", NodeQuestion.class, NodeAnswer.class);

    static final Call<LeaderQuestion, LeaderAnswer> WHO_LEADS =
            new Call<>("Server.WhoLeads", LeaderQuestion.class, LeaderAnswer.class);

    static final Call<StatsQuestion, ServerStats> STATS =
            new Call<>("Server.Stats", StatsQuestion.class, ServerStats.class);

    private ServerCalls() {}

    /** Whether the node keeps its link to the server that is asked. */
    public record NodeQuestion(String nodeId) {}

    public record NodeAnswer(boolean linked) {}

    /** How far the server is that is asked. */
    public record StatsQuestion() {}

    /** Who leads, as the server that is asked knows it from the group itself. */
    public record LeaderQuestion() {}

    /**
     * What it knows.
     *
     * @param address of the leader's RPC, or empty when it knows none either
     */
    public record LeaderAnswer(String address) {}
}
