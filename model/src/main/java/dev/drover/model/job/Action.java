package dev.drover.model.job;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** The action of the wire. */
@RecordBuilder
public record Action(
        @Wire("Name") String name,
        @Wire("Command") String command,
        @Wire("Args") List<String> args) {
    public Action {
        name = Defaults.text(name);
        command = Defaults.text(command);
        args = Defaults.list(args);
    }
}
