package dev.drover.template.value;

import java.util.HexFormat;

/** Texts and characters in quotes, with Go's escapes. */
public final class Quotes {
    private Quotes() {}

    /** In double quotes. */
    public static String quote(String text, boolean onlyAscii) {
        return quote(text, '"', onlyAscii);
    }

    static String quoteCharacter(int codePoint, boolean onlyAscii) {
        return quote(Character.toString(codePoint), '\'', onlyAscii);
    }

    private static String quote(String text, char quote, boolean onlyAscii) {
        StringBuilder out = new StringBuilder().append(quote);
        text.codePoints().forEach(letter -> append(out, letter, quote, onlyAscii));
        return out.append(quote).toString();
    }

    private static void append(StringBuilder out, int letter, char quote, boolean onlyAscii) {
        switch (letter) {
            case 7 -> out.append("\\a");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case 11 -> out.append("\\v");
            default -> {
                if (letter == quote || letter == '\\') {
                    out.append('\\').append((char) letter);
                } else if (isPrintable(letter) && (letter < 0x80 || !onlyAscii)) {
                    out.appendCodePoint(letter);
                } else if (letter < 0x80) {
                    out.append("\\x").append(HexFormat.of().toHexDigits((byte) letter));
                } else if (letter <= 0xFFFF) {
                    out.append("\\u").append(HexFormat.of().toHexDigits((char) letter));
                } else {
                    out.append("\\U").append(HexFormat.of().toHexDigits(letter));
                }
            }
        }
    }

    static boolean isPrintable(int letter) {
        return letter == ' '
                || switch (Character.getType(letter)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SPACE_SEPARATOR -> false;
                    default -> true;
                };
    }
}
