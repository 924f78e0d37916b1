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
import java.util.Map;

/** {@code operator raft logs}; asks no agent. One entry a line, so that a long log can be filtered. */
public final class RaftLogsCommand extends BaseCommand {
    private final Flag<Boolean> pretty = flags.toggle("pretty", "spread each entry over several lines");

    public RaftLogsCommand() {
        super("Print the log of a server that does not run as JSON", "<path to data dir>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        Path folder = context.io().directory().resolve(single(arguments, "path to data dir"));
        try {
            for (Map<String, Object> entry : context.io().files().raftLogs(folder)) {
                context.print(pretty.get() ? Json.writePretty(entry) : Json.write(entry));
            }
        } catch (IOException fault) {
            throw new Failure("Error reading the log: " + fault.getMessage());
        }
        return 0;
    }
}
