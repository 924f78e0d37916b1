package dev.drover.cli.job;

import dev.drover.cli.Context;
import dev.drover.cli.eval.Progress;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobSummary;
import dev.drover.sdk.Answer;
import dev.drover.sdk.Query;
import java.time.Duration;

/** Waits for the end of a dispatched job. */
final class ChildWait {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final Context context;
    private final Query inNamespace;

    ChildWait(Context context, String namespace) {
        this.context = context;
        this.inNamespace = JobLookup.namespace(namespace);
    }

    /**
     * Blocks until the job is dead.
     *
     * @return 0 when all of it completed, 1 when something failed or was lost
     */
    int untilDead(String id) {
        Query query = inNamespace;
        while (true) {
            Query next = query;
            Answer<Job> answer = context.ask(
                    "Error querying job", () -> context.client().jobs().info(id, next));
            if (answer.value().status().equals("dead")) {
                return result(id);
            }
            query = inNamespace.index(Math.max(1, answer.index())).waitAtMost(LONGEST_WAIT);
        }
    }

    private int result(String id) {
        JobSummary summary = context.ask(
                "Error querying job summary",
                () -> context.client().jobs().summary(id, inNamespace).value());
        boolean wrong = summary.summary().values().stream().anyMatch(counts -> counts.failed() + counts.lost() > 0);
        new Progress(context).step("Job \"" + id + "\" has ended" + (wrong ? ", and a part of it failed" : ""));
        return wrong ? 1 : 0;
    }
}
