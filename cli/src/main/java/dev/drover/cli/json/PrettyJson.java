package dev.drover.cli.json;

import java.util.Iterator;
import java.util.Map;

/** JSON for people: sorted names, four spaces a level. */
public final class PrettyJson {
    private static final int INDENT = 4;

    private final StringBuilder out = new StringBuilder();

    private PrettyJson() {}

    public static String print(JsonTree tree) {
        PrettyJson pretty = new PrettyJson();
        pretty.write(tree, 0);
        return pretty.out.toString();
    }

    private void write(JsonTree tree, int level) {
        switch (tree) {
            case JsonTree.Literal literal -> out.append(literal.value());
            case JsonTree.Text text -> quote(text.value());
            case JsonTree.Items items -> writeItems(items, level);
            case JsonTree.Fields fields -> writeFields(fields, level);
        }
    }

    private void writeItems(JsonTree.Items items, int level) {
        if (items.values().isEmpty()) {
            out.append("[]");
            return;
        }
        out.append('[');
        for (Iterator<JsonTree> next = items.values().iterator(); next.hasNext(); ) {
            line(level + 1);
            write(next.next(), level + 1);
            out.append(next.hasNext() ? "," : "");
        }
        line(level);
        out.append(']');
    }

    private void writeFields(JsonTree.Fields fields, int level) {
        if (fields.values().isEmpty()) {
            out.append("{}");
            return;
        }
        out.append('{');
        for (Iterator<Map.Entry<String, JsonTree>> next =
                        fields.values().entrySet().iterator();
                next.hasNext(); ) {
            Map.Entry<String, JsonTree> field = next.next();
            line(level + 1);
            quote(field.getKey());
            out.append(": ");
            write(field.getValue(), level + 1);
            out.append(next.hasNext() ? "," : "");
        }
        line(level);
        out.append('}');
    }

    private void line(int level) {
        out.append('\n').repeat(' ', INDENT * level);
    }

    private void quote(String text) {
        out.append('"');
        for (int at = 0; at < text.length(); at++) {
            char next = text.charAt(at);
            switch (next) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> out.append(next < ' ' ? String.format("\\u%04x", (int) next) : String.valueOf(next));
            }
        }
        out.append('"');
    }
}
