package dev.drover.model.api;

import dev.drover.model.wire.Absent;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** The fuzzy match of the wire. */
@RecordBuilder
public record FuzzyMatch(
        @Wire("ID") String id,
        @Wire(value = "Scope", absent = Absent.OMITTED) List<String> scope) {
    public FuzzyMatch {
        id = Defaults.text(id);
        scope = Defaults.list(scope);
    }
}
