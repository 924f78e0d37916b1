package dev.drover.jobspec.functions;

import dev.drover.jobspec.value.Value;
import java.util.Map;
import java.util.TreeMap;

/**
 * Values as compact JSON, keys in ascending order. The characters {@code < > &} are escaped, since job files and the tools around them
 * expect the form that is safe inside HTML.
 */
final class JsonText {
    private JsonText() {}

    static String encode(Value value) {
        StringBuilder json = new StringBuilder();
        write(value, json);
        return json.toString();
    }

    static String quote(String text) {
        StringBuilder json = new StringBuilder();
        quote(text, json);
        return json.toString();
    }

    private static void write(Value value, StringBuilder json) {
        switch (value) {
            case Value.Null n -> json.append("null");
            case Value.Bool bool -> json.append(bool.value());
            case Value.Num number -> json.append(Texts.ofNumber(number.value()));
            case Value.Text text -> quote(text.value(), json);
            case Value.Sequence sequence -> {
                json.append('[');
                String separator = "";
                for (Value item : sequence.items()) {
                    json.append(separator);
                    write(item, json);
                    separator = ",";
                }
                json.append(']');
            }
            case Value.Mapping mapping -> writeMapping(mapping, json);
        }
    }

    private static void writeMapping(Value.Mapping mapping, StringBuilder json) {
        Map<String, Value> sorted = new TreeMap<>(Texts.ORDER);
        sorted.putAll(mapping.entries());
        json.append('{');
        String separator = "";
        for (Map.Entry<String, Value> entry : sorted.entrySet()) {
            json.append(separator);
            quote(entry.getKey(), json);
            json.append(':');
            write(entry.getValue(), json);
            separator = ",";
        }
        json.append('}');
    }

    private static void quote(String text, StringBuilder json) {
        json.append('"');
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            switch (character) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                case '<', '>', '&', '\u2028', '\u2029' -> escape(character, json);
                default -> {
                    if (character < ' ') {
                        escape(character, json);
                    } else {
                        json.append(character);
                    }
                }
            }
        }
        json.append('"');
    }

    private static void escape(char character, StringBuilder json) {
        json.append("\\u").append("%04x".formatted((int) character));
    }
}
