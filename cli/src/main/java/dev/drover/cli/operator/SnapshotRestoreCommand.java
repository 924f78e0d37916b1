package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.flags.UsageException;
import dev.drover.sdk.DroverException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code operator snapshot restore}. */
public final class SnapshotRestoreCommand extends BaseCommand {
    public SnapshotRestoreCommand() {
        super("Replace the whole state of the cluster by that of a file", "<file>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        Path file = context.io().directory().resolve(single(arguments, "file"));
        try {
            context.client().operator().restoreSnapshot(file);
        } catch (DroverException fault) {
            throw new Failure("Failed to restore the snapshot: " + context.explain(fault));
        } catch (IOException fault) {
            throw new Failure("Error opening snapshot file: " + fault.getMessage());
        }
        context.print("Snapshot Restored");
        return 0;
    }
}
