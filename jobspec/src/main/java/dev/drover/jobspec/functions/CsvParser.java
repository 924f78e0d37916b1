package dev.drover.jobspec.functions;

import dev.drover.jobspec.value.FunctionException;
import dev.drover.jobspec.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;

/** Comma-separated values (RFC 4180) into a list of objects; the first row names the columns, empty lines are skipped. */
final class CsvParser {
    private final String text;
    private final Function<String, FunctionException> refuse;
    private int index;
    private int line = 1;

    CsvParser(String text, Function<String, FunctionException> refuse) {
        this.text = text;
        this.refuse = refuse;
    }

    Value parse() {
        List<String> header = row();
        if (header.isEmpty()) {
            throw refuse.apply("has no header row");
        }
        if (header.stream().distinct().count() < header.size()) {
            throw refuse.apply("names a column twice in its header row");
        }
        List<Value> objects = new ArrayList<>();
        int first = line;
        for (List<String> row = row(); !row.isEmpty(); row = row()) {
            if (row.size() != header.size()) {
                throw refuse.apply("has a row of " + row.size() + " fields at line " + first + ", the header has "
                        + header.size());
            }
            SequencedMap<String, Value> object = new LinkedHashMap<>();
            for (int column = 0; column < row.size(); column++) {
                object.put(header.get(column), Value.of(row.get(column)));
            }
            objects.add(Value.of(object));
            first = line;
        }
        return Value.of(objects);
    }

    /** The next row that is not an empty line, or no fields at the end. */
    private List<String> row() {
        while (index < text.length() && (at('\n') || at('\r'))) {
            line += at('\n') ? 1 : 0;
            index++;
        }
        List<String> fields = new ArrayList<>();
        if (index >= text.length()) {
            return fields;
        }
        while (true) {
            fields.add(at('"') ? quoted() : bare());
            if (!at(',')) {
                return fields;
            }
            index++;
        }
    }

    private String bare() {
        int start = index;
        while (index < text.length() && !at(',') && !at('\n') && !at('\r')) {
            if (at('"')) {
                throw refuse.apply("has a quote inside an unquoted field at line " + line);
            }
            index++;
        }
        return text.substring(start, index);
    }

    private String quoted() {
        StringBuilder field = new StringBuilder();
        int opened = line;
        index++;
        while (index < text.length()) {
            char character = text.charAt(index++);
            line += character == '\n' ? 1 : 0;
            if (character != '"') {
                field.append(character);
            } else if (at('"')) {
                field.append('"');
                index++;
            } else if (index == text.length() || at(',') || at('\n') || at('\r')) {
                return field.toString();
            } else {
                throw refuse.apply("has text after the closing quote at line " + line);
            }
        }
        throw refuse.apply("has a quote at line " + opened + " that is never closed");
    }

    private boolean at(char character) {
        return index < text.length() && text.charAt(index) == character;
    }
}
