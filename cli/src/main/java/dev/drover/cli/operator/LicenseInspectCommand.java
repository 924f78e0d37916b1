package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.flags.UsageException;
import java.util.List;

/** {@code license inspect}: says that there are no licenses to look into. */
public final class LicenseInspectCommand extends BaseCommand {
    public LicenseInspectCommand() {
        super("Look into a license file, of which there are none", "[path]");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        if (arguments.size() > 1) {
            throw new UsageException("This command takes no arguments or one: [path]");
        }
        throw new Failure("Drover needs no license and reads no license files. Nothing is held back without one.");
    }
}
