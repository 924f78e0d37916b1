package dev.drover.model.api;

import dev.drover.model.wire.Absent;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;

/**
 * How the group of servers is doing.
 *
 * @param failureTolerance how many servers may be lost before nothing can be decided
 * @param leader id of the leader
 */
@RecordBuilder
public record OperatorHealthReply(
        @Wire("Healthy") boolean healthy,
        @Wire("FailureTolerance") int failureTolerance,
        @Wire("Servers") List<ServerHealth> servers,
        @Wire("Leader") String leader,
        @Wire("Voters") List<String> voters,

        @Wire(value = "ReadReplicas", absent = Absent.OMITTED)
        List<String> readReplicas,

        @Wire(value = "RedundancyZones", absent = Absent.OMITTED)
        Map<String, Object> redundancyZones,

        @Wire(value = "Upgrade", absent = Absent.OMITTED) Map<String, Object> upgrade,

        @Wire(value = "OptimisticFailureTolerance", absent = Absent.OMITTED)
        int optimisticFailureTolerance) {
    public OperatorHealthReply {
        servers = Defaults.list(servers);
        leader = Defaults.text(leader);
        voters = Defaults.list(voters);
        readReplicas = Defaults.list(readReplicas);
        redundancyZones = Defaults.map(redundancyZones);
        upgrade = Defaults.map(upgrade);
    }
}
