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

/** {@code operator snapshot state}; asks no agent. */
public final class SnapshotStateCommand extends BaseCommand {
    private final Flag<String> filter = flags.text("filter", "expression", "only records that meet it");

    public SnapshotStateCommand() {
        super("Show all records in a snapshot file as JSON", "<file>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        Path file = context.io().directory().resolve(single(arguments, "file"));
        try {
            context.print(Json.writePretty(context.io().files().snapshotState(file, filter.get())));
        } catch (IOException fault) {
            throw new Failure("Error reading snapshot: " + fault.getMessage());
        }
        return 0;
    }
}
