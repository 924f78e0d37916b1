package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.sdk.DroverException;
import dev.drover.sdk.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** {@code operator snapshot save}. */
public final class SnapshotSaveCommand extends BaseCommand {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT);

    private final Flag<Boolean> stale =
            flags.toggle("stale", "save the state of the agent's own server, whether there is a leader or not");

    public SnapshotSaveCommand() {
        super("Save the whole state of the cluster to a file", "[file]");
        // It leaves out keys, of which the state holds none.
        flags.ignored("redact");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        if (arguments.size() > 1) {
            throw new UsageException("This command takes one argument: <file>");
        }
        String name = arguments.isEmpty() ? usualName(context) : arguments.getFirst();
        Path file = context.io().directory().resolve(name);
        if (Files.exists(file)) {
            throw new Failure("Destination file already exists: " + name);
        }
        try {
            context.client().operator().saveSnapshot(file, stale.get() ? Query.NONE.stale() : Query.NONE);
        } catch (DroverException fault) {
            throw new Failure("Failed to get snapshot file: " + context.explain(fault));
        } catch (IOException fault) {
            throw new Failure("Failed to write snapshot file: " + fault.getMessage());
        }
        context.print("State file written to " + name);
        return 0;
    }

    private static String usualName(Context context) {
        ZonedDateTime now = ZonedDateTime.now(context.io().clock());
        return "nomad-state-" + DAY.format(now) + "-" + now.toEpochSecond() + ".snap";
    }
}
