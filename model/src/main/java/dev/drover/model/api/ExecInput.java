package dev.drover.model.api;

import dev.drover.model.wire.OmitEmpty;
import dev.drover.model.wire.Wire;
import org.jspecify.annotations.Nullable;

/** One message to a command that runs inside a task. Without anything in it, it only shows that the caller is still there. */
@OmitEmpty
public record ExecInput(
        @Wire("stdin") @Nullable ExecBytes stdin,
        @Wire("tty_size") @Nullable TerminalSize ttySize) {
    public static final ExecInput HEARTBEAT = new ExecInput(null, null);

    public static ExecInput of(ExecBytes stdin) {
        return new ExecInput(stdin, null);
    }

    public static ExecInput of(TerminalSize size) {
        return new ExecInput(null, size);
    }

    /** The size of a terminal in characters. */
    public record TerminalSize(
            @Wire("height") int height, @Wire("width") int width) {}
}
