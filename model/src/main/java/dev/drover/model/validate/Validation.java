package dev.drover.model.validate;

import java.util.List;
import java.util.stream.Collectors;

/** The outcome: faults refuse the job, warnings go along with the answer. */
public record Validation(List<Fault> faults, List<Fault> warnings) {
    public Validation {
        faults = List.copyOf(faults);
        warnings = List.copyOf(warnings);
    }

    public boolean accepted() {
        return faults.isEmpty();
    }

    /** All faults as one text, or empty. */
    public String errorText() {
        return errors(faults.stream().map(Fault::text).toList());
    }

    /** All warnings as one text, or empty. */
    public String warningText() {
        return warnings(warnings.stream().map(Fault::text).toList());
    }

    /** {@code 2 errors occurred:} and each on a line of its own, as clients are used to. */
    public static String errors(List<String> errors) {
        return errors.isEmpty()
                ? ""
                : counted(errors.size(), "error") + " occurred:\n\t* " + String.join("\n\t* ", errors);
    }

    /** {@code 2 warnings:}, an empty line, and each on a line of its own. */
    public static String warnings(List<String> warnings) {
        return warnings.isEmpty()
                ? ""
                : warnings.stream()
                        .map(warning -> "* " + warning)
                        .collect(Collectors.joining("\n", counted(warnings.size(), "warning") + ":\n\n", ""));
    }

    private static String counted(int count, String word) {
        return count + " " + word + (count == 1 ? "" : "s");
    }
}
