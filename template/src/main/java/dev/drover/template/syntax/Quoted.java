package dev.drover.template.syntax;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The escapes in Go's quoted texts. Escapes for bytes (hexadecimal, octal) are put together as UTF-8. */
final class Quoted {
    private final Source source;
    private final int start;
    private final String body;
    private final char quote;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int at;

    private Quoted(Source source, int start, String body, char quote) {
        this.source = source;
        this.start = start;
        this.body = body;
        this.quote = quote;
    }

    static String decode(Source source, int start, String body, char quote) {
        return body.indexOf('\\') < 0 ? body : new Quoted(source, start, body, quote).decode();
    }

    private String decode() {
        while (at < body.length()) {
            int letter = body.codePointAt(at);
            at += Character.charCount(letter);
            if (letter == '\\') {
                escape();
            } else {
                add(letter);
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private void add(int codePoint) {
        out.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
    }

    private void escape() {
        char kind = at < body.length() ? body.charAt(at++) : ' ';
        switch (kind) {
            case 'a' -> out.write(7);
            case 'b' -> out.write('\b');
            case 'f' -> out.write('\f');
            case 'n' -> out.write('\n');
            case 'r' -> out.write('\r');
            case 't' -> out.write('\t');
            case 'v' -> out.write(11);
            case '\\' -> out.write('\\');
            case 'x' -> oneByte(digits(2, 16));
            case 'u' -> character(digits(4, 16));
            case 'U' -> character(digits(8, 16));
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                at--;
                oneByte(digits(3, 8));
            }
            default -> {
                if (kind != quote) {
                    throw fault();
                }
                out.write(kind);
            }
        }
    }

    /** In a character constant a byte is a character. */
    private void oneByte(long value) {
        if (value > 0xFF) {
            throw fault();
        }
        if (quote == '\'') {
            add((int) value);
        } else {
            out.write((int) value);
        }
    }

    private void character(long value) {
        if (value > Character.MAX_CODE_POINT || (value >= 0xD800 && value < 0xE000)) {
            throw fault();
        }
        add((int) value);
    }

    private long digits(int count, int radix) {
        if (at + count > body.length()) {
            throw fault();
        }
        long value = 0;
        for (char digit : body.substring(at, at + count).toCharArray()) {
            int number = Character.digit(digit, radix);
            if (number < 0) {
                throw fault();
            }
            value = value * radix + number;
        }
        at += count;
        return value;
    }

    private RuntimeException fault() {
        return source.fault(start, "text in quotes has an escape that Go does not know");
    }
}
