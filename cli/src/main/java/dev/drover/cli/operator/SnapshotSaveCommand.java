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

    private final Flag<Boolean> redact = flags.toggle("redact", "leave out what root keys are made of");

    public SnapshotSaveCommand() {
        super("Save the whole state of the cluster to a file", "[file]");
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
            if (redact.get()) {
                saveRedacted(context, file);
            } else {
                save(context, file);
            }
        } catch (DroverException fault) {
            throw new Failure("Failed to get snapshot file: " + context.explain(fault));
        } catch (IOException fault) {
            throw new Failure("Failed to write snapshot file: " + fault.getMessage());
        }
        context.print("State file written to " + name);
        return 0;
    }

    private void save(Context context, Path file) throws IOException {
        context.client().operator().saveSnapshot(file, stale.get() ? Query.NONE.stale() : Query.NONE);
    }

    /** The file never holds keys, not even for a moment. */
    private void saveRedacted(Context context, Path file) throws IOException {
        Path whole = Files.createTempDirectory("drover-snapshot-").resolve("whole.snap");
        try {
            save(context, whole);
            context.io().files().redactSnapshot(whole, file);
        } finally {
            Files.deleteIfExists(whole);
            Files.deleteIfExists(whole.toAbsolutePath().getParent());
        }
    }

    private static String usualName(Context context) {
        ZonedDateTime now = ZonedDateTime.now(context.io().clock());
        return "nomad-state-" + DAY.format(now) + "-" + now.toEpochSecond() + ".snap";
    }
}
