package dev.drover.jobspec.hcl;

import dev.drover.jobspec.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Operators, literals and calls, by recursive descent; the parsers of traversals, collections and templates are its helpers
 * and call back. Whoever finds a fault reports it and returns {@link Expression.Invalid}.
 */
final class ExpressionParser {
    private static final int LONGEST_NUMBER = 400;
    private static final BigDecimal LARGEST_EXPONENT = BigDecimal.valueOf(400);
    private static final int MOST_PREFIXES = 4;

    private static final Map<TokenType, BinaryOperator> OPERATORS = new EnumMap<>(Map.ofEntries(
            Map.entry(TokenType.OR, BinaryOperator.OR),
            Map.entry(TokenType.AND, BinaryOperator.AND),
            Map.entry(TokenType.EQUAL, BinaryOperator.EQUAL),
            Map.entry(TokenType.NOT_EQUAL, BinaryOperator.NOT_EQUAL),
            Map.entry(TokenType.GREATER, BinaryOperator.GREATER),
            Map.entry(TokenType.GREATER_OR_EQUAL, BinaryOperator.GREATER_OR_EQUAL),
            Map.entry(TokenType.LESS, BinaryOperator.LESS),
            Map.entry(TokenType.LESS_OR_EQUAL, BinaryOperator.LESS_OR_EQUAL),
            Map.entry(TokenType.PLUS, BinaryOperator.ADD),
            Map.entry(TokenType.MINUS, BinaryOperator.SUBTRACT),
            Map.entry(TokenType.STAR, BinaryOperator.MULTIPLY),
            Map.entry(TokenType.SLASH, BinaryOperator.DIVIDE),
            Map.entry(TokenType.PERCENT, BinaryOperator.REMAINDER)));

    private final TokenCursor cursor;
    private final TraversalParser traversals;
    private final CollectionParser collections;
    private final TemplateParser templates;

    ExpressionParser(TokenCursor cursor) {
        this.cursor = cursor;
        this.traversals = new TraversalParser(cursor, this);
        this.collections = new CollectionParser(cursor, this);
        this.templates = new TemplateParser(cursor, this);
    }

    /** An expression of any kind. */
    Expression parse() {
        if (!cursor.enter()) {
            return invalid();
        }
        try {
            Expression condition = binary(1);
            return cursor.recovering() || !cursor.accept(TokenType.QUESTION) ? condition : conditional(condition);
        } finally {
            cursor.leave();
        }
    }

    private Expression conditional(Expression condition) {
        Expression whenTrue = parse();
        if (!cursor.recovering() && !cursor.accept(TokenType.COLON)) {
            unexpected("\":\" and the value for the other case (condition ? value : other)");
        }
        Expression whenFalse = cursor.recovering() ? invalid() : parse();
        return new Expression.Conditional(
                condition,
                whenTrue,
                whenFalse,
                cursor.rangeFrom(condition.range().start()));
    }

    private Expression binary(int precedence) {
        Expression left = unary();
        while (!cursor.recovering()) {
            BinaryOperator operator = OPERATORS.get(cursor.peek().type());
            if (operator == null || operator.precedence() < precedence) {
                return left;
            }
            cursor.next();
            Expression right = binary(operator.precedence() + 1);
            left = new Expression.Binary(
                    operator, left, right, cursor.rangeFrom(left.range().start()));
        }
        return left;
    }

    private Expression unary() {
        List<Token> prefixes = new ArrayList<>();
        while (cursor.at(TokenType.NOT) || cursor.at(TokenType.MINUS)) {
            prefixes.add(cursor.next());
            if (prefixes.size() > MOST_PREFIXES) {
                cursor.fail(
                        "Too many operators", "So many ! or - in a row cannot be meant.", cursor.range(cursor.last()));
                return invalid();
            }
        }
        Expression operand = traversals.parse(primary());
        for (Token prefix : prefixes.reversed()) {
            UnaryOperator operator = prefix.type() == TokenType.NOT ? UnaryOperator.NOT : UnaryOperator.NEGATE;
            operand = new Expression.Unary(operator, operand, cursor.rangeFrom(prefix.start()));
        }
        return operand;
    }

    private Expression primary() {
        Token token = cursor.peek();
        return switch (token.type()) {
            case NUMBER -> number();
            case IDENTIFIER -> name();
            case OPEN_QUOTE -> templates.quoted();
            case OPEN_HEREDOC -> templates.heredoc();
            case OPEN_BRACKET -> collections.tuple();
            case OPEN_BRACE -> collections.object();
            case OPEN_PARENTHESIS -> parenthesised();
            case EQUALS -> {
                unexpected("a value; there is one = too many");
                yield invalid();
            }
            default -> {
                unexpected("a value");
                yield invalid();
            }
        };
    }

    private Expression number() {
        Token token = cursor.next();
        String digits = cursor.text(token);
        int exponent = Math.max(digits.indexOf('e'), digits.indexOf('E'));
        boolean fits = digits.length() <= LONGEST_NUMBER
                && (exponent < 0
                        || new BigDecimal(digits.substring(exponent + 1)).abs().compareTo(LARGEST_EXPONENT) <= 0);
        if (!fits) {
            cursor.report(
                    "Number out of range", "Numbers have at most " + LONGEST_NUMBER + " digits.", cursor.range(token));
            return invalid();
        }
        return new Expression.Literal(Value.of(new BigDecimal(digits)), cursor.range(token));
    }

    private Expression name() {
        Token token = cursor.next();
        SourceRange range = cursor.range(token);
        if (cursor.at(TokenType.OPEN_PARENTHESIS)) {
            return call(token);
        }
        return switch (cursor.text(token)) {
            case "true" -> new Expression.Literal(Value.of(true), range);
            case "false" -> new Expression.Literal(Value.of(false), range);
            case "null" -> new Expression.Literal(Value.Null.VALUE, range);
            default -> new Expression.Variable(cursor.text(token), range);
        };
    }

    private Expression call(Token name) {
        Token open = cursor.next();
        boolean newlines = cursor.countNewlines(false);
        List<Expression> arguments = new ArrayList<>();
        boolean expanded = false;
        while (!cursor.recovering() && !cursor.at(TokenType.CLOSE_PARENTHESIS)) {
            arguments.add(parse());
            expanded = cursor.accept(TokenType.ELLIPSIS);
            if (expanded || !cursor.accept(TokenType.COMMA)) {
                break;
            }
        }
        close(open, TokenType.CLOSE_PARENTHESIS, "\",\" or \")\" of the call of " + cursor.text(name));
        cursor.countNewlines(newlines);
        return new Expression.Call(
                cursor.text(name), cursor.range(name), arguments, expanded, cursor.rangeFrom(name.start()));
    }

    private Expression parenthesised() {
        Token open = cursor.next();
        boolean newlines = cursor.countNewlines(false);
        Expression inner = parse();
        close(open, TokenType.CLOSE_PARENTHESIS, "an operator or \")\"");
        cursor.countNewlines(newlines);
        return new Expression.Parenthesised(inner, cursor.rangeFrom(open.start()));
    }

    /** Takes the closing bracket, or reports what was opened where. */
    void close(Token open, TokenType closing, String expected) {
        if (!cursor.recovering() && !cursor.accept(closing)) {
            unexpected(expected + " (the " + open.type().words() + " was opened on line "
                    + cursor.range(open).line() + ")");
        }
    }

    /** Reports the next token as a fault and starts recovery. */
    void unexpected(String expected) {
        Token token = cursor.peek();
        String found = switch (token.type()) {
            case NEWLINE, END -> token.type().words();
            case OPEN_QUOTE, OPEN_HEREDOC -> token.type().words();
            default -> Messages.quote(cursor.text(token));
        };
        cursor.fail("Unexpected " + found, "Expected " + expected + ".", cursor.range(token));
    }

    Expression invalid() {
        return new Expression.Invalid(cursor.range(cursor.peek()));
    }

    /** The text of a template without interpolations, for block labels and the like. */
    Optional<String> constantText(Expression expression) {
        return switch (expression) {
            case Expression.Template template when template.parts().isEmpty() -> Optional.of("");
            case Expression.Template template
            when template.parts().size() == 1 && template.parts().getFirst() instanceof TemplatePart.Text text ->
                Optional.of(text.value());
            default -> Optional.empty();
        };
    }
}
