package dev.drover.cli.job;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.eval.EvaluationMonitor;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.api.EvalOptions;
import dev.drover.model.api.JobEvaluateRequest;
import dev.drover.model.job.JobListStub;
import java.util.List;

/** {@code job eval}. */
public final class JobEvalCommand extends BaseCommand {
    private final Flag<Boolean> forceReschedule =
            flags.toggle("force-reschedule", "replace failed allocations, whatever the limits of the job");
    private final Flag<Boolean> detach = flags.toggle("detach", "return at once, with the id of the evaluation");
    private final Flag<Boolean> verbose = flags.toggle("verbose", "show whole ids");

    public JobEvalCommand() {
        super("Have the scheduler look at a job again", "<job>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        JobListStub job = JobLookup.stub(context, single(arguments, "job"));
        JobEvaluateRequest request = new JobEvaluateRequest(job.id(), new EvalOptions(forceReschedule.get()));
        String evaluation = context.ask(
                "Error evaluating job",
                () -> context.client()
                        .jobs()
                        .evaluate(request, JobLookup.namespace(job.namespace()))
                        .value()
                        .evalId());
        if (detach.get()) {
            context.print("Created eval ID: \"" + evaluation + "\"");
            return 0;
        }
        return new EvaluationMonitor(context, verbose.get()).watch(evaluation);
    }
}
