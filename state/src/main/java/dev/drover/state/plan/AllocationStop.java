package dev.drover.state.plan;

import dev.drover.model.alloc.ClientStatus;
import org.jspecify.annotations.Nullable;

/**
 * An allocation that is to stop.
 *
 * @param description why, as users read it
 * @param clientStatus what it counts as when its node cannot say so any more (lost, unknown), else null
 * @param followupEvalId evaluation that will look after it later, or empty
 */
public record AllocationStop(
        String allocationId, String description, @Nullable ClientStatus clientStatus, String followupEvalId) {
    public static AllocationStop of(String allocationId, String description) {
        return new AllocationStop(allocationId, description, null, "");
    }
}
