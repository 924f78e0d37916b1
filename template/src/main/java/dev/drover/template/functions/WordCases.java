package dev.drover.template.functions;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The capital letters of words. */
final class WordCases {
    private WordCases() {}

    static String untitle(String text) {
        StringBuilder out = new StringBuilder();
        char before = ' ';
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            out.append(Character.isWhitespace(before) ? Character.toLowerCase(letter) : letter);
            before = letter;
        }
        return out.toString();
    }

    /** Large letters become small; small ones become large, at the start of a word as a title. */
    static String swapped(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            out.append(Character.isUpperCase(letter) ? Character.toLowerCase(letter) : Character.toUpperCase(letter));
        }
        return out.toString();
    }

    static String initials(String text) {
        return Arrays.stream(text.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, 1))
                .collect(Collectors.joining());
    }

    /** Small letters, with a sign between words and before capitals. */
    static String joined(String text, char sign) {
        return text.strip()
                .replaceAll("([a-z0-9])([A-Z])", "$1" + sign + "$2")
                .replaceAll("([A-Z])([A-Z][a-z])", "$1" + sign + "$2")
                .replaceAll("([A-Za-z])([0-9])", "$1" + sign + "$2")
                .replaceAll("[-_ .]+", Character.toString(sign))
                .toLowerCase(Locale.ROOT);
    }

    static String camel(String text) {
        return Arrays.stream(text.split("[-_ .]+"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }
}
