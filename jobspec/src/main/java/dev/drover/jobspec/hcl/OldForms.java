package dev.drover.jobspec.hcl;

import dev.drover.jobspec.hcl.Parsed.Modernisation;
import java.util.List;

/** Shows what an old form of writing looks like in the present one. */
final class OldForms {
    private static final int LONGEST_EXAMPLE = 300;

    private OldForms() {}

    /** The text of a range with the insertions made, or a stand-in when it is too long for a message. */
    static String withInsertions(SourceRange range, List<Modernisation> insertions) {
        if (range.end() - range.start() > LONGEST_EXAMPLE) {
            return "(run fmt to see it)";
        }
        StringBuilder shown = new StringBuilder();
        int done = range.start();
        String text = range.file().text();
        for (Modernisation insertion : insertions) {
            shown.append(text, done, insertion.offset()).append(insertion.insertion());
            done = insertion.offset();
        }
        return shown.append(text, done, range.end()).toString();
    }

    /** A block over several lines, an item a line. */
    static String asLines(SourceRange head, List<Body.Item> items) {
        int length = items.stream()
                .mapToInt(item -> item.range().end() - item.range().start())
                .sum();
        if (length > LONGEST_EXAMPLE) {
            return "(run fmt to see it)";
        }
        StringBuilder shown = new StringBuilder(head.text()).append(" {\n");
        for (Body.Item item : items) {
            shown.append("  ").append(item.range().text()).append('\n');
        }
        return shown.append('}').toString();
    }
}
