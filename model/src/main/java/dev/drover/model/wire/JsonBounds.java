package dev.drover.model.wire;

/**
 * Looks over JSON before it is parsed: nesting that would end in a stack overflow, and text after the value. The parser
 * recurses into values that it skips and stops reading where the value ends, so it notices neither.
 */
final class JsonBounds {
    /** Deeper nesting is an attack or a fault; job files stay below 20. */
    static final int MAX_DEPTH = 200;

    private JsonBounds() {}

    static void check(byte[] json) {
        int depth = 0;
        for (int at = 0; at < json.length; at++) {
            switch (json[at]) {
                case '"' -> at = endOfText(json, at);
                case '{', '[' -> {
                    if (++depth > MAX_DEPTH) {
                        throw new WireException("JSON is nested deeper than " + MAX_DEPTH + " levels at byte " + at);
                    }
                }
                case '}', ']' -> {
                    if (--depth == 0) {
                        nothingAfter(json, at + 1);
                        return;
                    }
                }
                default -> {}
            }
        }
        if (depth > 0) {
            throw new WireException("JSON ends inside an object or list, after " + json.length + " bytes");
        }
    }

    /** Position of the closing quote, or the end where there is none. */
    private static int endOfText(byte[] json, int start) {
        int at = start + 1;
        while (at < json.length && json[at] != '"') {
            at += json[at] == '\\' ? 2 : 1;
        }
        return at;
    }

    private static void nothingAfter(byte[] json, int start) {
        for (int at = start; at < json.length; at++) {
            if (json[at] != ' ' && json[at] != '\n' && json[at] != '\r' && json[at] != '\t') {
                throw new WireException("more text after the end of the JSON value at byte " + at);
            }
        }
    }
}
