package dev.drover.state;

/** A prefix of texts as a range of the order of texts. */
final class Prefix {
    private Prefix() {}

    /** The first text after all texts that begin with the prefix. */
    static String end(String prefix) {
        return prefix + Character.MAX_VALUE;
    }
}
