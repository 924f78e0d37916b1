package dev.drover.cli.alloc;

import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.FlagSet;
import dev.drover.sdk.LogPosition;

/** How much of a log or file to show, and whether to stay. */
final class TailFlags {
    /** A generous guess at a line's length: what is fetched too much is dropped, what is fetched too little is missing. */
    private static final long BYTES_A_LINE = 1024;

    private final Flag<Boolean> tail;
    private final Flag<Boolean> follow;
    private final Flag<Long> lines;
    private final Flag<Long> bytes;

    TailFlags(FlagSet flags) {
        tail = flags.toggle("tail", "show only the end");
        follow = flags.toggle("f", "stay and show what is written");
        lines = flags.number("n", "lines", 10, "with -tail: this many lines");
        bytes = flags.number("c", "bytes", 0, "with -tail: this many bytes instead of lines");
    }

    boolean follow() {
        return follow.get();
    }

    private boolean tail() {
        return tail.get() || lines.given() || bytes.given();
    }

    LogPosition position() {
        if (!tail()) {
            return LogPosition.START;
        }
        return LogPosition.lastBytes(bytes.given() ? bytes.get() : lines.get() * BYTES_A_LINE);
    }

    /** Cuts the beginning off, which was fetched to be sure. */
    LastLines cut() {
        return tail() && !bytes.given() ? LastLines.atMost(lines.get()) : LastLines.ALL;
    }
}
