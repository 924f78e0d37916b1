package dev.drover.cli.quota;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.text.SpecText;
import dev.drover.jobspec.SpecFiles;
import dev.drover.model.quota.QuotaSpec;
import java.util.List;

/** {@code quota apply}. */
public final class QuotaApplyCommand extends BaseCommand {
    private final Flag<Boolean> json = flags.toggle("json", "the input is JSON");

    public QuotaApplyCommand() {
        super("Create or change a quota", "<path|->");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        String path = single(arguments, "input");
        QuotaSpec quota = SpecText.read(context.io(), path).parse(json.get(), QuotaSpec.class, SpecFiles::quota);
        context.tell(
                "Error applying quota specification",
                () -> context.client().quotas().apply(quota));
        context.print("Successfully applied quota specification \"" + quota.name() + "\"!");
        return 0;
    }
}
