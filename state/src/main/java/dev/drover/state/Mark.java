package dev.drover.state;

/**
 * The beginning of a key in four bytes, in the order of keys: of two keys with different marks the one with the lesser mark is
 * the lesser. A table looks at the marks, which lie side by side, and at a key itself only where marks are the same; that spares most
 * of the waiting for memory. Eight hexadecimal digits fill a mark, for nearly all keys are UUIDs.
 */
final class Mark {
    private static final int DIGITS = Integer.BYTES * 2;

    private Mark() {}

    /** Any other key than a text has the same mark as all of its kind. */
    static int of(Object key) {
        return key instanceof String text ? of(text) : 0;
    }

    /**
     * A letter between the digits would break the order of what follows: all that is behind it counts as lowest if it is below
     * the digit that it is told as, and as highest if it is above.
     */
    private static int of(String text) {
        int mark = 0;
        int length = Math.min(DIGITS, text.length());
        for (int place = 0; place < length; place++) {
            char letter = text.charAt(place);
            int digit = digit(letter);
            if (digit < 0) {
                int left = (DIGITS - place) * 4;
                int high = shifted(mark, left);
                return signed(letter < '0' ? high : high | fill(letter, left));
            }
            mark = mark << 4 | digit;
        }
        return signed(shifted(mark, (DIGITS - length) * 4));
    }

    private static int digit(char letter) {
        if (letter >= '0' && letter <= '9') {
            return letter - '0';
        }
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }

    /** The digit below the letter, and then the highest that there are. */
    private static int fill(char letter, int bits) {
        int rest = bits == Integer.SIZE ? -1 : (1 << bits) - 1;
        return letter > 'f' ? rest : rest & ~(6 << (bits - 4));
    }

    private static int shifted(int mark, int bits) {
        return bits == Integer.SIZE ? 0 : mark << bits;
    }

    /** So that comparing as numbers with a sign gives the order. */
    private static int signed(int mark) {
        return mark ^ Integer.MIN_VALUE;
    }
}
