package dev.drover.cli.job;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.eval.EvaluationMonitor;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.text.Facts;
import dev.drover.cli.text.Ids;
import dev.drover.model.api.JobDispatchRequest;
import dev.drover.model.api.JobDispatchResponse;
import dev.drover.model.job.JobListStub;
import dev.drover.sdk.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code job dispatch}: starts a child of a parameterized job. */
public final class JobDispatchCommand extends BaseCommand {
    private final Flag<List<String>> meta = flags.list("meta", "key=value", "metadata of the child; may be repeated");
    private final Flag<Boolean> detach = flags.toggle("detach", "return at once");
    private final Flag<Boolean> verbose = flags.toggle("verbose", "show whole ids");
    private final Flag<Boolean> await = flags.toggle("wait", "return when the child has ended");
    private final Flag<String> idempotencyToken =
            flags.text("idempotency-token", "token", "dispatch only if no child with this token exists");
    private final Flag<String> idPrefixTemplate = flags.text(
            "id-prefix-template", "text", "goes between the id of the parent and the rest of the child's id");
    private final Flag<Long> priority =
            flags.number("priority", "number", 0, "of the child; default that of the parent");
    private final Flag<Boolean> ui = flags.toggle("ui", "open the page of the web UI");

    public JobDispatchCommand() {
        super(
                "Start a child of a parameterized job, with a payload from a file or, for -, from standard input",
                "<parameterized job> [input source]");
    }

    @Override
    public int run(Context context, List<String> arguments) throws IOException, UsageException {
        if (arguments.isEmpty() || arguments.size() > 2) {
            throw new UsageException("This command takes one or two arguments: <parameterized job> [input source]");
        }
        String payload = arguments.size() == 2 ? payload(context, arguments.get(1)) : null;
        Map<String, String> metadata = metadata();
        JobListStub job = JobLookup.stub(context, arguments.getFirst());
        JobDispatchRequest request = new JobDispatchRequest(
                job.id(),
                payload,
                metadata,
                idPrefixTemplate.get(),
                priority.get().intValue());
        Query query = JobLookup.namespace(job.namespace()).withGiven("idempotency_token", idempotencyToken.get());
        JobDispatchResponse response = context.ask(
                "Failed to dispatch job",
                () -> context.client().jobs().dispatch(request, query).value());
        Facts facts = new Facts().add("Dispatched Job ID", response.dispatchedJobId());
        if (!response.evalId().isEmpty()) {
            facts.add("Evaluation ID", new Ids(verbose.get()).shown(response.evalId()));
        }
        context.print(facts);
        int code = 0;
        if (!detach.get() && !response.evalId().isEmpty()) {
            context.print("");
            code = new EvaluationMonitor(context, verbose.get()).watch(response.evalId());
        }
        if (await.get() && code == 0) {
            code = new ChildWait(context, job.namespace()).untilDead(response.dispatchedJobId());
        }
        String page = JobPages.of(response.dispatchedJobId(), job.namespace());
        context.hint("View this job", page);
        context.openPage(ui.get(), page);
        return code;
    }

    private static @Nullable String payload(Context context, String source) throws IOException {
        byte[] bytes = source.equals("-")
                ? context.io().in().readAllBytes()
                : Files.readAllBytes(context.io().directory().resolve(source));
        return bytes.length == 0 ? null : Base64.getEncoder().encodeToString(bytes);
    }

    private Map<String, String> metadata() throws UsageException {
        Map<String, String> metadata = new LinkedHashMap<>();
        for (String pair : meta.get()) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                throw new UsageException("Error parsing meta value \"" + pair + "\": expected key=value");
            }
            metadata.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return metadata;
    }
}
