package dev.drover.model.wire;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * Walks over JSON in memory, one token at a time.
 *
 * <p>Ours, since the library's reader stops at texts of 50,000 characters (a job's source may have a million), recurses
 * without bound into what it skips, and wraps numbers around that do not fit. Each method takes time linear in the bytes
 * it passes over. Whatever is wrong is a {@link WireException} with the position.
 */
final class JsonText {
    /** Deeper nesting is an attack or a fault, and would end in a stack overflow; jobs stay below 20. */
    static final int MAX_DEPTH = 200;

    /** Longer numbers take quadratic time to convert. */
    private static final int MAX_NUMBER = 400;

    /** What stands at the current position. */
    enum Kind {
        OBJECT,
        LIST,
        TEXT,
        NUMBER,
        BOOLEAN,
        NULL
    }

    private final byte[] json;
    private int at;
    private int depth;
    /** By depth, whether an element was read already, so that a comma comes before the next one. */
    private final boolean[] continued = new boolean[MAX_DEPTH + 1];

    JsonText(byte[] json) {
        this.json = json;
    }

    Kind kind() {
        return switch (peek()) {
            case '{' -> Kind.OBJECT;
            case '[' -> Kind.LIST;
            case '"' -> Kind.TEXT;
            case 't', 'f' -> Kind.BOOLEAN;
            case 'n' -> Kind.NULL;
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> Kind.NUMBER;
            default -> throw fault("expected a value");
        };
    }

    /** Passes over {@code null}, when that is what comes. */
    boolean isNull() {
        if (peek() != 'n') {
            return false;
        }
        word("null");
        return true;
    }

    void beginObject() {
        open('{', "an object");
    }

    void beginList() {
        open('[', "a list");
    }

    void endObject() {
        close('}');
    }

    void endList() {
        close(']');
    }

    private void open(char bracket, String what) {
        if (peek() != bracket) {
            throw fault("expected " + what);
        }
        if (depth == MAX_DEPTH) {
            throw fault("nested deeper than " + MAX_DEPTH + " levels");
        }
        at++;
        continued[++depth] = false;
    }

    private void close(char bracket) {
        expect(bracket);
        depth--;
    }

    boolean hasNextField() {
        return hasNext('}');
    }

    boolean hasNextElement() {
        return hasNext(']');
    }

    private boolean hasNext(char end) {
        if (peek() == end) {
            return false;
        }
        if (continued[depth]) {
            expect(',');
            if (peek() == end) {
                throw fault("a comma without anything after it");
            }
        }
        continued[depth] = true;
        return true;
    }

    String nextField() {
        String name = readText();
        expect(':');
        return name;
    }

    boolean readBoolean() {
        if (peek() == 't') {
            word("true");
            return true;
        }
        if (peek() == 'f') {
            word("false");
            return false;
        }
        throw fault("expected true or false");
    }

    String readText() {
        if (peek() != '"') {
            throw fault("expected a text in quotes");
        }
        int start = ++at;
        while (at < json.length && json[at] != '"' && json[at] != '\\') {
            plain();
        }
        if (at < json.length && json[at] == '"') {
            return new String(json, start, at++ - start, StandardCharsets.UTF_8);
        }
        return readEscaped(start);
    }

    private String readEscaped(int start) {
        StringBuilder text = new StringBuilder(new String(json, start, at - start, StandardCharsets.UTF_8));
        while (at < json.length && json[at] != '"') {
            if (json[at] == '\\') {
                at++;
                text.append(escaped());
            } else {
                int from = at;
                while (at < json.length && json[at] != '"' && json[at] != '\\') {
                    plain();
                }
                text.append(new String(json, from, at - from, StandardCharsets.UTF_8));
            }
        }
        if (at >= json.length) {
            throw fault("a text has no closing quote");
        }
        at++;
        return text.toString();
    }

    private void plain() {
        if (json[at] >= 0 && json[at] < ' ') {
            throw fault("a control character inside a text; escape it");
        }
        at++;
    }

    private char escaped() {
        char escape = at < json.length ? (char) json[at++] : 0;
        return switch (escape) {
            case '"', '\\', '/' -> escape;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hexadecimal();
            default -> throw fault("an unknown escape inside a text");
        };
    }

    private char hexadecimal() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at < json.length ? Character.digit((char) json[at++], 16) : -1;
            if (digit < 0) {
                throw fault("expected four hexadecimal digits after \\u");
            }
            code = code * 16 + digit;
        }
        return (char) code;
    }

    long readLong() {
        String number = number();
        try {
            return number.length() < 19 && isDigits(number)
                    ? Long.parseLong(number)
                    : new BigDecimal(number).longValueExact();
        } catch (ArithmeticException fault) {
            throw fault(number + " is no whole number of 64 bits");
        }
    }

    int readInt() {
        long value = readLong();
        if (value != (int) value) {
            throw fault(value + " does not fit 32 bits");
        }
        return (int) value;
    }

    double readDouble() {
        String number = number();
        double value = Double.parseDouble(number);
        if (Double.isInfinite(value)) {
            throw fault(number + " does not fit a double");
        }
        return value;
    }

    BigDecimal readDecimal() {
        return new BigDecimal(number());
    }

    private static boolean isDigits(String number) {
        return number.chars().allMatch(digit -> (digit >= '0' && digit <= '9') || digit == '-');
    }

    /** A number as JSON writes it: no leading zero, digits on both sides of a dot. */
    private String number() {
        if (kind() != Kind.NUMBER) {
            throw fault("expected a number");
        }
        int start = at;
        skip('-');
        if (!skip('0')) {
            digits();
        }
        if (skip('.')) {
            digits();
        }
        if (skip('e') || skip('E')) {
            if (!skip('-')) {
                skip('+');
            }
            digits();
        }
        boolean glued = at < json.length && (isDigit(json[at]) || json[at] == '.' || Character.isLetter(json[at]));
        if (glued || at - start > MAX_NUMBER) {
            throw fault(glued ? "malformed number" : "a number of more than " + MAX_NUMBER + " characters");
        }
        return new String(json, start, at - start, StandardCharsets.US_ASCII);
    }

    private static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }

    private boolean skip(char character) {
        boolean there = at < json.length && json[at] == character;
        at += there ? 1 : 0;
        return there;
    }

    private void digits() {
        int start = at;
        while (at < json.length && isDigit(json[at])) {
            at++;
        }
        if (at == start) {
            throw fault("malformed number");
        }
    }

    void skipValue() {
        switch (kind()) {
            case OBJECT -> {
                beginObject();
                while (hasNextField()) {
                    nextField();
                    skipValue();
                }
                endObject();
            }
            case LIST -> {
                beginList();
                while (hasNextElement()) {
                    skipValue();
                }
                endList();
            }
            case TEXT -> readText();
            case NUMBER -> number();
            case BOOLEAN -> readBoolean();
            case NULL -> word("null");
        }
    }

    /** Nothing but white space may follow the value. */
    void end() {
        skipSpace();
        if (at < json.length) {
            throw fault("more text after the end of the JSON value");
        }
    }

    private void word(String word) {
        for (int i = 0; i < word.length(); i++) {
            expectHere(word.charAt(i));
        }
    }

    private void expect(char character) {
        skipSpace();
        expectHere(character);
    }

    private void expectHere(char character) {
        if (at >= json.length || json[at] != character) {
            throw fault("expected " + character);
        }
        at++;
    }

    private char peek() {
        skipSpace();
        if (at >= json.length) {
            throw fault("the JSON text ends too early");
        }
        return (char) (json[at] & 0xff);
    }

    private void skipSpace() {
        while (at < json.length && (json[at] == ' ' || json[at] == '\n' || json[at] == '\r' || json[at] == '\t')) {
            at++;
        }
    }

    private WireException fault(String reason) {
        return new WireException(reason + " (at byte " + at + ")");
    }
}
