package dev.drover.cli.job;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.api.JobValidateResponse;
import java.io.IOException;
import java.util.List;

/** {@code job validate}. */
public final class JobValidateCommand extends BaseCommand {
    private final JobFileFlags file = new JobFileFlags(flags);

    public JobValidateCommand() {
        super("Check a job file, here and with the agent", "<path>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws IOException, UsageException {
        LoadedJob read = file.read(context, single(arguments, "path"));
        JobValidateResponse response = context.ask(
                "Error validating job",
                () -> context.client()
                        .jobs()
                        .validate(read.job(), JobRunCommand.target(read.job()))
                        .value());
        if (!response.error().isEmpty() || !response.validationErrors().isEmpty()) {
            context.complain(context.colour("1;31", "Job validation errors:"));
            response.validationErrors().forEach(error -> context.complain("* " + error));
            if (response.validationErrors().isEmpty()) {
                context.complain(response.error());
            }
            return 1;
        }
        JobWarnings.print(context, response.warnings());
        context.print(context.colour("1;32", "Job validation successful"));
        return 0;
    }
}
