package dev.drover.agent.api;

import dev.drover.gossip.Gossip;
import dev.drover.gossip.Member;
import dev.drover.model.api.AgentMember;
import dev.drover.model.api.JoinResponse;
import dev.drover.server.member.GossipKeys;
import java.util.List;

/**
 * Membership by gossip.
 *
 * @param region of this server, which may be left out of the names of its servers
 * @param keys with which the gossip is encrypted
 */
public record GossipMembership(Gossip gossip, String region, GossipKeys keys) implements Membership {
    @Override
    public AgentMember self() {
        return wire(gossip.self());
    }

    @Override
    public List<AgentMember> members() {
        return gossip.members().stream().map(GossipMembership::wire).toList();
    }

    @Override
    public JoinResponse join(List<String> addresses) throws InterruptedException {
        Gossip.JoinResult result = gossip.join(addresses);
        return new JoinResponse(result.joined(), String.join("; ", result.errors()));
    }

    @Override
    public void forceLeave(String name, boolean prune) {
        boolean whole =
                gossip.members().stream().anyMatch(member -> member.name().equals(name));
        gossip.forceLeave(whole ? name : name + "." + region, prune);
    }

    private static AgentMember wire(Member member) {
        return MemberWire.of(member.name(), member.host(), member.port(), member.tags(), status(member.status()));
    }

    /** One that is merely suspected counts as alive, as clients know no suspicion. */
    private static String status(Member.Status status) {
        return switch (status) {
            case ALIVE, SUSPECT -> "alive";
            case LEFT -> "left";
            case FAILED -> "failed";
        };
    }
}
