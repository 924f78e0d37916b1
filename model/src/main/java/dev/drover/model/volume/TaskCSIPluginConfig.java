package dev.drover.model.volume;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;

/** The task csi plugin config of the wire. */
@RecordBuilder
public record TaskCSIPluginConfig(
        @Wire("ID") String id,
        @Wire("Type") String type,
        @Wire("MountDir") String mountDir,
        @Wire("StagePublishBaseDir") String stagePublishBaseDir,
        @Wire("HealthTimeout") Duration healthTimeout) {
    public TaskCSIPluginConfig {
        id = Defaults.text(id);
        type = Defaults.text(type);
        mountDir = Defaults.text(mountDir);
        stagePublishBaseDir = Defaults.text(stagePublishBaseDir);
        healthTimeout = Defaults.duration(healthTimeout);
    }
}
