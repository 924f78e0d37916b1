package dev.drover.cli.quota;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import java.util.List;

/** {@code quota delete}. */
public final class QuotaDeleteCommand extends BaseCommand {
    public QuotaDeleteCommand() {
        super("Delete a quota that no namespace is under", "<quota>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        String name = single(arguments, "quota");
        context.tell("Error deleting quota", () -> context.client().quotas().delete(name));
        context.print("Successfully deleted quota \"" + name + "\"!");
        return 0;
    }
}
