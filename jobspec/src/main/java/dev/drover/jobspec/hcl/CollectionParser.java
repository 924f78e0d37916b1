package dev.drover.jobspec.hcl;

import dev.drover.jobspec.hcl.Expression.ForClause;
import dev.drover.jobspec.hcl.Expression.ObjectItem;
import dev.drover.jobspec.hcl.Parsed.Modernisation;
import dev.drover.jobspec.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What stands in brackets and braces: tuples, objects and the {@code for} expressions that make them. */
final class CollectionParser {
    private final TokenCursor cursor;
    private final ExpressionParser expressions;

    CollectionParser(TokenCursor cursor, ExpressionParser expressions) {
        this.cursor = cursor;
        this.expressions = expressions;
    }

    Expression tuple() {
        Token open = cursor.next();
        boolean newlines = cursor.countNewlines(false);
        Expression tuple = cursor.atName("for") && cursor.peekSecond().type() == TokenType.IDENTIFIER
                ? forTuple(open)
                : tupleItems(open);
        cursor.countNewlines(newlines);
        return tuple;
    }

    private Expression tupleItems(Token open) {
        List<Expression> items = new ArrayList<>();
        while (!cursor.recovering() && !cursor.at(TokenType.CLOSE_BRACKET) && !atNextAttribute()) {
            items.add(expressions.parse());
            if (cursor.recovering() || cursor.at(TokenType.CLOSE_BRACKET)) {
                break;
            }
            if (!cursor.accept(TokenType.COMMA) && !reportMissingComma()) {
                break;
            }
        }
        expressions.close(open, TokenType.CLOSE_BRACKET, "\",\" or \"]\" of the list");
        return new Expression.Tuple(items, cursor.rangeFrom(open.start()));
    }

    /** {@code name =} cannot be an item: the list was never closed. */
    private boolean atNextAttribute() {
        return cursor.at(TokenType.IDENTIFIER) && cursor.peekSecond().type() == TokenType.EQUALS;
    }

    /** Two values side by side lack a comma; a name with {@code =} or a block rather shows that the list was never closed. */
    private boolean reportMissingComma() {
        Token token = cursor.peek();
        boolean value = switch (token.type()) {
            case OPEN_QUOTE, NUMBER, OPEN_BRACE, OPEN_HEREDOC -> true;
            case IDENTIFIER ->
                switch (cursor.peekSecond().type()) {
                    case COMMA, CLOSE_BRACKET, DOT, OPEN_PARENTHESIS -> true;
                    default -> false;
                };
            default -> false;
        };
        if (value) {
            SourceRange gap =
                    cursor.file().range(cursor.last().end(), cursor.last().end() + 1);
            cursor.report("Missing comma", "The items of a list are separated by commas.", gap);
        }
        return value;
    }

    private Expression forTuple(Token open) {
        ForHead head = forHead();
        Expression result = cursor.recovering() ? expressions.invalid() : expressions.parse();
        Optional<Expression> condition = forCondition();
        expressions.close(open, TokenType.CLOSE_BRACKET, "\"if\" or \"]\" of the for expression");
        return new Expression.ForTuple(head.clause(condition), result, cursor.rangeFrom(open.start()));
    }

    Expression object() {
        Token open = cursor.next();
        boolean newlines = cursor.countNewlines(false);
        boolean isFor = cursor.atName("for") && cursor.peekSecond().type() == TokenType.IDENTIFIER;
        cursor.countNewlines(!isFor);
        Expression object = isFor ? forObject(open) : objectItems(open);
        cursor.countNewlines(newlines);
        return object;
    }

    private Expression forObject(Token open) {
        ForHead head = forHead();
        Expression key = cursor.recovering() ? expressions.invalid() : expressions.parse();
        if (!cursor.recovering() && !cursor.accept(TokenType.ARROW)) {
            expressions.unexpected("\"=>\" between key and value of the for expression");
        }
        Expression result = cursor.recovering() ? expressions.invalid() : expressions.parse();
        boolean grouped = !cursor.recovering() && cursor.accept(TokenType.ELLIPSIS);
        Optional<Expression> condition = forCondition();
        expressions.close(open, TokenType.CLOSE_BRACE, "\"if\" or \"}\" of the for expression");
        return new Expression.ForObject(head.clause(condition), key, result, grouped, cursor.rangeFrom(open.start()));
    }

    /** The part of a {@code for} up to the colon. */
    private record ForHead(Optional<String> keyName, String valueName, Expression collection) {
        ForClause clause(Optional<Expression> condition) {
            return new ForClause(keyName, valueName, collection, condition);
        }
    }

    private ForHead forHead() {
        cursor.next();
        String first = cursor.text(cursor.next());
        Optional<String> keyName = Optional.empty();
        String valueName = first;
        if (cursor.accept(TokenType.COMMA)) {
            keyName = Optional.of(first);
            valueName = cursor.at(TokenType.IDENTIFIER) ? cursor.text(cursor.next()) : "";
        }
        if (valueName.isEmpty() || !cursor.atName("in")) {
            expressions.unexpected("names, \"in\" and a collection (for key, value in collection :)");
            return new ForHead(keyName, valueName, expressions.invalid());
        }
        cursor.next();
        Expression collection = expressions.parse();
        if (!cursor.recovering() && !cursor.accept(TokenType.COLON)) {
            expressions.unexpected("\":\" and what to make of each item");
        }
        return new ForHead(keyName, valueName, collection);
    }

    private Optional<Expression> forCondition() {
        if (cursor.recovering() || !cursor.atName("if")) {
            return Optional.empty();
        }
        cursor.next();
        return Optional.of(expressions.parse());
    }

    private Expression objectItems(Token open) {
        List<ObjectItem> items = new ArrayList<>();
        List<Modernisation> commas = new ArrayList<>();
        while (!cursor.recovering()) {
            while (cursor.at(TokenType.NEWLINE)) {
                cursor.next();
            }
            if (cursor.at(TokenType.CLOSE_BRACE)) {
                break;
            }
            items.add(item(open));
            if (cursor.recovering() || cursor.at(TokenType.CLOSE_BRACE)) {
                break;
            }
            if (!cursor.accept(TokenType.COMMA) && !cursor.accept(TokenType.NEWLINE)) {
                if (!beginsItem()) {
                    expressions.unexpected("\",\", a new line or \"}\" after the value");
                    break;
                }
                commas.add(new Modernisation(cursor.last().end(), ","));
            }
        }
        expressions.close(open, TokenType.CLOSE_BRACE, "\"}\" of the object");
        SourceRange range = cursor.rangeFrom(open.start());
        if (!commas.isEmpty()) {
            cursor.modernise(
                    "Items without commas",
                    "On one line the items of an object are separated by commas: "
                            + OldForms.withInsertions(range, commas) + ".",
                    range,
                    commas);
        }
        return new Expression.ObjectConstructor(items, range);
    }

    private ObjectItem item(Token open) {
        Token first = cursor.peek();
        TokenType second = cursor.peekSecond().type();
        Expression key;
        if (first.type() == TokenType.IDENTIFIER && (second == TokenType.EQUALS || second == TokenType.COLON)) {
            cursor.next();
            key = new Expression.Literal(Value.of(cursor.text(first)), cursor.range(first));
        } else if (first.type() == TokenType.END) {
            expressions.close(open, TokenType.CLOSE_BRACE, "\"}\" of the object");
            return new ObjectItem(expressions.invalid(), expressions.invalid());
        } else {
            key = expressions.parse();
            if (key instanceof Expression.Traversal) {
                cursor.report(
                        "Ambiguous key",
                        "Write the key in quotes to mean its text, or in parentheses to mean its value.",
                        key.range());
            }
        }
        if (!cursor.recovering() && !cursor.accept(TokenType.EQUALS) && !cursor.accept(TokenType.COLON)) {
            expressions.unexpected("\"=\" between key and value (the object was opened on line "
                    + cursor.range(open).line() + ")");
        }
        return new ObjectItem(key, cursor.recovering() ? expressions.invalid() : expressions.parse());
    }

    private boolean beginsItem() {
        return switch (cursor.peek().type()) {
            case IDENTIFIER ->
                cursor.peekSecond().type() == TokenType.EQUALS
                        || cursor.peekSecond().type() == TokenType.COLON;
            case OPEN_QUOTE, OPEN_PARENTHESIS -> true;
            default -> false;
        };
    }
}
