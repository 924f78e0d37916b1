package dev.drover.model.job;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a periodic job is launched. */
@RecordBuilder
public record PeriodicConfig(
        @Wire("Enabled") @Nullable Boolean enabled,
        @Wire("Spec") String spec,
        @Wire("Specs") List<String> specs,
        @Wire("SpecType") String specType,
        @Wire("ProhibitOverlap") boolean prohibitOverlap,
        @Wire("TimeZone") String timeZone) {
    public PeriodicConfig {
        spec = Defaults.text(spec);
        specs = Defaults.list(specs);
        specType = Defaults.text(specType);
        timeZone = Defaults.text(timeZone);
    }
}
