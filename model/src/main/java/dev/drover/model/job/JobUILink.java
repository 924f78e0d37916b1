package dev.drover.model.job;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The job ui link of the wire. */
@RecordBuilder
public record JobUILink(
        @Wire("Label") String label, @Wire("Url") String url) {
    public JobUILink {
        label = Defaults.text(label);
        url = Defaults.text(url);
    }
}
