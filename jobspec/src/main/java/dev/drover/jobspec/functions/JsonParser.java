package dev.drover.jobspec.functions;

import dev.drover.jobspec.value.FunctionException;
import dev.drover.jobspec.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;

/**
 * JSON into values: nulls, key order and every digit of a number survive, which the model's reader has no use for. Faults
 * go out as line and column of the text.
 */
final class JsonParser {
    private static final int MAX_DEPTH = 200;

    private final String json;
    private final Function<String, FunctionException> refuse;
    private int index;

    JsonParser(String json, Function<String, FunctionException> refuse) {
        this.json = json;
        this.refuse = refuse;
    }

    Value parse() {
        Value value = value(0);
        skipBlanks();
        if (index < json.length()) {
            throw fault("the end of the text");
        }
        return value;
    }

    private Value value(int depth) {
        if (depth > MAX_DEPTH) {
            throw refuse.apply("is nested deeper than " + MAX_DEPTH + " levels");
        }
        skipBlanks();
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> Value.of(text());
            case 't' -> word("true", Value.Bool.TRUE);
            case 'f' -> word("false", Value.Bool.FALSE);
            case 'n' -> word("null", Value.Null.VALUE);
            default -> number();
        };
    }

    private Value object(int depth) {
        SequencedMap<String, Value> entries = new LinkedHashMap<>();
        index++;
        skipBlanks();
        if (peek() == '}') {
            index++;
            return Value.of(entries);
        }
        do {
            skipBlanks();
            if (peek() != '"') {
                throw fault("a key in quotes");
            }
            String key = text();
            skipBlanks();
            expect(':');
            entries.put(key, value(depth + 1));
            skipBlanks();
        } while (skip(','));
        expect('}');
        return Value.of(entries);
    }

    private Value array(int depth) {
        List<Value> items = new ArrayList<>();
        index++;
        skipBlanks();
        if (peek() == ']') {
            index++;
            return Value.of(items);
        }
        do {
            items.add(value(depth + 1));
            skipBlanks();
        } while (skip(','));
        expect(']');
        return Value.of(items);
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        index++;
        while (true) {
            char character = peek();
            if (character < ' ') {
                throw fault("the closing quote");
            }
            index++;
            if (character == '"') {
                return text.toString();
            }
            text.append(character == '\\' ? escape() : character);
        }
    }

    private char escape() {
        char character = peek();
        index++;
        return switch (character) {
            case '"', '\\', '/' -> character;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw fault("one of \" \\ / b f n r t u after a backslash");
        };
    }

    private char unicode() {
        int code = 0;
        for (int digit = 0; digit < 4; digit++) {
            int value = Character.digit(peek(), 16);
            if (value < 0) {
                throw fault("four hexadecimal digits");
            }
            code = code * 16 + value;
            index++;
        }
        return (char) code;
    }

    private Value word(String word, Value value) {
        if (!json.startsWith(word, index)) {
            throw fault("a value");
        }
        index += word.length();
        return value;
    }

    private Value number() {
        int start = index;
        while (index < json.length() && "+-.eE0123456789".indexOf(json.charAt(index)) >= 0) {
            index++;
        }
        String digits = json.substring(start, index);
        boolean shaped = !digits.startsWith("+") && !digits.startsWith(".") && !digits.endsWith(".");
        return shaped
                ? Numbers.parse(digits).map(Value::of).orElseThrow(() -> faultAt(start, "a value"))
                : valueFault(start);
    }

    private Value valueFault(int start) {
        throw faultAt(start, "a value");
    }

    /** The character at hand, or 0 at the end. */
    private char peek() {
        return index < json.length() ? json.charAt(index) : '\0';
    }

    private boolean skip(char character) {
        boolean found = peek() == character && index < json.length();
        index += found ? 1 : 0;
        return found;
    }

    private void expect(char character) {
        if (!skip(character)) {
            throw fault("\"" + character + "\"");
        }
    }

    private void skipBlanks() {
        while (index < json.length() && " \t\r\n".indexOf(json.charAt(index)) >= 0) {
            index++;
        }
    }

    private FunctionException fault(String expected) {
        return faultAt(index, expected);
    }

    private FunctionException faultAt(int position, String expected) {
        int at = Math.min(position, json.length());
        long line = json.substring(0, at)
                        .chars()
                        .filter(character -> character == '\n')
                        .count()
                + 1;
        int column = at - json.lastIndexOf('\n', at - 1);
        String found =
                at == json.length() ? "the end" : "\"" + json.substring(at, json.offsetByCodePoints(at, 1)) + "\"";
        return refuse.apply(
                "is not JSON: line " + line + ", column " + column + ": expected " + expected + ", found " + found);
    }
}
