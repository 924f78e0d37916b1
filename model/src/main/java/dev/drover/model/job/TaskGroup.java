package dev.drover.model.job;

import dev.drover.model.service.Service;
import dev.drover.model.volume.VolumeRequest;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tasks that are placed together on one node, as many times as {@code count} says. */
@RecordBuilder
public record TaskGroup(
        @Wire("Name") String name,
        @Wire("Count") @Nullable Integer count,
        @Wire("Constraints") List<Constraint> constraints,
        @Wire("Affinities") List<Affinity> affinities,
        @Wire("Tasks") List<Task> tasks,
        @Wire("Spreads") List<Spread> spreads,
        @Wire("Volumes") Map<String, VolumeRequest> volumes,
        @Wire("RestartPolicy") @Nullable RestartPolicy restartPolicy,
        @Wire("Disconnect") @Nullable DisconnectStrategy disconnect,
        @Wire("ReschedulePolicy") @Nullable ReschedulePolicy reschedulePolicy,
        @Wire("EphemeralDisk") @Nullable EphemeralDisk ephemeralDisk,
        @Wire("Update") @Nullable UpdateStrategy update,
        @Wire("Migrate") @Nullable MigrateStrategy migrate,
        @Wire("Networks") List<NetworkResource> networks,
        @Wire("Meta") Map<String, String> meta,
        @Wire("Services") List<Service> services,
        @Wire("ShutdownDelay") @Nullable Duration shutdownDelay,
        @Wire("MaxRunDuration") @Nullable Duration maxRunDuration,
        @Wire("StopAfterClientDisconnect") @Nullable Duration stopAfterClientDisconnect,
        @Wire("MaxClientDisconnect") @Nullable Duration maxClientDisconnect,
        @Wire("Scaling") @Nullable ScalingPolicy scaling,
        @Wire("Consul") @Nullable Consul consul,
        @Wire("PreventRescheduleOnLost") boolean preventRescheduleOnLost) {
    public TaskGroup {
        name = Defaults.text(name);
        constraints = Defaults.list(constraints);
        affinities = Defaults.list(affinities);
        tasks = Defaults.list(tasks);
        spreads = Defaults.list(spreads);
        volumes = Defaults.map(volumes);
        networks = Defaults.list(networks);
        meta = Defaults.map(meta);
        services = Defaults.list(services);
    }
}
