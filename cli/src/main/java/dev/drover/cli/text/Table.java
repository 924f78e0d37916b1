package dev.drover.cli.text;

import java.util.ArrayList;
import java.util.List;

/** Rows whose cells stand below each other, two spaces apart. The last column is not padded. */
public final class Table {
    /** What stands in a cell that would be empty. */
    public static final String NONE = "<none>";

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    public static Table withHeader(String... titles) {
        return new Table().row(titles);
    }

    public Table row(String... cells) {
        return row(List.of(cells));
    }

    public Table row(List<String> cells) {
        rows.add(List.copyOf(cells));
        return this;
    }

    /** The text, or a sign that there is none. */
    public static String orNone(String text) {
        return text.isEmpty() ? NONE : text;
    }

    @Override
    public String toString() {
        return join(GAP);
    }

    String join(String gap) {
        List<Integer> widths = widths();
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            if (!text.isEmpty()) {
                text.append('\n');
            }
            for (int column = 0; column < row.size(); column++) {
                String cell = row.get(column);
                text.append(cell);
                if (column < row.size() - 1) {
                    text.repeat(' ', widths.get(column) - width(cell)).append(gap);
                }
            }
        }
        return text.toString();
    }

    private List<Integer> widths() {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                int width = width(row.get(column));
                if (column == widths.size()) {
                    widths.add(width);
                } else {
                    widths.set(column, Math.max(widths.get(column), width));
                }
            }
        }
        return widths;
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
