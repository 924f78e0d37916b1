package dev.drover.cli.job;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.eval.EvaluationMonitor;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.job.JobListStub;
import java.util.List;

/** {@code job periodic force}. */
public final class JobPeriodicForceCommand extends BaseCommand {
    private final Flag<Boolean> detach = flags.toggle("detach", "return at once, with the id of the evaluation");
    private final Flag<Boolean> verbose = flags.toggle("verbose", "show whole ids");

    public JobPeriodicForceCommand() {
        super("Launch a periodic job now", "<job>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        JobListStub job = JobLookup.stub(context, single(arguments, "job"));
        String evaluation = context.ask(
                "Error forcing periodic job",
                () -> context.client()
                        .jobs()
                        .forcePeriodic(job.id(), JobLookup.namespace(job.namespace()))
                        .value()
                        .evalId());
        if (detach.get()) {
            context.print("Force periodic successful\nEvaluation ID: " + evaluation);
            return 0;
        }
        return new EvaluationMonitor(context, verbose.get()).watch(evaluation);
    }
}
