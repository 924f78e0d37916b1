package dev.drover.template.functions;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Texts made safe for where they will stand. */
final class Escapes {
    private Escapes() {}

    static String html(String text) {
        return text.replace("\0", "\uFFFD")
                .replace("&", "&amp;")
                .replace("\"", "&#34;")
                .replace("'", "&#39;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }

    /** For texts in programs of JavaScript. */
    static String script(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(letter -> {
            switch (letter) {
                case '\\' -> out.append("\\\\");
                case '\'' -> out.append("\\'");
                case '"' -> out.append("\\\"");
                case '<', '>', '&', '=' -> out.append(String.format(Locale.ROOT, "\\u%04X", letter));
                default -> {
                    boolean printable = letter >= ' ' && letter != 0x7F && !Character.isISOControl(letter);
                    if (printable) {
                        out.appendCodePoint(letter);
                    } else {
                        out.append(String.format(Locale.ROOT, "\\u%04X", letter));
                    }
                }
            }
        });
        return out.toString();
    }

    /** For the value of a query in an address. */
    static String query(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
