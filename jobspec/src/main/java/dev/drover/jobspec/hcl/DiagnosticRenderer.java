package dev.drover.jobspec.hcl;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Shows diagnostics to people: place, source line, and carets under the stretch that is meant.
 *
 * <pre>
 * Error: Missing "="
 *   web.hcl:5:3
 *     5 |   driver "docker"
 *       |   ^^^^^^^^^^^^^^^
 *   Write driver = "docker" to set an attribute.
 * </pre>
 */
public final class DiagnosticRenderer {
    /** Longer source lines are cut around the carets. */
    private static final int WIDTH = 120;

    private DiagnosticRenderer() {}

    /** All diagnostics, separated by blank lines, with a newline at the end. */
    public static String render(List<Diagnostic> diagnostics) {
        return diagnostics.stream().map(DiagnosticRenderer::render).collect(Collectors.joining("\n"));
    }

    /** One diagnostic, with a newline at the end. */
    public static String render(Diagnostic diagnostic) {
        String severity = diagnostic.severity().name();
        StringBuilder result = new StringBuilder()
                .append(severity.charAt(0))
                .append(severity.substring(1).toLowerCase(Locale.ROOT))
                .append(": ")
                .append(diagnostic.summary())
                .append("\n  ")
                .append(diagnostic.range().location())
                .append('\n');
        appendSource(diagnostic.range(), result);
        diagnostic
                .detail()
                .lines()
                .forEach(line -> result.append("  ").append(line).append('\n'));
        return result.toString();
    }

    private static void appendSource(SourceRange range, StringBuilder result) {
        String text = range.file().text();
        int start = Math.min(range.start(), text.length());
        int lineStart = text.lastIndexOf('\n', start - 1) + 1;
        int lineEnd = text.indexOf('\n', start);
        lineEnd = lineEnd < 0 ? text.length() : lineEnd;
        int end = Math.max(start, Math.min(range.end(), lineEnd));

        int shownStart = Math.max(lineStart, Math.min(start - WIDTH / 3, lineEnd - WIDTH));
        int shownEnd = Math.min(lineEnd, shownStart + WIDTH);
        shownStart = wholeCharacter(text, shownStart);
        shownEnd = wholeCharacter(text, shownEnd);
        String before = printable(text.substring(shownStart, start));
        String marked = printable(text.substring(start, Math.max(start, Math.min(end, shownEnd))));
        String after = printable(text.substring(Math.max(start, Math.min(end, shownEnd)), shownEnd));
        String cutBefore = shownStart > lineStart ? "..." : "";
        String cutAfter = shownEnd < lineEnd ? "..." : "";

        String number = Integer.toString(range.line());
        result.append("    ")
                .append(number)
                .append(" | ")
                .append(cutBefore)
                .append(before)
                .append(marked);
        result.append(after.stripTrailing()).append(cutAfter).append('\n');
        result.append("    ").append(" ".repeat(number.length())).append(" | ");
        result.append(" ".repeat(columns(cutBefore + before)));
        result.append("^".repeat(Math.max(1, columns(marked.stripTrailing())))).append('\n');
    }

    private static int wholeCharacter(String text, int index) {
        boolean insidePair = index > 0 && index < text.length() && Character.isLowSurrogate(text.charAt(index));
        return insidePair ? index - 1 : index;
    }

    /** Tabs as four blanks, other control characters as a mark, so that carets stand where they should. */
    private static String printable(String text) {
        StringBuilder result = new StringBuilder(text.length());
        text.chars().forEach(character -> {
            if (character == '\t') {
                result.append("    ");
            } else if (character != '\r') {
                result.append(Character.isISOControl(character) ? '\u00B7' : (char) character);
            }
        });
        return result.toString();
    }

    private static int columns(String text) {
        return text.codePointCount(0, text.length());
    }
}
