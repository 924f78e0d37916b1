package dev.drover.model.eval;

import dev.drover.model.alloc.AllocationListStub;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;

/** What a plan would do to each group. */
@RecordBuilder
public record PlanAnnotations(
        @Wire("DesiredTGUpdates") Map<String, DesiredUpdates> desiredTgUpdates,
        @Wire("PreemptedAllocs") List<AllocationListStub> preemptedAllocs) {
    public PlanAnnotations {
        desiredTgUpdates = Defaults.map(desiredTgUpdates);
        preemptedAllocs = Defaults.list(preemptedAllocs);
    }
}
