package dev.drover.jobspec.hcl;

import java.util.OptionalInt;

/** Replaces the escapes in the raw text of a string; heredocs know only those of template openings. */
final class EscapeDecoder {
    private final TokenCursor cursor;

    EscapeDecoder(TokenCursor cursor) {
        this.cursor = cursor;
    }

    String decode(Token token, boolean quoted) {
        String raw = cursor.text(token);
        if (raw.indexOf('\\') < 0 && raw.indexOf('{') < 0) {
            return raw;
        }
        StringBuilder result = new StringBuilder(raw.length());
        int index = 0;
        while (index < raw.length()) {
            if (raw.startsWith("$${", index) || raw.startsWith("%%{", index)) {
                result.append(raw, index + 1, index + 3);
                index += 3;
            } else if (quoted && raw.charAt(index) == '\\') {
                index += escape(raw, index, token.start(), result);
            } else {
                result.append(raw.charAt(index));
                index++;
            }
        }
        return result.toString();
    }

    /** Appends what the escape at {@code index} stands for and returns its length. */
    private int escape(String raw, int index, int offset, StringBuilder result) {
        char kind = index + 1 < raw.length() ? raw.charAt(index + 1) : ' ';
        switch (kind) {
            case 'n' -> result.append('\n');
            case 'r' -> result.append('\r');
            case 't' -> result.append('\t');
            case '"' -> result.append('"');
            case '\\' -> result.append('\\');
            case 'u', 'U' -> {
                int digits = kind == 'u' ? 4 : 8;
                OptionalInt codePoint = codePoint(raw, index + 2, digits);
                if (codePoint.isEmpty()) {
                    report(
                            "After \\" + kind + " stand " + digits + " hexadecimal digits of a Unicode character.",
                            offset + index);
                    return 2;
                }
                result.appendCodePoint(codePoint.getAsInt());
                return 2 + digits;
            }
            default -> {
                report(
                        "Known escapes are \\n \\r \\t \\\" \\\\ \\uNNNN and \\UNNNNNNNN; a backslash itself is written \\\\.",
                        offset + index);
                result.append('\\');
                return 1;
            }
        }
        return 2;
    }

    private static OptionalInt codePoint(String raw, int start, int digits) {
        int end = start + digits;
        if (end > raw.length()
                || !raw.substring(start, end)
                        .chars()
                        .allMatch(digit -> Character.digit(digit, 16) >= 0 && digit < 128)) {
            return OptionalInt.empty();
        }
        long value = Long.parseLong(raw.substring(start, end), 16);
        return value <= Character.MAX_CODE_POINT ? OptionalInt.of((int) value) : OptionalInt.empty();
    }

    private void report(String detail, int offset) {
        cursor.report("Unknown escape", detail, cursor.file().range(offset, offset + 2));
    }
}
