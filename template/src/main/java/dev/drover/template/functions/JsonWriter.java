package dev.drover.template.functions;

import dev.drover.template.FunctionException;
import dev.drover.template.Limits;
import dev.drover.template.value.GoDuration;
import dev.drover.template.value.GoObject;
import dev.drover.template.value.GoText;
import dev.drover.template.value.JsonNumbers;
import dev.drover.template.value.MapOrder;
import dev.drover.template.value.NilPointer;
import dev.drover.template.value.TimeLayout;
import java.math.BigInteger;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as JSON the way Go writes it: keys in order, and on wish with what means something in HTML as escapes. */
final class JsonWriter {
    private static final int MAX_DEPTH = 200;
    private static final String TIME = "2006-01-02T15:04:05.999999999Z07:00";

    private final boolean htmlSafe;
    private final String indent;
    private final StringBuilder out = new StringBuilder();

    private JsonWriter(boolean htmlSafe, String indent) {
        this.htmlSafe = htmlSafe;
        this.indent = indent;
    }

    /** Everything in one line. */
    static String compact(@Nullable Object value, boolean htmlSafe) {
        return new JsonWriter(htmlSafe, "").whole(value);
    }

    /** Two spaces a level. */
    static String pretty(@Nullable Object value, boolean htmlSafe) {
        return new JsonWriter(htmlSafe, "  ").whole(value);
    }

    private String whole(@Nullable Object value) {
        write(value, 0);
        return out.toString();
    }

    private void write(@Nullable Object value, int depth) {
        if (depth > MAX_DEPTH || out.length() > Limits.STANDARD.output()) {
            throw new FunctionException("the value is too large or too deep to be written as JSON");
        }
        switch (value) {
            case null -> out.append("null");
            case NilPointer nil -> out.append("null");
            case Boolean bool -> out.append(bool.booleanValue());
            case Long number -> out.append(number.longValue());
            case BigInteger number -> out.append(number);
            case Double number -> out.append(JsonNumbers.text(number));
            case Duration duration -> out.append(GoDuration.nanos(duration));
            case ZonedDateTime time -> text(TimeLayout.format(time, TIME));
            case String text -> text(text);
            case List<?> list -> list(list, depth);
            case Map<?, ?> map -> map(map, depth);
            case GoObject object -> write(object.plain(), depth);
            default -> text(GoText.of(value));
        }
    }

    private void list(List<?> list, int depth) {
        out.append('[');
        for (Iterator<?> items = list.iterator(); items.hasNext(); ) {
            line(depth + 1);
            write(items.next(), depth + 1);
            out.append(items.hasNext() ? "," : "");
        }
        end(list.isEmpty(), depth, ']');
    }

    private void map(Map<?, ?> map, int depth) {
        out.append('{');
        var entries = MapOrder.entries(map).iterator();
        while (entries.hasNext()) {
            Map.Entry<?, ?> entry = entries.next();
            line(depth + 1);
            text(GoText.of(entry.getKey()));
            out.append(indent.isEmpty() ? ":" : ": ");
            write(entry.getValue(), depth + 1);
            out.append(entries.hasNext() ? "," : "");
        }
        end(map.isEmpty(), depth, '}');
    }

    private void line(int depth) {
        if (!indent.isEmpty()) {
            out.append('\n').repeat(indent, depth);
        }
    }

    private void end(boolean empty, int depth, char close) {
        if (!empty) {
            line(depth);
        }
        out.append(close);
    }

    private void text(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            switch (letter) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '<', '>', '&' -> out.append(htmlSafe ? escape(letter) : Character.toString(letter));
                case '\u2028', '\u2029' -> out.append(escape(letter));
                default -> out.append(letter < ' ' ? escape(letter) : Character.toString(letter));
            }
        }
        out.append('"');
    }

    private static String escape(char letter) {
        return "\\u" + HexFormat.of().toHexDigits(letter);
    }
}
