package dev.drover.jobspec.hcl;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Two blanks for each level of brackets; a line that begins with a closing bracket stands under the line that opened it. */
final class LineIndenter {
    private static final int STEP = 2;

    private LineIndenter() {}

    static void indent(List<FormatLine> lines) {
        Deque<Integer> levelsOfOpenBrackets = new ArrayDeque<>();
        for (FormatLine line : lines) {
            if (!line.isBlank()) {
                indent(line, levelsOfOpenBrackets);
            }
        }
    }

    private static void indent(FormatLine line, Deque<Integer> open) {
        int level = open.isEmpty() ? 0 : open.element() + 1;
        boolean leading = true;
        for (FormatPiece piece : line.pieces()) {
            if (piece.closes()) {
                int levelOfOpening = open.isEmpty() ? 0 : open.pop();
                level = leading ? levelOfOpening : level;
            } else {
                leading = false;
                if (piece.opens()) {
                    open.push(level);
                }
            }
        }
        line.setBlanksBefore(0, STEP * level);
    }
}
