package dev.drover.agent.filter;

import java.util.ArrayList;
import java.util.List;

/** One word of a filter: bare, quoted, or a sign. */
record FilterWord(String text, boolean quoted) {
    private static final String SIGNS = "()[]";
    private static final String OPERATORS = "=!<>";

    boolean is(String word) {
        return !quoted && text.equals(word);
    }

    static List<FilterWord> split(String text) {
        List<FilterWord> words = new ArrayList<>();
        int position = 0;
        while (position < text.length()) {
            char c = text.charAt(position);
            if (Character.isWhitespace(c)) {
                position++;
            } else if (SIGNS.indexOf(c) >= 0) {
                words.add(new FilterWord(String.valueOf(c), false));
                position++;
            } else if (c == '"' || c == '`') {
                position = quoted(text, position, words);
            } else {
                position = bare(text, position, words);
            }
        }
        return words;
    }

    private static int quoted(String text, int start, List<FilterWord> words) {
        char quote = text.charAt(start);
        StringBuilder value = new StringBuilder();
        for (int i = start + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quote == '"' && i + 1 < text.length()) {
                value.append(text.charAt(++i));
            } else if (c == quote) {
                words.add(new FilterWord(value.toString(), true));
                return i + 1;
            } else {
                value.append(c);
            }
        }
        throw new FilterException("the quote at character " + (start + 1) + " is not closed");
    }

    private static int bare(String text, int start, List<FilterWord> words) {
        boolean operator = OPERATORS.indexOf(text.charAt(start)) >= 0;
        int end = start;
        while (end < text.length() && belongs(text.charAt(end), operator)) {
            end++;
        }
        words.add(new FilterWord(text.substring(start, end), false));
        return end;
    }

    private static boolean belongs(char c, boolean operator) {
        return operator
                ? OPERATORS.indexOf(c) >= 0
                : !Character.isWhitespace(c)
                        && SIGNS.indexOf(c) < 0
                        && OPERATORS.indexOf(c) < 0
                        && c != '"'
                        && c != '`';
    }
}
