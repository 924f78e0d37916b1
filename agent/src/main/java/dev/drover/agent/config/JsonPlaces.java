package dev.drover.agent.config;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * On which line each key of a JSON file stands, so that a fault can be shown where it is. The text is known to be JSON; lists are looked
 * through, as the keys of configuration do not count what is in them.
 */
final class JsonPlaces {
    private final String file;
    private final Map<String, Integer> lines = new HashMap<>();

    private JsonPlaces(String file) {
        this.file = file;
    }

    static JsonPlaces find(String file, String text) {
        JsonPlaces places = new JsonPlaces(file);
        places.walk(text);
        return places;
    }

    /** {@code file:line} of a key such as {@code client.enabled}, or the file alone when it is not there. */
    String of(String key) {
        Integer line = lines.get(key);
        return line == null ? file : file + ":" + line;
    }

    private void walk(String text) {
        Deque<String> path = new ArrayDeque<>();
        String key = "";
        String last = "";
        int line = 1;
        for (int at = 0; at < text.length(); at++) {
            switch (text.charAt(at)) {
                case '\n' -> line++;
                case '"' -> {
                    int end = end(text, at);
                    last = text.substring(at + 1, end);
                    at = end;
                }
                case ':' -> {
                    String outer = path.isEmpty() ? "" : path.getLast();
                    key = outer.isEmpty() ? last : outer + "." + last;
                    lines.putIfAbsent(key, line);
                }
                case '{' -> path.addLast(key);
                case '}' -> key = path.isEmpty() ? "" : path.removeLast();
                default -> {}
            }
        }
    }

    /** The quote that ends the text which begins here. */
    private static int end(String text, int start) {
        int at = start + 1;
        while (at < text.length() - 1 && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at, text.length() - 1);
    }
}
