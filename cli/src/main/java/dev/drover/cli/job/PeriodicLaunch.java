package dev.drover.cli.job;

import dev.drover.cli.Context;
import dev.drover.cli.text.Times;
import dev.drover.model.api.JobPlanRequest;
import dev.drover.model.api.JobPlanResponse;
import dev.drover.model.job.Job;
import dev.drover.sdk.DroverException;
import java.time.Instant;
import java.util.Optional;

/** When a periodic job runs next. The agent knows how to read its schedule, and tells with a plan. */
final class PeriodicLaunch {
    private PeriodicLaunch() {}

    /** Such as {@code 2027-01-01T00:00:00Z (935h6m27s from now)}. */
    static Optional<String> next(Context context, Job job) {
        try {
            JobPlanResponse plan = context.client()
                    .jobs()
                    .plan(job.id(), new JobPlanRequest(job, false, false), JobLookup.namespace(job.namespace()))
                    .value();
            return Optional.ofNullable(plan.nextPeriodicLaunch()).map(time -> text(context.times(), time));
        } catch (DroverException unknown) {
            // A token may read a job without the right to plan it; the rest of the report is worth showing all the
            // same.
            return Optional.empty();
        }
    }

    static String text(Times times, Instant next) {
        return times.at(next) + " (" + times.untilInSeconds(next) + " from now)";
    }
}
