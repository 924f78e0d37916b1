package dev.drover.agent.filter;

import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A parsed filter, tried on the JSON form of a value. Patterns run in linear time, and the depth of a filter is bounded by the
 * parser, so that no caller can hurt the agent.
 */
public sealed interface Filter {
    /** Whether the value fits. */
    boolean matches(Map<String, Object> value);

    /**
     * Reads a filter such as {@code Status == "running" and ID contains "web"}.
     *
     * @throws FilterException when it cannot be understood
     */
    static Filter parse(String text) {
        return new FilterParser(text).parse();
    }

    record And(Filter left, Filter right) implements Filter {
        @Override
        public boolean matches(Map<String, Object> value) {
            return left.matches(value) && right.matches(value);
        }
    }

    record Or(Filter left, Filter right) implements Filter {
        @Override
        public boolean matches(Map<String, Object> value) {
            return left.matches(value) || right.matches(value);
        }
    }

    record Not(Filter inner) implements Filter {
        @Override
        public boolean matches(Map<String, Object> value) {
            return !inner.matches(value);
        }
    }

    /** {@code Field is empty}. */
    record IsEmpty(List<String> selector) implements Filter {
        @Override
        public boolean matches(Map<String, Object> value) {
            return switch (find(value, selector).orElse(null)) {
                case null -> true;
                case String text -> text.isEmpty();
                case Map<?, ?> map -> map.isEmpty();
                case List<?> list -> list.isEmpty();
                case Object other -> false;
            };
        }
    }

    /** {@code Field == "text"}. */
    record Equal(List<String> selector, String expected) implements Filter {
        @Override
        public boolean matches(Map<String, Object> value) {
            return find(value, selector).map(found -> same(found, expected)).orElse(expected.isEmpty());
        }
    }

    /** {@code Field contains "x"}, which is also {@code "x" in Field}: part of a text, item of a list, key of a map. */
    record Contains(List<String> selector, String expected) implements Filter {
        @Override
        public boolean matches(Map<String, Object> value) {
            return switch (find(value, selector).orElse(null)) {
                case null -> false;
                case String text -> text.contains(expected);
                case Map<?, ?> map -> map.containsKey(expected);
                case List<?> list -> list.stream().anyMatch(item -> same(item, expected));
                case Object other -> same(other, expected);
            };
        }
    }

    /** {@code Field matches "pattern"}. */
    record Matches(List<String> selector, Pattern pattern) implements Filter {
        @Override
        public boolean matches(Map<String, Object> value) {
            return find(value, selector)
                    .filter(found -> found instanceof String text
                            && pattern.matcher(text).find())
                    .isPresent();
        }
    }

    /** {@code Field < 5} and its kin. */
    record Order(List<String> selector, String operator, BigDecimal bound) implements Filter {
        @Override
        public boolean matches(Map<String, Object> value) {
            Object found = find(value, selector).orElse(null);
            if (!(found instanceof Number number)) {
                return false;
            }
            int order = new BigDecimal(number.toString()).compareTo(bound);
            return switch (operator) {
                case "<" -> order < 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                case ">=" -> order >= 0;
                case String other -> throw new IllegalStateException("operator " + other);
            };
        }
    }

    private static boolean same(Object found, String expected) {
        if (found instanceof Number number) {
            try {
                return new BigDecimal(number.toString()).compareTo(new BigDecimal(expected)) == 0;
            } catch (NumberFormatException notANumber) {
                return false;
            }
        }
        return String.valueOf(found).equals(expected);
    }

    private static Optional<Object> find(Map<String, Object> value, List<String> selector) {
        @Nullable Object at = value;
        for (String name : selector) {
            if (at instanceof Map<?, ?> map) {
                at = map.get(name);
            } else {
                return Optional.empty();
            }
        }
        return Optional.ofNullable(at);
    }
}
