package dev.drover.model.job;

import dev.drover.model.wire.Absent;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a user asks the cluster to run: groups of tasks with the rules for placing, updating and restarting them. */
@RecordBuilder
public record Job(
        @Wire("Region") String region,
        @Wire("Namespace") String namespace,
        @Wire("ID") String id,
        @Wire("Name") String name,
        @Wire("Type") String type,
        @Wire("Priority") int priority,
        @Wire("AllAtOnce") boolean allAtOnce,
        @Wire("Datacenters") List<String> datacenters,
        @Wire("NodePool") String nodePool,
        @Wire("Constraints") List<Constraint> constraints,
        @Wire("Affinities") List<Affinity> affinities,
        @Wire("TaskGroups") List<TaskGroup> taskGroups,
        @Wire("Update") @Nullable UpdateStrategy update,
        @Wire("Multiregion") @Nullable Multiregion multiregion,
        @Wire("Spreads") List<Spread> spreads,
        @Wire("Periodic") @Nullable PeriodicConfig periodic,
        @Wire("ParameterizedJob") @Nullable ParameterizedJobConfig parameterizedJob,

        @Wire(value = "Reschedule", absent = Absent.OMITTED) @Nullable
        ReschedulePolicy reschedule,

        @Wire(value = "Migrate", absent = Absent.OMITTED) @Nullable
        MigrateStrategy migrate,

        @Wire("Meta") Map<String, String> meta,
        @Wire("UI") @Nullable JobUIConfig ui,
        @Wire("Stop") boolean stop,
        @Wire("ParentID") String parentId,
        @Wire("Dispatched") boolean dispatched,
        @Wire("DispatchIdempotencyToken") String dispatchIdempotencyToken,
        @Wire("Payload") @Nullable String payload,
        @Wire("ConsulNamespace") String consulNamespace,
        @Wire("VaultNamespace") String vaultNamespace,
        @Wire("NomadTokenID") String nomadTokenId,
        @Wire("Status") String status,
        @Wire("StatusDescription") String statusDescription,
        @Wire("Stable") boolean stable,
        @Wire("Version") long version,
        @Wire("SubmitTime") long submitTime,
        @Wire("CreateIndex") long createIndex,
        @Wire("ModifyIndex") long modifyIndex,
        @Wire("JobModifyIndex") long jobModifyIndex,
        @Wire("VersionTag") @Nullable JobVersionTag versionTag) {
    public Job {
        region = Defaults.text(region);
        namespace = Defaults.text(namespace);
        id = Defaults.text(id);
        name = Defaults.text(name);
        type = Defaults.text(type);
        datacenters = Defaults.list(datacenters);
        nodePool = Defaults.text(nodePool);
        constraints = Defaults.list(constraints);
        affinities = Defaults.list(affinities);
        taskGroups = Defaults.list(taskGroups);
        spreads = Defaults.list(spreads);
        meta = Defaults.map(meta);
        parentId = Defaults.text(parentId);
        dispatchIdempotencyToken = Defaults.text(dispatchIdempotencyToken);
        consulNamespace = Defaults.text(consulNamespace);
        vaultNamespace = Defaults.text(vaultNamespace);
        nomadTokenId = Defaults.text(nomadTokenId);
        status = Defaults.text(status);
        statusDescription = Defaults.text(statusDescription);
    }
}
