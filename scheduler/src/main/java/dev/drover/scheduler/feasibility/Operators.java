package dev.drover.scheduler.feasibility;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The comparisons of constraints and affinities. Patterns and version requirements are compiled once per evaluation, since the
 * same right side meets thousands of nodes. Not safe for use by several threads.
 */
public final class Operators {
    /** So many compiled right sides are kept of each kind; a right side that names an attribute may differ on every node. */
    private static final int CACHE_LIMIT = 1_000;

    private final Map<String, Optional<Pattern>> patterns = bounded();
    private final Map<String, Optional<VersionRequirement>> looseVersions = bounded();
    private final Map<String, Optional<VersionRequirement>> strictVersions = bounded();

    private static <T> Map<String, T> bounded() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
                return size() > CACHE_LIMIT;
            }
        };
    }

    /** Whether {@code left operand right} holds; an unknown operand never holds. */
    public boolean holds(String operand, Optional<String> left, Optional<String> right) {
        return switch (operand) {
            case "=", "==", "is", "" -> left.isPresent() && left.equals(right);
            case "!=", "not" -> !left.equals(right);
            case "<", "<=", ">", ">=" ->
                left.isPresent() && right.isPresent() && ordered(operand, left.get(), right.get());
            case "regexp" -> both(left, right) && matches(left.orElseThrow(), right.orElseThrow());
            case "version" -> both(left, right) && version(left.orElseThrow(), right.orElseThrow(), false);
            case "semver" -> both(left, right) && version(left.orElseThrow(), right.orElseThrow(), true);
            case "set_contains", "set_contains_all" ->
                both(left, right) && items(left.orElseThrow()).containsAll(items(right.orElseThrow()));
            case "set_contains_any" ->
                both(left, right) && items(right.orElseThrow()).stream().anyMatch(items(left.orElseThrow())::contains);
            case "is_set" -> left.isPresent();
            case "is_not_set" -> left.isEmpty();
            default -> false;
        };
    }

    private static boolean both(Optional<String> left, Optional<String> right) {
        return left.isPresent() && right.isPresent();
    }

    /** As whole numbers if both are, else as decimals if both are, else by letters. */
    private static boolean ordered(String operand, String left, String right) {
        OptionalInt comparison = compare(left, right);
        if (comparison.isEmpty()) {
            return false;
        }
        int sign = comparison.getAsInt();
        return switch (operand) {
            case "<" -> sign < 0;
            case "<=" -> sign <= 0;
            case ">" -> sign > 0;
            default -> sign >= 0;
        };
    }

    /** Empty when one side is no number although it is written like one. */
    private static OptionalInt compare(String left, String right) {
        Optional<Long> leftWhole = whole(left);
        Optional<Long> rightWhole = whole(right);
        if (leftWhole.isPresent() && rightWhole.isPresent()) {
            return OptionalInt.of(leftWhole.get().compareTo(rightWhole.get()));
        }
        Optional<Double> leftDecimal = decimal(left);
        Optional<Double> rightDecimal = decimal(right);
        return leftDecimal.isPresent() && rightDecimal.isPresent()
                ? compare(leftDecimal.get(), rightDecimal.get())
                : OptionalInt.of(left.compareTo(right));
    }

    private static OptionalInt compare(double left, double right) {
        if (Double.isNaN(left) || Double.isNaN(right)) {
            return OptionalInt.empty();
        }
        // Not Double.compare, for which the two zeros differ.
        return OptionalInt.of(left == right ? 0 : left < right ? -1 : 1);
    }

    private static Optional<Long> whole(String text) {
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException notWhole) {
            return Optional.empty();
        }
    }

    /** The letters that Java allows behind a number, and the blanks around it, make it a word here. */
    private static Optional<Double> decimal(String text) {
        if (!text.equals(text.trim()) || text.isEmpty() || "dDfF".indexOf(text.charAt(text.length() - 1)) >= 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(Double.parseDouble(text));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private boolean matches(String left, String pattern) {
        return patterns.computeIfAbsent(pattern, Operators::compile)
                .map(compiled -> compiled.matcher(left).find())
                .orElse(false);
    }

    private static Optional<Pattern> compile(String pattern) {
        try {
            return Optional.of(Pattern.compile(pattern));
        } catch (PatternSyntaxException faulty) {
            return Optional.empty();
        }
    }

    private boolean version(String left, String requirement, boolean strict) {
        return (strict ? strictVersions : looseVersions)
                .computeIfAbsent(requirement, text -> VersionRequirement.parse(text, strict))
                .flatMap(parsed -> Version.parse(left, strict).map(parsed::admits))
                .orElse(false);
    }

    private static Set<String> items(String text) {
        List<String> parts =
                Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        return new HashSet<>(parts);
    }
}
