package dev.drover.model.operator;

import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** For which types of job less important work may be pushed aside. */
@RecordBuilder
public record PreemptionConfig(
        @Wire("SystemSchedulerEnabled") boolean systemSchedulerEnabled,
        @Wire("SysBatchSchedulerEnabled") boolean sysBatchSchedulerEnabled,
        @Wire("BatchSchedulerEnabled") boolean batchSchedulerEnabled,
        @Wire("ServiceSchedulerEnabled") boolean serviceSchedulerEnabled) {}
