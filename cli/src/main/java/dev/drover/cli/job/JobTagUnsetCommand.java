package dev.drover.cli.job;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.job.JobListStub;
import java.util.List;

/** {@code job tag unset}. */
public final class JobTagUnsetCommand extends BaseCommand {
    private final Flag<String> name = flags.text("name", "tag", "the name to take back");

    public JobTagUnsetCommand() {
        super("Take the name of a job's version back", "-name=<tag> <job>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        String typed = single(arguments, "job");
        if (name.get().isBlank()) {
            throw new UsageException("A version tag name is required: -name=<tag>");
        }
        JobListStub job = JobLookup.stub(context, typed);
        context.ask(
                "Error removing job version tag",
                () -> context.client().jobs().untag(job.id(), name.get(), JobLookup.namespace(job.namespace())));
        context.print("Tag \"" + name.get() + "\" removed from job \"" + job.id() + "\"");
        return 0;
    }
}
