package dev.drover.agent.forward;

import dev.drover.model.api.AgentMember;
import dev.drover.server.ServerException;
import dev.drover.server.cluster.Cluster;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * The servers that are members of the region.
 *
 * @param self this server
 * @param members all servers, this one and those of other regions among them
 */
public record MemberServers(Cluster cluster, Supplier<AgentMember> self, Supplier<List<AgentMember>> members)
        implements NamedServers {
    @Override
    public Way towards(String server, Duration maxWait) throws InterruptedException {
        AgentMember own = self.get();
        if (server.equals("leader")) {
            return cluster.leading() ? Way.HERE : new Way.Over(cluster.leader(maxWait), "the leader");
        }
        if (isMeant(own, server)) {
            return Way.HERE;
        }
        AgentMember other = members.get().stream()
                .filter(member -> tag(member, "region").equals(tag(own, "region")))
                .filter(member -> isMeant(member, server))
                .findFirst()
                .orElseThrow(() -> NamedServers.unknown(server));
        if (!other.status().equals("alive")) {
            throw ServerException.failed("the server " + other.name() + " is " + other.status());
        }
        return new Way.Over(
                cluster.server(tag(other, "rpc_addr") + ":" + tag(other, "port")), "server " + other.name());
    }

    private static boolean isMeant(AgentMember member, String server) {
        return server.equals(tag(member, "id"))
                || server.equals(member.name())
                || member.name().equals(server + "." + tag(member, "region"));
    }

    private static String tag(AgentMember member, String name) {
        return member.tags().getOrDefault(name, "");
    }
}
