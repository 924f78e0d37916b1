package dev.drover.jobspec.hcl;

import dev.drover.jobspec.hcl.Body.Item;
import dev.drover.jobspec.hcl.Body.Label;
import dev.drover.jobspec.hcl.Parsed.Modernisation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Attributes and blocks. After a fault the parser goes on with the next line, so that one run shows many faults. Old forms
 * that are unmistakable are accepted with a warning.
 */
final class BodyParser {
    private final TokenCursor cursor;
    private final ExpressionParser expressions;
    private final UnclosedBlocks unclosed;

    BodyParser(TokenCursor cursor) {
        this.cursor = cursor;
        this.expressions = new ExpressionParser(cursor);
        this.unclosed = new UnclosedBlocks(cursor);
    }

    /** The whole file. */
    Body file() {
        List<Item> items = new ArrayList<>();
        Map<String, SourceRange> names = new HashMap<>();
        while (!cursor.at(TokenType.END)) {
            if (cursor.at(TokenType.CLOSE_BRACE)) {
                cursor.report(
                        "Unexpected \"}\"", "No block is open here that it could close.", cursor.range(cursor.next()));
            } else {
                items(items, names);
            }
        }
        return new Body(items, cursor.file().range(0, cursor.file().text().length()));
    }

    /** Items up to the closing brace or the end of the file. */
    private void items(List<Item> items, Map<String, SourceRange> names) {
        while (!cursor.at(TokenType.END) && !cursor.at(TokenType.CLOSE_BRACE)) {
            if (cursor.accept(TokenType.NEWLINE)) {
                continue;
            }
            int start = cursor.mark();
            item(items, names);
            if (!cursor.recovering()) {
                endOfItem();
            }
            if (cursor.recovering()) {
                cursor.recover(start);
            }
        }
    }

    private void endOfItem() {
        boolean ended = cursor.at(TokenType.NEWLINE) || cursor.at(TokenType.END) || cursor.at(TokenType.CLOSE_BRACE);
        if (ended) {
            return;
        }
        Token token = cursor.peek();
        switch (token.type()) {
            case COMMA -> {
                cursor.report(
                        "Unexpected \",\"",
                        "Attributes of a block end with their line, without a comma.",
                        cursor.range(token));
                cursor.next();
            }
            case IDENTIFIER -> {
                boolean unit = cursor.last().type() == TokenType.NUMBER
                        && cursor.last().end() == token.start();
                if (unit) {
                    String number = cursor.text(cursor.last()) + cursor.text(token);
                    cursor.fail(
                            "Not a number",
                            "A value with a unit is a string: write \"" + number + "\", or the number alone.",
                            cursor.range(token));
                } else {
                    expressions.unexpected("the end of the line");
                }
            }
            default -> expressions.unexpected("the end of the line");
        }
    }

    /** One attribute or block; the faults of its start are those that people make most. */
    private void item(List<Item> items, Map<String, SourceRange> names) {
        Token first = cursor.peek();
        switch (first.type()) {
            case IDENTIFIER -> {
                cursor.next();
                named(new Label(cursor.text(first), cursor.range(first)), items, names);
            }
            case OPEN_QUOTE -> {
                Expression quoted = expressions.parse();
                String name = expressions.constantText(quoted).orElse("");
                if (name.isEmpty() || !cursor.at(TokenType.EQUALS)) {
                    cursor.fail("Unexpected string", "Expected the name of an attribute or block.", quoted.range());
                    return;
                }
                cursor.modernise(
                        "Quoted name",
                        "Names of attributes stand without quotes; names that need them go into a map: block = { "
                                + quoted.range().text() + " = ... }.",
                        quoted.range(),
                        List.of());
                named(new Label(name, quoted.range()), items, names);
            }
            default -> {
                expressions.unexpected("the name of an attribute or block");
                if (!cursor.at(TokenType.NEWLINE) && !cursor.at(TokenType.END)) {
                    cursor.next();
                }
            }
        }
    }

    private void named(Label name, List<Item> items, Map<String, SourceRange> names) {
        switch (cursor.peek().type()) {
            case EQUALS -> {
                cursor.next();
                items.add(attribute(name, names));
            }
            case COLON -> {
                cursor.report(
                        "Unexpected \":\"",
                        "Between name and value stands \"=\": " + name.text() + " = ...",
                        cursor.range(cursor.next()));
                items.add(attribute(name, names));
            }
            case OPEN_BRACE, OPEN_QUOTE, IDENTIFIER -> block(name, items);
            case NUMBER, OPEN_BRACKET, MINUS, OPEN_HEREDOC ->
                cursor.fail(
                        "Missing \"=\"",
                        "Between name and value stands \"=\": " + name.text() + " = ...",
                        name.range());
            default ->
                expressions.unexpected("\"=\" and a value, or \"{\" and a block, after " + Messages.quote(name.text()));
        }
    }

    private Body.Attribute attribute(Label name, Map<String, SourceRange> names) {
        Expression value = expressions.parse();
        SourceRange before = names.putIfAbsent(name.text(), name.range());
        if (before != null) {
            cursor.report(
                    "Duplicate attribute",
                    "\"" + name.text() + "\" is set already on line " + before.line() + ".",
                    name.range());
        }
        return new Body.Attribute(
                name.text(), name.range(), value, cursor.rangeFrom(name.range().start()));
    }

    private void block(Label type, List<Item> items) {
        List<Label> labels = new ArrayList<>();
        while (!cursor.recovering() && !cursor.at(TokenType.OPEN_BRACE)) {
            label(type, labels);
        }
        SourceRange head = labels.isEmpty()
                ? type.range()
                : type.range().to(labels.getLast().range());
        if (cursor.recovering()) {
            return;
        }
        if (!cursor.enter()) {
            return;
        }
        Token open = cursor.next();
        boolean oneLine = !cursor.at(TokenType.NEWLINE) && !cursor.at(TokenType.END);
        Body body = oneLine ? oneLineBody(head, open) : linesBody(head, open);
        cursor.leave();
        items.add(new Body.Block(
                type.text(), labels, body, head, cursor.rangeFrom(type.range().start())));
    }

    private void label(Label type, List<Label> labels) {
        Token token = cursor.peek();
        switch (token.type()) {
            case IDENTIFIER -> {
                cursor.next();
                labels.add(new Label(cursor.text(token), cursor.range(token)));
            }
            case OPEN_QUOTE -> {
                Expression quoted = new TemplateParser(cursor, expressions).quoted();
                if (cursor.recovering()) {
                    return;
                }
                expressions
                        .constantText(quoted)
                        .ifPresentOrElse(text -> labels.add(new Label(text, quoted.range())), () -> {
                            cursor.report(
                                    "Label with interpolation",
                                    "Labels of blocks are plain text, without ${...}.",
                                    quoted.range());
                            labels.add(new Label(quoted.range().text(), quoted.range()));
                        });
            }
            case NEWLINE, END, CLOSE_BRACE -> missingBrace(type, labels);
            case EQUALS -> {
                cursor.fail(
                        "Unexpected \"=\"",
                        "A name with labels begins a block: write \"{\" here; an attribute has no labels.",
                        cursor.range(token));
            }
            default -> expressions.unexpected("\"{\" or a label of the block " + Messages.quote(type.text()));
        }
    }

    /** {@code driver "docker"} lacks an equals sign; anything else with labels lacks its brace. */
    private void missingBrace(Label type, List<Label> labels) {
        SourceRange last = labels.getLast().range();
        if (labels.size() == 1) {
            cursor.fail(
                    "Missing \"=\"",
                    "Write " + type.text() + " = "
                            + Messages.quote(labels.getFirst().text())
                            + " to set an attribute, or put \"{\" at the end of the line to begin a block.",
                    type.range().to(last));
        } else {
            cursor.fail(
                    "Missing \"{\"",
                    "The block " + Messages.quote(type.text()) + " begins with \"{\" on the line of its labels.",
                    type.range().to(last));
        }
    }

    private Body linesBody(SourceRange head, Token open) {
        List<Item> items = new ArrayList<>();
        items(items, new HashMap<>());
        if (cursor.at(TokenType.CLOSE_BRACE)) {
            unclosed.closed(head, cursor.next());
        } else {
            unclosed.reportAtEnd(head, open);
        }
        return new Body(items, cursor.rangeFrom(open.start()));
    }

    /** <code>type { a = 1 }</code>; more than one item, or a block inside, is an old form. */
    private Body oneLineBody(SourceRange head, Token open) {
        List<Item> items = new ArrayList<>();
        Map<String, SourceRange> names = new HashMap<>();
        List<Modernisation> newlines = new ArrayList<>();
        int start = cursor.mark();
        while (!cursor.recovering() && !cursor.at(TokenType.CLOSE_BRACE) && !cursor.at(TokenType.END)) {
            start = cursor.mark();
            if (cursor.at(TokenType.NEWLINE)) {
                items(items, names);
                break;
            }
            newlines.add(new Modernisation(cursor.peek().start(), "\n"));
            item(items, names);
            if (!cursor.recovering() && cursor.at(TokenType.COMMA)) {
                endOfItem();
            } else if (!cursor.recovering()
                    && !cursor.at(TokenType.CLOSE_BRACE)
                    && !cursor.at(TokenType.IDENTIFIER)
                    && !cursor.at(TokenType.NEWLINE)
                    && !cursor.at(TokenType.OPEN_QUOTE)) {
                expressions.unexpected("another attribute or the \"}\" of the block");
            }
        }
        if (cursor.recovering()) {
            cursor.recover(start);
            items(items, names);
        }
        newlines.add(new Modernisation(cursor.peek().start(), "\n"));
        if (cursor.at(TokenType.CLOSE_BRACE)) {
            cursor.next();
        } else {
            unclosed.reportAtEnd(head, open);
        }
        boolean single = items.size() == 1 && items.getFirst() instanceof Body.Attribute;
        boolean modern = items.isEmpty() || single;
        SourceRange range = cursor.rangeFrom(open.start());
        if (!modern) {
            cursor.modernise(
                    "Block on one line",
                    "A block on one line holds at most one attribute; write:\n" + OldForms.asLines(head, items),
                    head,
                    newlines);
        }
        return new Body(items, range);
    }
}
