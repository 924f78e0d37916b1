package dev.drover.cli.job;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.api.TagVersionRequest;
import dev.drover.model.api.TagVersionRequestBuilder;
import dev.drover.model.job.JobListStub;
import java.util.List;

/** {@code job tag apply}. */
public final class JobTagApplyCommand extends BaseCommand {
    private final Flag<String> name = flags.text("name", "tag", "the name for the version");
    private final Flag<String> description = flags.text("description", "text", "what the version is");
    private final Flag<Long> version = flags.number("version", "number", 0, "the version, usually the newest");

    public JobTagApplyCommand() {
        super("Name a version of a job, so that it is kept", "<job>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        String typed = single(arguments, "job");
        if (name.get().isBlank()) {
            throw new UsageException("A version tag name is required: -name=<tag>");
        }
        JobListStub job = JobLookup.stub(context, typed);
        TagVersionRequest request = TagVersionRequestBuilder.builder()
                .version(version.get())
                .latest(!version.given())
                .description(description.get())
                .build();
        context.ask(
                "Error tagging job version",
                () -> context.client().jobs().tag(job.id(), name.get(), request, JobLookup.namespace(job.namespace())));
        String which = version.given() ? "Job version " + version.get() : "The newest job version";
        context.print(which + " tagged with name \"" + name.get() + "\"");
        return 0;
    }
}
