package dev.drover.model.operator;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** How the schedulers of the cluster choose nodes, changeable while they run. */
@RecordBuilder
public record SchedulerConfiguration(
        @Wire("SchedulerAlgorithm") String schedulerAlgorithm,
        @Wire("PreemptionConfig") PreemptionConfig preemptionConfig,
        @Wire("MemoryOversubscriptionEnabled") boolean memoryOversubscriptionEnabled,
        @Wire("RejectJobRegistration") boolean rejectJobRegistration,
        @Wire("PauseEvalBroker") boolean pauseEvalBroker,
        @Wire("NodeLimitForFeasibilityChecks") int nodeLimitForFeasibilityChecks,
        @Wire("CreateIndex") long createIndex,
        @Wire("ModifyIndex") long modifyIndex) {
    private static final int USUAL_NODE_LIMIT = 100;

    public SchedulerConfiguration {
        schedulerAlgorithm = orElse(schedulerAlgorithm, "binpack");
        preemptionConfig = Defaults.value(preemptionConfig, new PreemptionConfig(true, false, false, false));
        nodeLimitForFeasibilityChecks =
                nodeLimitForFeasibilityChecks == 0 ? USUAL_NODE_LIMIT : nodeLimitForFeasibilityChecks;
    }

    private static String orElse(@Nullable String value, String otherwise) {
        return value == null || value.isEmpty() ? otherwise : value;
    }

    /** What holds until an operator says otherwise: pack nodes tightly, preempt only for system jobs. */
    public static SchedulerConfiguration usual() {
        return new SchedulerConfiguration(
                "binpack",
                new PreemptionConfig(true, false, false, false),
                false,
                false,
                false,
                USUAL_NODE_LIMIT,
                0,
                0);
    }
}
