package dev.drover.agent.filter;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Recursive descent over the words of a filter. */
final class FilterParser {
    private static final int MAX_LENGTH = 8192;
    private static final int MAX_DEPTH = 100;
    private static final Set<String> ORDER = Set.of("<", "<=", ">", ">=");

    private final List<FilterWord> words;
    private int position;
    private int depth;

    FilterParser(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new FilterException("filter is longer than " + MAX_LENGTH + " characters");
        }
        this.words = FilterWord.split(text);
    }

    Filter parse() {
        Filter filter = or();
        if (position < words.size()) {
            throw fault("expected \"and\", \"or\" or the end");
        }
        return filter;
    }

    private Filter or() {
        Filter left = and();
        while (take("or")) {
            left = new Filter.Or(left, and());
        }
        return left;
    }

    private Filter and() {
        Filter left = not();
        while (take("and")) {
            left = new Filter.And(left, not());
        }
        return left;
    }

    private Filter not() {
        if (++depth > MAX_DEPTH) {
            throw new FilterException("filter is nested deeper than " + MAX_DEPTH + " levels");
        }
        try {
            if (take("not")) {
                return new Filter.Not(not());
            }
            if (take("(")) {
                Filter inner = or();
                expect(")");
                return inner;
            }
            return match();
        } finally {
            depth--;
        }
    }

    private Filter match() {
        FilterWord first = next("a field or value");
        if (take("in")) {
            return new Filter.Contains(selector(next("a field")), first.text());
        }
        if (peek("not")
                && position + 1 < words.size()
                && words.get(position + 1).is("in")) {
            position += 2;
            return new Filter.Not(new Filter.Contains(selector(next("a field")), first.text()));
        }
        return operation(selector(first));
    }

    private Filter operation(List<String> selector) {
        if (take("is")) {
            boolean negated = take("not");
            expect("empty");
            Filter empty = new Filter.IsEmpty(selector);
            return negated ? new Filter.Not(empty) : empty;
        }
        boolean negated = take("not");
        FilterWord operator = next("an operator");
        Filter positive = comparison(selector, operator.text());
        return negated ? new Filter.Not(positive) : positive;
    }

    private Filter comparison(List<String> selector, String operator) {
        if (ORDER.contains(operator)) {
            String bound = next("a number").text();
            try {
                return new Filter.Order(selector, operator, new BigDecimal(bound));
            } catch (NumberFormatException fault) {
                throw new FilterException("\"" + bound + "\" is not a number");
            }
        }
        return switch (operator) {
            case "==" -> new Filter.Equal(selector, next("a value").text());
            case "!=" ->
                new Filter.Not(new Filter.Equal(selector, next("a value").text()));
            case "contains" -> new Filter.Contains(selector, next("a value").text());
            case "matches" ->
                new Filter.Matches(selector, pattern(next("a pattern").text()));
            case String other ->
                throw new FilterException("\"" + other
                        + "\" is no operator; use ==, !=, <, <=, >, >=, in, contains, matches or is empty");
        };
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException fault) {
            throw new FilterException("pattern \"" + text + "\": " + fault.getMessage());
        }
    }

    /** {@code A.B}, {@code Meta["key"]} (split into words already) or {@code "/A/B"}. */
    private List<String> selector(FilterWord first) {
        if (first.quoted()) {
            if (!first.text().startsWith("/")) {
                throw new FilterException("\"" + first.text() + "\" is a value where a field is expected");
            }
            return Arrays.asList(first.text().substring(1).split("/", -1));
        }
        List<String> names = new ArrayList<>(Arrays.asList(first.text().split("\\.", -1)));
        while (take("[")) {
            names.add(next("a key").text());
            expect("]");
            if (position < words.size()
                    && !words.get(position).quoted()
                    && words.get(position).text().startsWith(".")) {
                names.addAll(
                        Arrays.asList(words.get(position++).text().substring(1).split("\\.", -1)));
            }
        }
        return names;
    }

    private boolean peek(String text) {
        return position < words.size() && words.get(position).is(text);
    }

    private boolean take(String text) {
        boolean found = peek(text);
        if (found) {
            position++;
        }
        return found;
    }

    private void expect(String text) {
        if (!take(text)) {
            throw fault("expected \"" + text + "\"");
        }
    }

    private FilterWord next(String what) {
        if (position >= words.size()) {
            throw new FilterException("expected " + what + " at the end");
        }
        return words.get(position++);
    }

    private FilterException fault(String expected) {
        return new FilterException(
                position < words.size()
                        ? expected + ", found \"" + words.get(position).text() + "\""
                        : expected + " at the end");
    }
}
