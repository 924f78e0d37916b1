package dev.drover.model.job;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The change script of the wire. */
@RecordBuilder
public record ChangeScript(
        @Wire("Command") String command,
        @Wire("Args") List<String> args,
        @Wire("Timeout") @Nullable Duration timeout,
        @Wire("FailOnError") boolean failOnError,
        @Wire("RunOnFirstRender") boolean runOnFirstRender) {
    public ChangeScript {
        command = Defaults.text(command);
        args = Defaults.list(args);
    }
}
