package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.wire.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code operator raft state}; asks no agent. */
public final class RaftStateCommand extends BaseCommand {
    private final Flag<Long> last =
            flags.number("last-index", "index", 0, "the last entry of the log to apply; 0 for all that there are");

    public RaftStateCommand() {
        super("Print the state that the log of a server leads to as JSON", "<path to data dir>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        Path folder = context.io().directory().resolve(single(arguments, "path to data dir"));
        long index = last.get() == 0 ? Long.MAX_VALUE : last.get();
        try {
            context.print(Json.writePretty(context.io().files().raftState(folder, index)));
        } catch (IOException fault) {
            throw new Failure("Error reading the log: " + fault.getMessage());
        }
        return 0;
    }
}
