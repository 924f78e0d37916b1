package dev.drover.jobspec.hcl;

import dev.drover.jobspec.hcl.Diagnostic.Severity;
import dev.drover.jobspec.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Reads JSON as values, numbers without loss, with the place of a fault. For files of variables; job files have codecs. */
final class JsonSyntax {
    private static final int DEPTH_LIMIT = 250;
    private static final int LONGEST_NUMBER = 400;

    private final SourceFile file;
    private final String text;
    private int position;
    private int depth;

    private JsonSyntax(SourceFile file) {
        this.file = file;
        this.text = file.text();
    }

    /** A value or the first fault. */
    sealed interface Result {}

    record Parsed(Value value) implements Result {}

    record Fault(Diagnostic diagnostic) implements Result {}

    static Result parse(SourceFile file) {
        JsonSyntax syntax = new JsonSyntax(file);
        try {
            Value value = syntax.value();
            syntax.skipBlanks();
            if (syntax.position < syntax.text.length()) {
                throw syntax.fault("Expected the end of the file.");
            }
            return new Parsed(value);
        } catch (EvaluationFault fault) {
            return new Fault(fault.diagnostics().getFirst());
        }
    }

    private EvaluationFault fault(String detail) {
        int end = Math.min(text.length(), position + 1);
        return new EvaluationFault(List.of(
                new Diagnostic(Severity.ERROR, "Not valid JSON", detail, file.range(Math.min(position, end), end))));
    }

    private void skipBlanks() {
        while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
    }

    private boolean accept(String expected) {
        skipBlanks();
        boolean found = text.startsWith(expected, position);
        if (found) {
            position += expected.length();
        }
        return found;
    }

    private Value value() {
        if (++depth > DEPTH_LIMIT) {
            throw fault("Values nest at most " + DEPTH_LIMIT + " deep.");
        }
        Value value;
        if (accept("{")) {
            value = object();
        } else if (accept("[")) {
            value = array();
        } else if (accept("\"")) {
            value = Value.of(string());
        } else if (accept("true")) {
            value = Value.of(true);
        } else if (accept("false")) {
            value = Value.of(false);
        } else if (accept("null")) {
            value = Value.Null.VALUE;
        } else {
            value = number();
        }
        depth--;
        return value;
    }

    private Value object() {
        SequencedMap<String, Value> entries = new LinkedHashMap<>();
        if (accept("}")) {
            return Value.of(entries);
        }
        do {
            if (!accept("\"")) {
                throw fault("Expected a key in double quotes.");
            }
            String key = string();
            if (!accept(":")) {
                throw fault("Expected \":\" after the key.");
            }
            entries.put(key, value());
        } while (accept(","));
        if (!accept("}")) {
            throw fault("Expected \",\" or \"}\".");
        }
        return Value.of(entries);
    }

    private Value array() {
        List<Value> items = new ArrayList<>();
        if (accept("]")) {
            return Value.of(items);
        }
        do {
            items.add(value());
        } while (accept(","));
        if (!accept("]")) {
            throw fault("Expected \",\" or \"]\".");
        }
        return Value.of(items);
    }

    private String string() {
        StringBuilder result = new StringBuilder();
        while (position < text.length() && text.charAt(position) != '"') {
            char current = text.charAt(position);
            if (current == '\\') {
                position++;
                result.append(escape());
            } else if (current < ' ') {
                throw fault("Control characters in strings are written as escapes.");
            } else {
                result.append(current);
                position++;
            }
        }
        if (position >= text.length()) {
            throw fault("Expected the closing quote of the string.");
        }
        position++;
        return result.toString();
    }

    private char escape() {
        char kind = position < text.length() ? text.charAt(position) : ' ';
        position++;
        return switch (kind) {
            case '"', '\\', '/' -> kind;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw fault("Unknown escape in a string.");
        };
    }

    private char unicode() {
        int end = position + 4;
        boolean fits = end <= text.length()
                && text.substring(position, end)
                        .chars()
                        .allMatch(digit -> digit < 128 && Character.digit(digit, 16) >= 0);
        if (!fits) {
            throw fault("Expected four hexadecimal digits.");
        }
        char result = (char) Integer.parseInt(text.substring(position, end), 16);
        position = end;
        return result;
    }

    private Value number() {
        int start = position;
        while (position < text.length() && "+-.eE0123456789".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
        String digits = text.substring(start, position);
        position = start;
        if (digits.isEmpty() || digits.length() > LONGEST_NUMBER) {
            throw fault("Expected a value.");
        }
        try {
            BigDecimal number = new BigDecimal(digits);
            if (Math.abs((long) number.scale()) > LONGEST_NUMBER) {
                throw fault("The number is out of range.");
            }
            position = start + digits.length();
            return Value.of(number);
        } catch (NumberFormatException notANumber) {
            throw fault("Expected a number.");
        }
    }
}
