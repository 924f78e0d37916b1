package dev.drover.jobspec.hcl;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Puts the equals signs, and then the comments, of neighbouring lines into one column. */
final class ColumnAligner {
    private ColumnAligner() {}

    static void align(List<FormatLine> lines) {
        alignRuns(lines, FormatLine::assignment);
        alignRuns(lines, FormatLine::trailingComment);
    }

    private static void alignRuns(List<FormatLine> lines, ToIntFunction<FormatLine> aligned) {
        List<FormatLine> run = new ArrayList<>();
        for (FormatLine line : lines) {
            if (aligned.applyAsInt(line) < 0) {
                alignRun(run, aligned);
                run.clear();
            } else {
                run.add(line);
            }
        }
        alignRun(run, aligned);
    }

    private static void alignRun(List<FormatLine> run, ToIntFunction<FormatLine> aligned) {
        int columns = 0;
        for (FormatLine line : run) {
            columns = Math.max(columns, line.columnsBefore(aligned.applyAsInt(line)));
        }
        for (FormatLine line : run) {
            int index = aligned.applyAsInt(line);
            line.setBlanksBefore(index, columns - line.columnsBefore(index) + 1);
        }
    }
}
