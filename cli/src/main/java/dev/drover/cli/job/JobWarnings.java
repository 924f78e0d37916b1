package dev.drover.cli.job;

import dev.drover.cli.Context;

/** What the agent found unwise about a job, but took. */
final class JobWarnings {
    private JobWarnings() {}

    static void print(Context context, String warnings) {
        if (!warnings.isEmpty()) {
            context.print(context.colour("1;33", "Job Warnings:"));
            context.print(context.colour("33", warnings.stripTrailing()) + "\n");
        }
    }
}
