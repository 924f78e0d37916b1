package dev.drover.cli.alloc;

/**
 * The end of a text.
 *
 * @param most lines that are kept; negative for all
 */
record LastLines(long most) {
    static final LastLines ALL = new LastLines(-1);

    static LastLines atMost(long lines) {
        return new LastLines(Math.max(0, lines));
    }

    boolean isAll() {
        return most < 0;
    }

    /** Where the last lines start. A line break at the very end ends the last line, it does not start another. */
    int start(byte[] text) {
        if (isAll()) {
            return 0;
        }
        long seen = 0;
        for (int at = text.length - 1; at >= 0; at--) {
            boolean endsText = at == text.length - 1;
            if (text[at] == '\n' && !endsText && ++seen >= most) {
                return at + 1;
            }
            if (most == 0) {
                return text.length;
            }
        }
        return 0;
    }
}
