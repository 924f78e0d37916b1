package dev.drover.model.job;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How allocations are spread over the values of an attribute. */
@RecordBuilder
public record Spread(
        @Wire("Attribute") String attribute,
        @Wire("Weight") @Nullable Integer weight,
        @Wire("SpreadTarget") List<SpreadTarget> spreadTarget) {
    public Spread {
        attribute = Defaults.text(attribute);
        spreadTarget = Defaults.list(spreadTarget);
    }
}
