package dev.drover.jobspec.hcl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a quoted string or heredoc as a flat list of elements and hands it to {@link TemplateAssembler}. */
final class TemplateParser {
    private final TokenCursor cursor;
    private final ExpressionParser expressions;
    private final EscapeDecoder escapes;

    TemplateParser(TokenCursor cursor, ExpressionParser expressions) {
        this.cursor = cursor;
        this.expressions = expressions;
        this.escapes = new EscapeDecoder(cursor);
    }

    Expression quoted() {
        Token open = cursor.next();
        List<TemplateElement> elements = elements(TokenType.CLOSE_QUOTE, true);
        cursor.accept(TokenType.CLOSE_QUOTE);
        return assemble(open, elements);
    }

    Expression heredoc() {
        Token open = cursor.next();
        List<TemplateElement> elements = elements(TokenType.CLOSE_HEREDOC, false);
        cursor.accept(TokenType.CLOSE_HEREDOC);
        if (cursor.text(open).startsWith("<<-")) {
            elements = Indentation.remove(elements);
        }
        return assemble(open, elements);
    }

    private Expression assemble(Token open, List<TemplateElement> elements) {
        if (cursor.recovering()) {
            return expressions.invalid();
        }
        List<TemplatePart> parts = new TemplateAssembler(cursor, elements).assemble();
        return new Expression.Template(parts, cursor.rangeFrom(open.start()));
    }

    private List<TemplateElement> elements(TokenType end, boolean quoted) {
        List<TemplateElement> elements = new ArrayList<>();
        while (!cursor.recovering() && !cursor.at(end)) {
            Token token = cursor.peek();
            switch (token.type()) {
                case STRING_LITERAL -> {
                    cursor.next();
                    elements.add(new TemplateElement.Text(escapes.decode(token, quoted), cursor.range(token)));
                }
                case OPEN_INTERPOLATION -> elements.add(interpolation());
                case OPEN_DIRECTIVE -> elements.add(directive());
                default -> {
                    expressions.unexpected(end.words());
                    return elements;
                }
            }
        }
        return elements;
    }

    private TemplateElement interpolation() {
        Token open = cursor.next();
        boolean newlines = cursor.countNewlines(false);
        Expression expression = expressions.parse();
        if (!cursor.recovering() && !cursor.at(TokenType.CLOSE_TEMPLATE)) {
            expressions.unexpected(
                    "an operator or the } that ends the interpolation; to pass ${...} on as plain text, write $${...}");
        }
        cursor.accept(TokenType.CLOSE_TEMPLATE);
        cursor.countNewlines(newlines);
        SourceRange range = cursor.rangeFrom(open.start());
        boolean trimsBefore = trimsBefore(open);
        boolean trimsAfter = trimsAfter();
        int start = open.start() + (trimsBefore ? 3 : 2);
        int end = Math.max(start, range.end() - (trimsAfter ? 2 : 1));
        String literal = "${" + cursor.file().text().substring(start, end) + "}";
        TemplatePart part = new TemplatePart.Interpolation(expression, literal, range);
        return new TemplateElement.Interpolation(part, trimsBefore, trimsAfter, range);
    }

    private boolean trimsBefore(Token open) {
        return cursor.text(open).endsWith("~");
    }

    private boolean trimsAfter() {
        return cursor.last().type() == TokenType.CLOSE_TEMPLATE
                && cursor.text(cursor.last()).startsWith("~");
    }

    private TemplateElement directive() {
        Token open = cursor.next();
        boolean newlines = cursor.countNewlines(false);
        TemplateElement.Keyword keyword = keyword();
        if (!cursor.recovering() && !cursor.at(TokenType.CLOSE_TEMPLATE)) {
            expressions.unexpected("the } that ends the directive");
        }
        cursor.accept(TokenType.CLOSE_TEMPLATE);
        cursor.countNewlines(newlines);
        return new TemplateElement.Directive(keyword, trimsBefore(open), trimsAfter(), cursor.rangeFrom(open.start()));
    }

    private TemplateElement.Keyword keyword() {
        Token token = cursor.peek();
        String word = token.type() == TokenType.IDENTIFIER ? cursor.text(token) : "";
        return switch (word) {
            case "if" -> {
                cursor.next();
                yield new TemplateElement.If(expressions.parse());
            }
            case "for" -> {
                cursor.next();
                yield forKeyword();
            }
            case "else" -> plain(TemplateElement.Plain.ELSE);
            case "endif" -> plain(TemplateElement.Plain.ENDIF);
            case "endfor" -> plain(TemplateElement.Plain.ENDFOR);
            default -> {
                cursor.fail(
                        "Unknown template directive",
                        "After %{ stands if, else, endif, for or endfor. To pass %{ on as plain text, write %%{.",
                        cursor.range(token));
                yield TemplateElement.Plain.ENDIF;
            }
        };
    }

    private TemplateElement.Keyword plain(TemplateElement.Plain keyword) {
        cursor.next();
        return keyword;
    }

    private TemplateElement.Keyword forKeyword() {
        Optional<String> key = Optional.empty();
        String value = name();
        if (cursor.accept(TokenType.COMMA)) {
            key = Optional.of(value);
            value = name();
        }
        if (value.isEmpty() || !cursor.atName("in")) {
            expressions.unexpected("names, \"in\" and a collection (%{ for key, value in collection })");
            return TemplateElement.Plain.ENDFOR;
        }
        cursor.next();
        return new TemplateElement.For(key, value, expressions.parse());
    }

    private String name() {
        return cursor.at(TokenType.IDENTIFIER) ? cursor.text(cursor.next()) : "";
    }
}
