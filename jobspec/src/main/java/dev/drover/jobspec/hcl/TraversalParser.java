package dev.drover.jobspec.hcl;

import dev.drover.jobspec.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The steps after a value: {@code .name}, {@code [index]}, {@code .0} and the two kinds of splat. */
final class TraversalParser {
    private final TokenCursor cursor;
    private final ExpressionParser expressions;

    TraversalParser(TokenCursor cursor, ExpressionParser expressions) {
        this.cursor = cursor;
        this.expressions = expressions;
    }

    Expression parse(Expression source) {
        List<TraversalStep> steps = steps();
        return steps.isEmpty()
                ? source
                : new Expression.Traversal(
                        source, steps, cursor.rangeFrom(source.range().start()));
    }

    private List<TraversalStep> steps() {
        List<TraversalStep> steps = new ArrayList<>();
        while (!cursor.recovering()) {
            if (cursor.at(TokenType.DOT)) {
                dotStep(steps);
            } else if (cursor.at(TokenType.OPEN_BRACKET)) {
                bracketStep(steps);
            } else {
                break;
            }
        }
        return steps;
    }

    private void dotStep(List<TraversalStep> steps) {
        Token dot = cursor.next();
        Token token = cursor.peek();
        switch (token.type()) {
            case IDENTIFIER -> {
                cursor.next();
                steps.add(new TraversalStep.Attribute(cursor.text(token), cursor.rangeFrom(dot.start())));
            }
            case NUMBER -> {
                cursor.next();
                legacyIndexes(token, steps);
            }
            case STAR -> {
                cursor.next();
                List<TraversalStep> each = new ArrayList<>();
                while (!cursor.recovering()
                        && cursor.at(TokenType.DOT)
                        && cursor.peekSecond().type() == TokenType.IDENTIFIER) {
                    dotStep(each);
                }
                steps.add(new TraversalStep.Splat(each, cursor.rangeFrom(dot.start())));
            }
            default -> expressions.unexpected("the name of an attribute after the dot");
        }
    }

    /** In {@code a.0.1} the scanner saw the number 0.1, which means two indexes. */
    private void legacyIndexes(Token token, List<TraversalStep> steps) {
        SourceRange range = cursor.range(token);
        for (String digits : cursor.text(token).split("\\.", -1)) {
            boolean index = digits.chars().allMatch(Character::isDigit) && digits.length() <= 9;
            if (!index) {
                cursor.report("Not an index", "After a dot stands a name or a whole number.", range);
                return;
            }
            Expression key = new Expression.Literal(Value.of(new BigDecimal(digits)), range);
            steps.add(new TraversalStep.Index(key, range));
        }
    }

    private void bracketStep(List<TraversalStep> steps) {
        Token open = cursor.next();
        boolean newlines = cursor.countNewlines(false);
        boolean splat = cursor.at(TokenType.STAR) && cursor.peekSecond().type() == TokenType.CLOSE_BRACKET;
        if (splat) {
            cursor.next();
            cursor.next();
            cursor.countNewlines(newlines);
            if (cursor.enter()) {
                List<TraversalStep> each = steps();
                cursor.leave();
                steps.add(new TraversalStep.Splat(each, cursor.rangeFrom(open.start())));
            }
            return;
        }
        Expression key = expressions.parse();
        expressions.close(open, TokenType.CLOSE_BRACKET, "\"]\" after the index");
        cursor.countNewlines(newlines);
        steps.add(new TraversalStep.Index(key, cursor.rangeFrom(open.start())));
    }
}
