package dev.drover.jobspec.functions;

import dev.drover.jobspec.value.FunctionException;
import java.util.Arrays;
import java.util.List;

/**
 * Name and parameters of a function, written as in its documentation: {@code substr(string, offset, length)}, an optional
 * parameter in brackets, three dots after one that takes any number of arguments.
 *
 * @param required how many arguments are needed
 * @param repeated whether the last parameter takes any number of arguments
 */
record Signature(String name, List<String> parameters, int required, boolean repeated) {
    static Signature parse(String notation) {
        int open = notation.indexOf('(');
        String inside = notation.substring(open + 1, notation.length() - 1);
        List<String> written = inside.isEmpty()
                ? List.of()
                : Arrays.stream(inside.split(",", -1)).map(String::strip).toList();
        boolean repeated = !written.isEmpty() && written.getLast().endsWith("...");
        long required = written.stream()
                .filter(parameter -> !parameter.startsWith("[") && !parameter.endsWith("..."))
                .count();
        List<String> names = written.stream()
                .map(parameter -> parameter.replace("[", "").replace("]", "").replace("...", ""))
                .toList();
        return new Signature(notation.substring(0, open), names, Math.toIntExact(required), repeated);
    }

    /** The name that the argument at an index goes by. */
    String parameter(int index) {
        return parameters.get(Math.min(index, parameters.size() - 1));
    }

    void check(int count) {
        if (count < required) {
            String plural = repeated || required < parameters.size() ? "at least " : "";
            throw new FunctionException("%s takes %s%d argument%s: \"%s\" is missing"
                    .formatted(this, plural, required, required == 1 ? "" : "s", parameter(count)));
        }
        if (!repeated && count > parameters.size()) {
            throw new FunctionException(
                    parameters.size(),
                    "%s takes no more than %d argument%s, %d were given"
                            .formatted(this, parameters.size(), parameters.size() == 1 ? "" : "s", count));
        }
    }

    @Override
    public String toString() {
        return name + "(" + String.join(", ", parameters) + (repeated ? "..." : "") + ")";
    }
}
