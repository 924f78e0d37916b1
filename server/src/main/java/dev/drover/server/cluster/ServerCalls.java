package dev.drover.server.cluster;

import dev.drover.rpc.Call;

/** What servers ask of each other, beside the messages of the log and what workers ask of the leader. */
final class ServerCalls {
    static final Call<NodeQuestion, NodeAnswer> HAS_NODE =
            new Call<>("Server.HasNode", NodeQuestion.class, NodeAnswer.class);

    private ServerCalls() {}

    /** Whether the node keeps its link to the server that is asked. */
    record NodeQuestion(String nodeId) {}

    record NodeAnswer(boolean linked) {}
}
