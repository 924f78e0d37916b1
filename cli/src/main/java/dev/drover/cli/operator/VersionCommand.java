package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.BuildInfo;
import java.util.List;

/** {@code version}. */
public final class VersionCommand extends BaseCommand {
    public VersionCommand() {
        super("Print which Drover this is", "");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        none(arguments);
        BuildInfo build = BuildInfo.current();
        context.print("Drover v" + build.version());
        if (!build.commit().isEmpty()) {
            context.print("Revision " + build.commit());
        }
        return 0;
    }
}
