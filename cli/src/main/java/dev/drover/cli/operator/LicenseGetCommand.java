package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.wire.JsonTree;
import java.util.List;

/** {@code license get}: an agent that needs a license tells of it; ours says that there is none. */
public final class LicenseGetCommand extends BaseCommand {
    public LicenseGetCommand() {
        super("Show the license, of which none is needed", "");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        none(arguments);
        String license = context.ask(
                "Error getting license", () -> context.client().operator().license());
        context.print(
                license.isEmpty()
                        ? "No license is needed, and nothing is held back without one."
                        : JsonTree.parse(license).pretty());
        return 0;
    }
}
