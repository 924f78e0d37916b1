package dev.drover.agent.api;

import dev.drover.agent.config.AgentConfig;
import dev.drover.model.api.AgentMember;
import dev.drover.model.api.JoinResponse;
import dev.drover.server.ServerException;
import dev.drover.server.member.GossipKeys;
import dev.drover.server.member.ServerIdentity;
import java.util.List;
import java.util.Map;

/** A server that keeps everything in memory, and so belongs to no others. */
final class SoleMembership implements Membership {
    private final AgentMember self;

    SoleMembership(AgentConfig config, String serverId) {
        String host = config.bindAddress().equals("0.0.0.0") ? "127.0.0.1" : config.bindAddress();
        ServerIdentity identity = new ServerIdentity(
                serverId, config.region(), config.datacenter(), host, config.rpcPort(), Version.COMPATIBLE, 1);
        Map<String, String> tags = identity.tags(true);
        self = MemberWire.of(identity.memberName(config.name()), host, config.serfPort(), tags, "alive");
    }

    @Override
    public AgentMember self() {
        return self;
    }

    @Override
    public List<AgentMember> members() {
        return List.of(self);
    }

    @Override
    public JoinResponse join(List<String> addresses) {
        return new JoinResponse(0, "this server keeps everything in memory and joins no others; start it without -dev");
    }

    @Override
    public void forceLeave(String name, boolean prune) {
        // There is nobody else.
    }

    @Override
    public GossipKeys keys() {
        return (action, key) -> {
            throw ServerException.failed("1/1 nodes reported failure: this server keeps everything in memory and has no"
                    + " gossip to encrypt; start it without -dev and with `encrypt` in the block `server`");
        };
    }
}
