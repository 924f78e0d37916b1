package dev.drover.cli.exec;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * Finds, in what somebody types, the wish to hang up: at the beginning of a line the escape character, then a dot. Two escape characters stand
 * for one.
 */
final class EscapeFilter {
    private enum State {
        LINE_START,
        ESCAPED,
        INSIDE
    }

    private final Optional<Character> escape;
    private State state = State.LINE_START;
    private boolean hungUp;

    /** With this escape character, or transparent without one. */
    EscapeFilter(Optional<Character> escape) {
        this.escape = escape;
    }

    /** What is to be passed on; after {@link #isHungUp} nothing more. */
    byte[] pass(byte[] typed, int count) {
        ByteArrayOutputStream passed = new ByteArrayOutputStream(count);
        for (int i = 0; i < count && !hungUp; i++) {
            take(typed[i], passed);
        }
        return passed.toByteArray();
    }

    private void take(byte key, ByteArrayOutputStream passed) {
        boolean isEscape = escape.isPresent() && key == (byte) escape.get().charValue();
        switch (state) {
            case LINE_START -> {
                if (isEscape) {
                    state = State.ESCAPED;
                } else {
                    write(key, passed);
                }
            }
            case ESCAPED -> {
                if (key == '.') {
                    hungUp = true;
                    return;
                }
                if (!isEscape) {
                    passed.write(escape.orElseThrow());
                }
                write(key, passed);
            }
            case INSIDE -> write(key, passed);
        }
    }

    private void write(byte key, ByteArrayOutputStream passed) {
        passed.write(key);
        state = key == '\n' || key == '\r' ? State.LINE_START : State.INSIDE;
    }

    boolean isHungUp() {
        return hungUp;
    }
}
