package dev.drover.jobspec.hcl;

import java.util.ArrayList;
import java.util.List;

/** A line of pieces with the blanks in front of each. */
final class FormatLine {
    private final List<FormatPiece> pieces;
    private final List<Integer> blanks = new ArrayList<>();
    private final int assignment;

    private FormatLine(List<FormatPiece> pieces) {
        this.pieces = pieces;
        for (int index = 0; index < pieces.size(); index++) {
            blanks.add(Spacing.blanksBefore(pieces, index));
        }
        this.assignment = findAssignment();
    }

    /** Cuts the pieces at newlines. */
    static List<FormatLine> split(List<FormatPiece> pieces) {
        List<FormatLine> lines = new ArrayList<>();
        List<FormatPiece> current = new ArrayList<>();
        for (FormatPiece piece : pieces) {
            if (piece.type() == TokenType.NEWLINE) {
                lines.add(new FormatLine(current));
                current = new ArrayList<>();
            } else {
                current.add(piece);
            }
        }
        if (!current.isEmpty()) {
            lines.add(new FormatLine(current));
        }
        return lines;
    }

    /** The source text of an expression with canonical blanks, without newlines and comments. */
    static String onOneLine(SourceRange range) {
        SourceFile file = new SourceFile(range.file().name(), range.text());
        List<FormatPiece> pieces = FormatPiece.from(file, Scanner.scan(file, new Diagnostics())).stream()
                .filter(piece -> piece.type() != TokenType.NEWLINE && piece.type() != TokenType.COMMENT)
                .toList();
        StringBuilder result = new StringBuilder();
        new FormatLine(pieces).appendTo(result);
        return result.toString();
    }

    boolean isBlank() {
        return pieces.isEmpty();
    }

    List<FormatPiece> pieces() {
        return pieces;
    }

    /** Index of the equals sign that is aligned with those of the neighbouring lines, or -1. */
    int assignment() {
        return assignment;
    }

    /** Only {@code name = value} with all brackets closed again on the line is aligned. */
    private int findAssignment() {
        if (pieces.size() < 2 || pieces.get(1).type() != TokenType.EQUALS) {
            return -1;
        }
        int open = 0;
        for (FormatPiece piece : pieces) {
            open += piece.opens() ? 1 : piece.closes() ? -1 : 0;
        }
        return open == 0 ? 1 : -1;
    }

    /** Index of the comment at the end of a line that holds more than it, or -1. */
    int trailingComment() {
        int last = pieces.size() - 1;
        return last > 0 && pieces.get(last).type() == TokenType.COMMENT ? last : -1;
    }

    /** Columns that are taken up before a piece, without the blanks right in front of it. */
    int columnsBefore(int index) {
        int columns = 0;
        for (int before = 0; before < index; before++) {
            columns += blanks.get(before) + pieces.get(before).columns();
        }
        return columns;
    }

    void setBlanksBefore(int index, int count) {
        blanks.set(index, count);
    }

    void appendTo(StringBuilder result) {
        for (int index = 0; index < pieces.size(); index++) {
            result.append(" ".repeat(blanks.get(index)))
                    .append(pieces.get(index).text());
        }
    }
}
