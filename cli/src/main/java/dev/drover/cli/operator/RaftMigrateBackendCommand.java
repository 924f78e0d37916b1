package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.flags.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code operator raft migrate-backend}: there is one form of the log, so there is nothing to move; it makes sure of that. */
public final class RaftMigrateBackendCommand extends BaseCommand {
    public RaftMigrateBackendCommand() {
        super("Tell that the log of a server need not be moved", "<path to data dir>");
        flags.ignored("yes");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        Path folder = context.io().directory().resolve(single(arguments, "path to data dir"));
        try {
            context.io().files().raftInfo(folder);
        } catch (IOException fault) {
            throw new Failure("Error reading the log: " + fault.getMessage());
        }
        context.print("Nothing to move: the log in " + folder + " has the one form that there is");
        return 0;
    }
}
