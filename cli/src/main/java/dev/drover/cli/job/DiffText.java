package dev.drover.cli.job;

import dev.drover.cli.Context;
import dev.drover.model.diff.DiffType;
import dev.drover.model.diff.FieldDiff;
import dev.drover.model.diff.JobDiff;
import dev.drover.model.diff.ObjectDiff;
import dev.drover.model.diff.TaskDiff;
import dev.drover.model.diff.TaskGroupDiff;
import dev.drover.model.wire.Defaults;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The difference between two versions of a job as an indented text. In front of each line stands a mark: {@code +} added,
 * {@code -} deleted, {@code +/-} edited. Marks are of different length, so whatever stands side by side is moved to the right
 * until the names stand below each other.
 */
final class DiffText {
    private static final int INDENT = 2;

    private final Context context;
    private final boolean verbose;
    private final StringBuilder out = new StringBuilder();

    /**
     * A text to be written once.
     *
     * @param verbose also show the content of what is added or deleted as a whole
     */
    DiffText(Context context, boolean verbose) {
        this.context = context;
        this.verbose = verbose;
    }

    /** Ends with an empty line after each task group. */
    String job(JobDiff diff) {
        out.append(colouredMark(diff.type()))
                .append(context.bold("Job: \"" + diff.id() + "\""))
                .append('\n');
        int widest = widestMark(Stream.concat(
                types(diff.fields(), diff.objects()), diff.taskGroups().stream().map(TaskGroupDiff::type)));
        if (diff.type() == DiffType.EDITED || verbose) {
            content(diff.fields(), diff.objects(), 0, widest);
        }
        diff.taskGroups().forEach(group -> group(group, widest));
        return out.toString();
    }

    private void group(TaskGroupDiff diff, int widestBeside) {
        int padding = widestBeside - mark(diff.type()).length();
        out.append(colouredMark(diff.type())).repeat(' ', padding);
        out.append(context.bold("Task Group: \"" + diff.name() + "\""));
        Map<String, Long> updates = Defaults.map(diff.updates());
        if (!updates.isEmpty()) {
            out.append(new TreeMap<>(updates)
                    .entrySet().stream()
                            .map(update -> update.getValue() + " " + update.getKey())
                            .collect(Collectors.joining(", ", " (", ")")));
        }
        out.append('\n');
        int indent = padding + INDENT;
        int widest = widestMark(Stream.concat(
                types(diff.fields(), diff.objects()), diff.tasks().stream().map(TaskDiff::type)));
        if (diff.type() == DiffType.EDITED || verbose) {
            content(diff.fields(), diff.objects(), indent, widest);
        }
        diff.tasks().forEach(task -> task(task, indent, widest));
        out.append('\n');
    }

    private void task(TaskDiff diff, int indent, int widestBeside) {
        start(diff.type(), indent, widestBeside);
        out.append(context.bold("Task: \"" + diff.name() + "\""))
                .append(annotations(diff.annotations()))
                .append('\n');
        boolean whole = diff.type() == DiffType.ADDED || diff.type() == DiffType.DELETED;
        if (diff.type() != DiffType.NONE && (!whole || verbose)) {
            content(diff.fields(), diff.objects(), indent + INDENT, widestMark(types(diff.fields(), diff.objects())));
        }
    }

    private void object(ObjectDiff diff, int indent, int widestBeside) {
        start(diff.type(), indent, widestBeside);
        out.append(diff.name()).append(" {\n");
        int inside = indent + widestBeside - mark(diff.type()).length() + INDENT;
        content(diff.fields(), diff.objects(), inside, widestMark(types(diff.fields(), diff.objects())));
        out.repeat(' ', indent + widestBeside).append("}\n");
    }

    private void content(List<FieldDiff> fields, List<ObjectDiff> objects, int indent, int widest) {
        int longest =
                fields.stream().mapToInt(field -> field.name().length()).max().orElse(0);
        fields.forEach(field -> field(field, indent, widest, longest));
        objects.forEach(object -> object(object, indent, widest));
    }

    private void field(FieldDiff diff, int indent, int widest, int longestName) {
        start(diff.type(), indent, widest);
        out.append(diff.name())
                .append(": ")
                .repeat(' ', longestName - diff.name().length());
        out.append(
                switch (diff.type()) {
                    case ADDED, NONE -> quote(diff.newValue());
                    case DELETED -> quote(diff.oldValue());
                    case EDITED -> quote(diff.oldValue()) + " => " + quote(diff.newValue());
                });
        out.append(annotations(diff.annotations())).append('\n');
    }

    private void start(DiffType type, int indent, int widest) {
        out.repeat(' ', indent)
                .append(colouredMark(type))
                .repeat(' ', widest - mark(type).length());
    }

    private static String annotations(List<String> annotations) {
        return annotations.isEmpty() ? "" : " (" + String.join(", ", annotations) + ")";
    }

    private static String quote(String text) {
        return "\""
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\t", "\\t") + "\"";
    }

    private static Stream<DiffType> types(List<FieldDiff> fields, List<ObjectDiff> objects) {
        return Stream.concat(
                fields.stream().map(FieldDiff::type), objects.stream().map(ObjectDiff::type));
    }

    private static int widestMark(Stream<DiffType> types) {
        IntStream widths = types.mapToInt(type -> mark(type).length());
        return widths.max().orElse(0);
    }

    private static String mark(DiffType type) {
        return switch (type) {
            case ADDED -> "+ ";
            case DELETED -> "- ";
            case EDITED -> "+/- ";
            case NONE -> "";
        };
    }

    private String colouredMark(DiffType type) {
        return switch (type) {
            case ADDED -> context.colour("32", "+") + " ";
            case DELETED -> context.colour("31", "-") + " ";
            case EDITED -> context.colour("33", "+/-") + " ";
            case NONE -> "";
        };
    }
}
