package dev.drover.model.job;

import dev.drover.model.service.Service;
import dev.drover.model.volume.TaskCSIPluginConfig;
import dev.drover.model.volume.VolumeMount;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One process, container or machine that a driver runs. */
@RecordBuilder
public record Task(
        @Wire("Name") String name,
        @Wire("Driver") String driver,
        @Wire("User") String user,
        @Wire("Lifecycle") @Nullable TaskLifecycle lifecycle,
        @Wire("Config") Map<String, Object> config,
        @Wire("Constraints") List<Constraint> constraints,
        @Wire("Affinities") List<Affinity> affinities,
        @Wire("Env") Map<String, String> env,
        @Wire("Services") List<Service> services,
        @Wire("Resources") @Nullable Resources resources,
        @Wire("RestartPolicy") @Nullable RestartPolicy restartPolicy,
        @Wire("Meta") Map<String, String> meta,
        @Wire("KillTimeout") @Nullable Duration killTimeout,
        @Wire("LogConfig") @Nullable LogConfig logConfig,
        @Wire("Artifacts") List<TaskArtifact> artifacts,
        @Wire("Vault") @Nullable Vault vault,
        @Wire("Consul") @Nullable Consul consul,
        @Wire("Templates") List<Template> templates,
        @Wire("DispatchPayload") @Nullable DispatchPayloadConfig dispatchPayload,
        @Wire("VolumeMounts") List<VolumeMount> volumeMounts,
        @Wire("CSIPluginConfig") @Nullable TaskCSIPluginConfig csiPluginConfig,
        @Wire("Leader") boolean leader,
        @Wire("ShutdownDelay") Duration shutdownDelay,
        @Wire("KillSignal") String killSignal,
        @Wire("Kind") String kind,
        @Wire("ScalingPolicies") List<ScalingPolicy> scalingPolicies,
        @Wire("Secrets") List<Secret> secrets,
        @Wire("Identity") @Nullable WorkloadIdentity identity,
        @Wire("Identities") List<WorkloadIdentity> identities,
        @Wire("Actions") List<Action> actions,
        @Wire("Schedule") @Nullable TaskSchedule schedule) {
    public Task {
        name = Defaults.text(name);
        driver = Defaults.text(driver);
        user = Defaults.text(user);
        config = Defaults.map(config);
        constraints = Defaults.list(constraints);
        affinities = Defaults.list(affinities);
        env = Defaults.map(env);
        services = Defaults.list(services);
        meta = Defaults.map(meta);
        artifacts = Defaults.list(artifacts);
        templates = Defaults.list(templates);
        volumeMounts = Defaults.list(volumeMounts);
        shutdownDelay = Defaults.duration(shutdownDelay);
        killSignal = Defaults.text(killSignal);
        kind = Defaults.text(kind);
        scalingPolicies = Defaults.list(scalingPolicies);
        secrets = Defaults.list(secrets);
        identities = Defaults.list(identities);
        actions = Defaults.list(actions);
    }
}
