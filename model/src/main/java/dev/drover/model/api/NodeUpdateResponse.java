package dev.drover.model.api;

import dev.drover.model.wire.Absent;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What came of a change of a node.
 *
 * @param evalIds the evaluations that look at the jobs on it
 */
@RecordBuilder
public record NodeUpdateResponse(
        @Wire("EvalIDs") List<String> evalIds,
        @Wire("EvalCreateIndex") long evalCreateIndex,
        @Wire("NodeModifyIndex") long nodeModifyIndex,
        @Wire("HeartbeatTTL") Duration heartbeatTtl,
        @Wire("Features") long features,
        @Wire("LeaderRPCAddr") String leaderRpcAddr,
        @Wire("NumNodes") int numNodes,
        @Wire("Servers") List<Map<String, Object>> servers,
        @Wire("SchedulingEligibility") String schedulingEligibility,

        @Wire(value = "SignedIdentity", absent = Absent.OMITTED)
        String signedIdentity,

        @Wire("Index") long index,
        @Wire("LastContact") Duration lastContact,
        @Wire("KnownLeader") boolean knownLeader,
        @Wire("NextToken") String nextToken) {
    public NodeUpdateResponse {
        evalIds = Defaults.list(evalIds);
        heartbeatTtl = Defaults.duration(heartbeatTtl);
        leaderRpcAddr = Defaults.text(leaderRpcAddr);
        servers = Defaults.list(servers);
        schedulingEligibility = Defaults.text(schedulingEligibility);
        signedIdentity = Defaults.text(signedIdentity);
        lastContact = Defaults.duration(lastContact);
        nextToken = Defaults.text(nextToken);
    }
}
