package dev.drover.model.service;

import dev.drover.model.job.LogConfig;
import dev.drover.model.job.Resources;
import dev.drover.model.job.WorkloadIdentity;
import dev.drover.model.volume.VolumeMount;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sidecar task of the wire. */
@RecordBuilder
public record SidecarTask(
        @Wire("Name") String name,
        @Wire("Driver") String driver,
        @Wire("User") String user,
        @Wire("Config") Map<String, Object> config,
        @Wire("Env") Map<String, String> env,
        @Wire("Resources") @Nullable Resources resources,
        @Wire("Meta") Map<String, String> meta,
        @Wire("KillTimeout") @Nullable Duration killTimeout,
        @Wire("LogConfig") @Nullable LogConfig logConfig,
        @Wire("ShutdownDelay") @Nullable Duration shutdownDelay,
        @Wire("KillSignal") String killSignal,
        @Wire("VolumeMounts") List<VolumeMount> volumeMounts,
        @Wire("Identities") List<WorkloadIdentity> identities) {
    public SidecarTask {
        name = Defaults.text(name);
        driver = Defaults.text(driver);
        user = Defaults.text(user);
        config = Defaults.map(config);
        env = Defaults.map(env);
        meta = Defaults.map(meta);
        killSignal = Defaults.text(killSignal);
        volumeMounts = Defaults.list(volumeMounts);
        identities = Defaults.list(identities);
    }
}
