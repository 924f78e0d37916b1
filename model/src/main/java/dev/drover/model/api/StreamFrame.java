package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.OmitEmpty;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** One piece of a streamed file or log; {@code data} is Base64. */
@OmitEmpty
@RecordBuilder
public record StreamFrame(
        @Wire("Offset") long offset,
        @Wire("Data") @Nullable String data,
        @Wire("File") String file,
        @Wire("FileEvent") String fileEvent) {
    public StreamFrame {
        file = Defaults.text(file);
        fileEvent = Defaults.text(fileEvent);
    }
}
