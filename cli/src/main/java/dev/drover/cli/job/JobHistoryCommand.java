package dev.drover.cli.job;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.cli.text.Facts;
import dev.drover.model.api.JobVersionsResponse;
import dev.drover.model.diff.JobDiff;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobListStub;
import dev.drover.model.job.JobVersionTag;
import dev.drover.model.wire.Json;
import dev.drover.model.wire.JsonTree;
import dev.drover.sdk.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code job history}. */
public final class JobHistoryCommand extends BaseCommand {
    private final Flag<Boolean> diffs = flags.toggle("p", "show what each version changed");
    private final Flag<Boolean> full = flags.toggle("full", "show each version whole, as JSON");
    private final Flag<String> version = flags.text("version", "number", "show only this version");
    private final Flag<String> diffTag = flags.text("diff-tag", "tag", "compare with the version of this tag");
    private final Flag<String> diffVersion = flags.text("diff-version", "number", "compare with this version");
    private final DataFlags data = new DataFlags(flags);

    public JobHistoryCommand() {
        super("Show the versions of a job that are kept", "<job>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        JobListStub job = JobLookup.stub(context, single(arguments, "job"));
        boolean compare = diffs.get() || diffTag.given() || diffVersion.given();
        Query query = JobLookup.namespace(job.namespace())
                .withTrue("diffs", compare)
                .withGiven("diff_tag", diffTag.get())
                .withGiven("diff_version", diffVersion.get());
        JobVersionsResponse history = context.ask(
                "Error retrieving job versions",
                () -> context.client().jobs().versions(job.id(), query).value());
        List<Job> chosen = history.versions().stream()
                .filter(one -> !version.given() || version.get().equals(Long.toString(one.version())))
                .toList();
        if (chosen.isEmpty()) {
            throw new Failure("Job \"" + job.id() + "\" has no version " + version.get());
        }
        if (data.wanted()) {
            data.print(context, version.given() ? chosen.getFirst() : history.versions());
            return 0;
        }
        List<String> texts = new ArrayList<>();
        for (Job one : chosen) {
            int at = history.versions().indexOf(one);
            Optional<JobDiff> diff =
                    at < history.diffs().size() ? Optional.of(history.diffs().get(at)) : Optional.empty();
            texts.add(full.get() ? whole(one) : facts(context, one, diff));
        }
        context.print(String.join("\n\n", texts));
        return 0;
    }

    private static String whole(Job job) {
        return JsonTree.parse(Json.writeEveryField(job)).sorted().pretty();
    }

    private static String facts(Context context, Job job, Optional<JobDiff> diff) {
        Facts facts = new Facts()
                .add("Version", job.version())
                .add("Stable", job.stable())
                .add("Submit Date", context.times().at(job.submitTime()));
        JobVersionTag tag = job.versionTag();
        if (tag != null) {
            facts.add("Tag Name", tag.name());
            if (!tag.description().isEmpty()) {
                facts.add("Tag Description", tag.description());
            }
        }
        if (diff.isEmpty()) {
            return facts.toString();
        }
        String changes = new DiffText(context, false).job(diff.get()).stripTrailing();
        return facts.add("Diff", "") + "\n" + changes;
    }
}
