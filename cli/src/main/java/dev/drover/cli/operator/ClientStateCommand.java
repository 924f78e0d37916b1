package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.wire.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code operator client-state}; asks no agent. */
public final class ClientStateCommand extends BaseCommand {
    public ClientStateCommand() {
        super("Print what a node that does not run keeps of its allocations as JSON", "<path to data dir>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        Path folder = context.io().directory().resolve(single(arguments, "path to data dir"));
        try {
            context.print(Json.writePretty(context.io().files().clientState(folder)));
        } catch (IOException fault) {
            throw new Failure("Error reading the state of the node: " + fault.getMessage());
        }
        return 0;
    }
}
