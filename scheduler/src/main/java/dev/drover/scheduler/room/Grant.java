package dev.drover.scheduler.room;

import dev.drover.model.alloc.AllocatedResources;
import dev.drover.scheduler.feasibility.Veto;
import dev.drover.state.usage.AllocationUse;

/** What came of asking a node for what a group needs. */
public sealed interface Grant {
    /** It fits; this is what the allocation would hold. */
    record Given(AllocatedResources resources, AllocationUse use) implements Grant {}

    /** It does not fit. */
    record Refused(Veto veto) implements Grant {}
}
