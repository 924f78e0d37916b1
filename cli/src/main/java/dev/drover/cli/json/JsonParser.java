package dev.drover.cli.json;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Reads what an agent answered into a tree. */
final class JsonParser {
    /** Deeper than any answer, and shallow enough for the stack. */
    private static final int MAX_DEPTH = 500;

    private final String json;
    private int at;

    JsonParser(String json) {
        this.json = json;
    }

    JsonTree parse() {
        JsonTree tree = value(0);
        skipBlanks();
        if (at < json.length()) {
            throw fault("the end");
        }
        return tree;
    }

    private JsonTree value(int depth) {
        if (depth > MAX_DEPTH) {
            throw fault("less depth");
        }
        skipBlanks();
        return switch (peek()) {
            case '{' -> fields(depth);
            case '[' -> items(depth);
            case '"' -> new JsonTree.Text(text());
            default -> literal();
        };
    }

    private JsonTree fields(int depth) {
        TreeMap<String, JsonTree> values = new TreeMap<>();
        at++;
        skipBlanks();
        while (peek() != '}') {
            skipBlanks();
            String name = text();
            skipBlanks();
            expect(':');
            values.put(name, value(depth + 1));
            separator('}');
        }
        at++;
        return new JsonTree.Fields(values);
    }

    private JsonTree items(int depth) {
        List<JsonTree> values = new ArrayList<>();
        at++;
        skipBlanks();
        while (peek() != ']') {
            values.add(value(depth + 1));
            separator(']');
        }
        at++;
        return new JsonTree.Items(values);
    }

    private void separator(char end) {
        skipBlanks();
        if (peek() != end) {
            expect(',');
            skipBlanks();
        }
    }

    private String text() {
        expect('"');
        StringBuilder text = new StringBuilder();
        while (peek() != '"') {
            char next = json.charAt(at++);
            text.append(next == '\\' ? escaped() : next);
        }
        at++;
        return text.toString();
    }

    private char escaped() {
        char kind = peek();
        at++;
        return switch (kind) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> unicode();
            default -> kind;
        };
    }

    private char unicode() {
        if (at + 4 > json.length()) {
            throw fault("four hexadecimal digits");
        }
        char unit = (char) Integer.parseInt(json.substring(at, at + 4), 16);
        at += 4;
        return unit;
    }

    private JsonTree literal() {
        int start = at;
        while (at < json.length() && ",]} \t\r\n".indexOf(json.charAt(at)) < 0) {
            at++;
        }
        String word = json.substring(start, at);
        if (!word.matches("true|false|null|-?[0-9][0-9.eE+-]*")) {
            throw fault("a value");
        }
        return word.equals("null") ? JsonTree.NULL : new JsonTree.Literal(word);
    }

    private void skipBlanks() {
        while (at < json.length() && Character.isWhitespace(json.charAt(at))) {
            at++;
        }
    }

    private char peek() {
        if (at >= json.length()) {
            throw fault("more");
        }
        return json.charAt(at);
    }

    private void expect(char wanted) {
        if (peek() != wanted) {
            throw fault("'" + wanted + "'");
        }
        at++;
    }

    private IllegalArgumentException fault(String expected) {
        return new IllegalArgumentException("this is no JSON: expected " + expected + " at character " + (at + 1));
    }
}
