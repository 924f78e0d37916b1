package dev.drover.jobspec.hcl;

import java.util.ArrayList;
import java.util.List;

/** Takes the indentation that all lines of a {@code <<-} heredoc share away from each. Blank lines do not count. */
final class Indentation {
    private Indentation() {}

    static List<TemplateElement> remove(List<TemplateElement> elements) {
        int shared = shared(elements);
        List<TemplateElement> result = new ArrayList<>(elements.size());
        boolean lineStart = true;
        for (TemplateElement element : elements) {
            if (element instanceof TemplateElement.Text text) {
                result.add(new TemplateElement.Text(removeFrom(text.value(), shared, lineStart), text.range()));
                lineStart = text.value().endsWith("\n");
            } else {
                result.add(element);
                lineStart = false;
            }
        }
        return result;
    }

    private static int shared(List<TemplateElement> elements) {
        int shared = Integer.MAX_VALUE;
        boolean lineStart = true;
        for (int index = 0; index < elements.size(); index++) {
            if (elements.get(index) instanceof TemplateElement.Text text) {
                boolean lastText = index == elements.size() - 1;
                shared = Math.min(shared, shared(text.value(), lineStart, lastText));
                lineStart = text.value().endsWith("\n");
            } else {
                shared = lineStart ? 0 : shared;
                lineStart = false;
            }
        }
        return shared == Integer.MAX_VALUE ? 0 : shared;
    }

    private static int shared(String text, boolean lineStart, boolean lastText) {
        int shared = Integer.MAX_VALUE;
        int start = lineStart ? 0 : nextLine(text, 0);
        while (start >= 0 && start < text.length()) {
            int end = start;
            while (end < text.length() && isBlank(text.charAt(end))) {
                end++;
            }
            boolean blankLine = end < text.length() ? text.charAt(end) == '\n' || text.charAt(end) == '\r' : lastText;
            if (!blankLine) {
                shared = Math.min(shared, end - start);
            }
            start = nextLine(text, end);
        }
        return shared;
    }

    private static String removeFrom(String text, int count, boolean lineStart) {
        StringBuilder result = new StringBuilder(text.length());
        int start = 0;
        boolean strip = lineStart;
        while (start < text.length()) {
            int end = nextLine(text, start);
            int stop = end < 0 ? text.length() : end;
            int from = start;
            while (strip && from < stop && from - start < count && isBlank(text.charAt(from))) {
                from++;
            }
            result.append(text, from, stop);
            start = stop;
            strip = true;
        }
        return result.toString();
    }

    private static int nextLine(String text, int from) {
        int newline = text.indexOf('\n', from);
        return newline < 0 ? -1 : newline + 1;
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }
}
