package dev.drover.model.api;

import dev.drover.model.wire.OmitEmpty;
import dev.drover.model.wire.Wire;
import org.jspecify.annotations.Nullable;

/** One message from a command that runs inside a task; the last one tells how it ended. */
@OmitEmpty
public record ExecOutput(
        @Wire("stdout") @Nullable ExecBytes stdout,
        @Wire("stderr") @Nullable ExecBytes stderr,
        @Wire("exited") boolean exited,
        @Wire("result") @Nullable ExitResult result) {
    public static ExecOutput stdout(ExecBytes bytes) {
        return new ExecOutput(bytes, null, false, null);
    }

    public static ExecOutput stderr(ExecBytes bytes) {
        return new ExecOutput(null, bytes, false, null);
    }

    public static ExecOutput exited(int exitCode) {
        return new ExecOutput(null, null, true, new ExitResult(exitCode));
    }

    /** How a command ended: 128 + signal when a signal ended it. */
    public record ExitResult(@Wire("exit_code") int exitCode) {}
}
