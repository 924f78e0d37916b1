package dev.drover.cli.job;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Confirmation;
import dev.drover.cli.Context;
import dev.drover.cli.eval.EvaluationMonitor;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.api.JobDeregisterResponse;
import dev.drover.model.job.JobListStub;
import dev.drover.sdk.Query;
import java.io.IOException;
import java.util.List;

/** {@code job stop}. */
public final class JobStopCommand extends BaseCommand {
    private final Flag<Boolean> detach = flags.toggle("detach", "return at once, with the id of the evaluation");
    private final Flag<Boolean> purge = flags.toggle("purge", "forget the job as well");
    private final Flag<Boolean> global = flags.toggle("global", "stop it in all its regions");
    private final Flag<Boolean> noShutdownDelay = flags.toggle("no-shutdown-delay", "skip shutdown delays");
    private final Flag<Boolean> yes = flags.toggle("yes", "do not ask");
    private final Flag<Boolean> verbose = flags.toggle("verbose", "show whole ids");
    private final Flag<Long> evalPriority =
            flags.number("eval-priority", "number", 0, "priority of the evaluation, 1 to 100; default that of the job");

    public JobStopCommand() {
        super("Stop jobs", "<job>...");
    }

    @Override
    public int run(Context context, List<String> arguments) throws IOException, UsageException {
        if (arguments.isEmpty()) {
            throw new UsageException("This command takes at least one argument: <job>");
        }
        int worst = 0;
        for (String typed : arguments) {
            worst = Math.max(worst, stop(context, typed));
        }
        return worst;
    }

    private int stop(Context context, String typed) throws IOException {
        JobListStub job = JobLookup.stub(context, typed);
        if (!job.id().equals(typed) && !yes.get()) {
            if (!Confirmation.ask(context, "Are you sure you want to stop job \"" + job.id() + "\"?")) {
                context.print("Cancelling job stop");
                return 0;
            }
        }
        Query query = JobLookup.namespace(job.namespace())
                .withTrue("purge", purge.get())
                .withTrue("global", global.get())
                .withTrue("no_shutdown_delay", noShutdownDelay.get())
                .withGiven("eval_priority", evalPriority.given() ? Long.toString(evalPriority.get()) : "");
        JobDeregisterResponse response = context.ask(
                "Error deregistering job",
                () -> context.client().jobs().deregister(job.id(), query).value());
        if (response.evalId().isEmpty()) {
            return 0;
        }
        if (detach.get()) {
            context.print(response.evalId());
            return 0;
        }
        return new EvaluationMonitor(context, verbose.get()).watch(response.evalId());
    }
}
