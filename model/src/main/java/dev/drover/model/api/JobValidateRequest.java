package dev.drover.model.api;

import dev.drover.model.job.Job;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** Body of a request: job validate. */
@RecordBuilder
public record JobValidateRequest(@Wire("Job") @Nullable Job job) {}
