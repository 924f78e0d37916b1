package dev.drover.template.syntax;

import dev.drover.template.Delimiters;
import dev.drover.template.TemplateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Splits a template into tokens. Outside of actions everything is text; a trim marker (a minus beside a delimiter, with a space between
 * it and the action) takes the white space of the neighbouring text away here, so that the parser never hears of it.
 */
final class Lexer {
    private static final Set<String> KEYWORDS =
            Set.of("block", "break", "continue", "define", "else", "end", "if", "nil", "range", "template", "with");
    private static final String SPACES = " \t\r\n";

    private final Source source;
    private final String text;
    private final Delimiters delimiters;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    Lexer(Source source, Delimiters delimiters) {
        this.source = source;
        this.text = source.text();
        this.delimiters = delimiters;
    }

    List<Token> tokens() {
        boolean trimNext = false;
        while (at < text.length()) {
            int open = text.indexOf(delimiters.left(), at);
            int end = open < 0 ? text.length() : open;
            boolean trimBefore =
                    open >= 0 && isTrimMarker(open + delimiters.left().length());
            addText(at, end, trimNext, trimBefore);
            at = end;
            if (open >= 0) {
                trimNext = action(trimBefore);
            }
        }
        tokens.add(new Token(TokenType.END_OF_TEXT, "", text.length()));
        return tokens;
    }

    private boolean isTrimMarker(int offset) {
        return offset + 1 < text.length() && text.charAt(offset) == '-' && isSpace(text.charAt(offset + 1));
    }

    private void addText(int from, int to, boolean trimStart, boolean trimEnd) {
        int start = from;
        int end = to;
        while (trimStart && start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (trimEnd && end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        if (end > start) {
            tokens.add(new Token(TokenType.TEXT, text.substring(start, end), start));
        }
    }

    /** Reads one action and says whether the text after it loses its leading white space. */
    private boolean action(boolean trimmed) {
        int open = at;
        at += delimiters.left().length() + (trimmed ? 1 : 0);
        int comment = trimmed ? at + 1 : at;
        while (trimmed && comment < text.length() && isSpace(text.charAt(comment))) {
            comment++;
        }
        if (text.startsWith("/*", comment)) {
            return comment(open, comment);
        }
        tokens.add(new Token(TokenType.LEFT, delimiters.left(), open));
        int depth = 0;
        while (true) {
            int right = rightDelimiter();
            if (right > 0) {
                if (depth > 0) {
                    throw fault("unclosed left parenthesis");
                }
                tokens.add(new Token(TokenType.RIGHT, delimiters.right(), at));
                boolean trimNext = right > delimiters.right().length();
                at += right;
                return trimNext;
            }
            if (at >= text.length()) {
                throw source.fault(open, "action is not closed by " + delimiters.right());
            }
            depth += inside();
            if (depth < 0) {
                throw source.fault(at - 1, "unexpected right parenthesis");
            }
        }
    }

    private boolean comment(int open, int start) {
        int close = text.indexOf("*/", start);
        if (close < 0) {
            throw source.fault(open, "comment is not closed by */");
        }
        at = close + 2;
        int right = rightDelimiter();
        if (right == 0) {
            throw fault("comment ends before the closing delimiter " + delimiters.right());
        }
        at += right;
        return right > delimiters.right().length();
    }

    /** The length of the delimiter that stands here, with its trim marker; 0 when none does. */
    private int rightDelimiter() {
        if (text.startsWith(delimiters.right(), at)) {
            return delimiters.right().length();
        }
        boolean trims = at + 1 < text.length()
                && isSpace(text.charAt(at))
                && text.charAt(at + 1) == '-'
                && text.startsWith(delimiters.right(), at + 2);
        return trims ? 2 + delimiters.right().length() : 0;
    }

    /** Reads a token and says how it changes the depth of parentheses. */
    private int inside() {
        char letter = text.charAt(at);
        int start = at;
        switch (letter) {
            case ' ', '\t', '\r', '\n' -> spaces();
            case '|' -> take(TokenType.PIPE, 1);
            case ',' -> take(TokenType.COMMA, 1);
            case '=' -> take(TokenType.ASSIGN, 1);
            case '(' -> take(TokenType.OPEN, 1);
            case ')' -> take(TokenType.CLOSE, 1);
            case '"' -> quoted('"', TokenType.STRING);
            case '\'' -> quoted('\'', TokenType.CHARACTER);
            case '`' -> raw();
            case '$' -> word(TokenType.VARIABLE);
            case '.' -> dot();
            case ':' -> {
                if (!text.startsWith(":=", at)) {
                    throw fault("expected :=");
                }
                take(TokenType.DECLARE, 2);
            }
            default -> other(letter);
        }
        Token token = tokens.getLast();
        return token.at() != start || token.is(TokenType.SPACE)
                ? 0
                : token.is(TokenType.OPEN) ? 1 : token.is(TokenType.CLOSE) ? -1 : 0;
    }

    private void other(char letter) {
        if (Character.isDigit(letter) || letter == '+' || letter == '-') {
            number();
        } else if (isWordPart(letter)) {
            word(TokenType.IDENTIFIER);
        } else {
            throw fault("unexpected character '" + Character.toString(text.codePointAt(at)) + "' in action");
        }
    }

    private void take(TokenType type, int length) {
        tokens.add(new Token(type, text.substring(at, at + length), at));
        at += length;
    }

    /** White space ends where a closing delimiter with a trim marker begins. */
    private void spaces() {
        int start = at;
        while (at < text.length() && isSpace(text.charAt(at)) && rightDelimiter() == 0) {
            at++;
        }
        if (at > start) {
            tokens.add(new Token(TokenType.SPACE, " ", start));
        }
    }

    private void dot() {
        if (at + 1 < text.length() && Character.isDigit(text.charAt(at + 1))) {
            number();
        } else if (at + 1 < text.length() && isWordPart(text.charAt(at + 1))) {
            word(TokenType.FIELD);
        } else {
            take(TokenType.DOT, 1);
            requireEndOfWord();
        }
    }

    private void word(TokenType type) {
        int start = at++;
        while (at < text.length() && isWordPart(text.charAt(at))) {
            at++;
        }
        String word = text.substring(start, at);
        requireEndOfWord();
        TokenType exact = switch (word) {
            case "true", "false" -> TokenType.BOOLEAN;
            default -> KEYWORDS.contains(word) ? TokenType.KEYWORD : type;
        };
        tokens.add(new Token(exact, word, start));
    }

    private void requireEndOfWord() {
        boolean ends = at >= text.length()
                || SPACES.indexOf(text.charAt(at)) >= 0
                || ".,|:=)(".indexOf(text.charAt(at)) >= 0
                || rightDelimiter() > 0;
        if (!ends) {
            throw fault("unexpected character '" + Character.toString(text.codePointAt(at)) + "' after a name");
        }
    }

    private void number() {
        int start = at++;
        while (at < text.length()
                && (isWordPart(text.charAt(at)) || text.charAt(at) == '.' || isExponentSign(start, text.charAt(at)))) {
            at++;
        }
        tokens.add(new Token(TokenType.NUMBER, text.substring(start, at), start));
    }

    private boolean isExponentSign(int start, char letter) {
        boolean hex = text.startsWith("0x", start) || text.startsWith("0X", start);
        return (letter == '+' || letter == '-') && (hex ? "pP" : "eE").indexOf(text.charAt(at - 1)) >= 0;
    }

    private void quoted(char quote, TokenType type) {
        int start = at++;
        while (true) {
            if (at >= text.length() || text.charAt(at) == '\n') {
                throw source.fault(start, "text in quotes is not closed");
            }
            char letter = text.charAt(at++);
            if (letter == '\\' && at < text.length() && text.charAt(at) != '\n') {
                at++;
            } else if (letter == quote) {
                break;
            }
        }
        String unquoted = Quoted.decode(source, start, text.substring(start + 1, at - 1), quote);
        tokens.add(new Token(type, unquoted, start));
    }

    private void raw() {
        int close = text.indexOf('`', at + 1);
        if (close < 0) {
            throw fault("text in backquotes is not closed");
        }
        tokens.add(new Token(TokenType.STRING, text.substring(at + 1, close).replace("\r", ""), at));
        at = close + 1;
    }

    private TemplateException fault(String reason) {
        return source.fault(at, reason);
    }

    private static boolean isSpace(char letter) {
        return SPACES.indexOf(letter) >= 0;
    }

    private static boolean isWordPart(char letter) {
        return letter == '_' || Character.isLetterOrDigit(letter) || Character.isSurrogate(letter);
    }
}
