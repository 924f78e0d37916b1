package dev.drover.model.job;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;

/** A file or archive fetched before a task starts. */
@RecordBuilder
public record TaskArtifact(
        @Wire("GetterSource") String getterSource,
        @Wire("GetterOptions") Map<String, String> getterOptions,
        @Wire("GetterHeaders") Map<String, String> getterHeaders,
        @Wire("GetterMode") String getterMode,
        @Wire("GetterInsecure") boolean getterInsecure,
        @Wire("RelativeDest") String relativeDest,
        @Wire("Chown") boolean chown) {
    public TaskArtifact {
        getterSource = Defaults.text(getterSource);
        getterOptions = Defaults.map(getterOptions);
        getterHeaders = Defaults.map(getterHeaders);
        getterMode = Defaults.text(getterMode);
        relativeDest = Defaults.text(relativeDest);
    }
}
