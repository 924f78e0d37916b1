package dev.drover.raft;

import org.apache.ratis.rpc.RpcType;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerRpc;
import org.apache.ratis.server.ServerFactory;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;
import org.apache.ratis.server.leader.LogAppender;

/** Makes the parts of a Ratis server that speak to other servers. */
final class PeerFactory implements ServerFactory {
    private final Outgoing outgoing;
    private final Followers followers;

    PeerFactory(Outgoing outgoing, Followers followers) {
        this.outgoing = outgoing;
        this.followers = followers;
    }

    @Override
    public LogAppender newLogAppender(RaftServer.Division server, LeaderState state, FollowerInfo follower) {
        Appender appender = new Appender(server, state, follower, followers::answered);
        followers.add(appender);
        return appender;
    }

    @Override
    public RaftServerRpc newRaftServerRpc(RaftServer server) {
        return outgoing;
    }

    @Override
    public RpcType getRpcType() {
        return outgoing.getRpcType();
    }
}
