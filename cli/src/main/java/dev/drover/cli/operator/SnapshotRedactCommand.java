package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.flags.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** {@code operator snapshot redact}; asks no agent. */
public final class SnapshotRedactCommand extends BaseCommand {
    public SnapshotRedactCommand() {
        super("Take what root keys are made of out of a snapshot file", "<file>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        String name = single(arguments, "file");
        Path file = context.io().directory().resolve(name).toAbsolutePath();
        try {
            replace(context, file);
        } catch (IOException fault) {
            throw new Failure("Error redacting snapshot: " + fault.getMessage());
        }
        context.print("Snapshot redacted: " + name);
        return 0;
    }

    /** The file is the old one or the new one, whatever happens meanwhile. */
    private static void replace(Context context, Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + " is no file");
        }
        Path redacted = Files.createTempFile(file.getParent(), "redacted-", ".snap");
        try {
            context.io().files().redactSnapshot(file, redacted);
            Files.move(redacted, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(redacted);
        }
    }
}
