package dev.drover.jobspec.hcl;

import dev.drover.jobspec.hcl.Parsed.Modernisation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Canonical style: two blanks for each level, equals signs of neighbouring lines in one column, one blank around operators, at most one
 * blank line in a row.
 *
 * <p>It works on tokens and changes nothing but the blanks between them, so comments stay and the meaning cannot change; strings and
 * heredocs are single pieces to it. The one exception are the old forms that the parser warns of: these get their commas and newlines
 * first.
 */
final class Formatter {
    private Formatter() {}

    static Formatted format(SourceFile file) {
        Parsed parsed = Hcl.parse(file);
        if (parsed.hasErrors()) {
            return new Formatted.Refused(parsed.diagnostics());
        }
        if (parsed.modernisations().isEmpty()) {
            return new Formatted.Text(layOut(file));
        }
        SourceFile modern = new SourceFile(file.name(), modernised(file.text(), parsed.modernisations()));
        return Hcl.parse(modern).hasErrors() ? new Formatted.Text(layOut(file)) : new Formatted.Text(layOut(modern));
    }

    private static String modernised(String text, List<Modernisation> modernisations) {
        List<Modernisation> sorted = new ArrayList<>(modernisations);
        sorted.sort(Comparator.comparingInt(Modernisation::offset));
        StringBuilder result = new StringBuilder(text.length() + sorted.size());
        int done = 0;
        for (Modernisation modernisation : sorted) {
            result.append(text, done, modernisation.offset()).append(modernisation.insertion());
            done = modernisation.offset();
        }
        return result.append(text, done, text.length()).toString();
    }

    private static String layOut(SourceFile file) {
        List<Token> tokens = Scanner.scan(file, new Diagnostics());
        List<FormatLine> lines = FormatLine.split(FormatPiece.from(file, tokens));
        LineIndenter.indent(lines);
        ColumnAligner.align(lines);
        StringBuilder result = new StringBuilder(file.text().length());
        boolean blankBefore = true;
        for (FormatLine line : lines) {
            boolean blank = line.isBlank();
            if (!blank) {
                line.appendTo(result);
            }
            if (!blank || !blankBefore) {
                result.append('\n');
            }
            blankBefore = blank;
        }
        return withoutBlankEnd(result);
    }

    private static String withoutBlankEnd(StringBuilder result) {
        int end = result.length();
        while (end > 1 && result.charAt(end - 1) == '\n' && result.charAt(end - 2) == '\n') {
            end--;
        }
        return result.substring(0, end);
    }
}
