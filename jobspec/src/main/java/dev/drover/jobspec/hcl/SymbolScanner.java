package dev.drover.jobspec.hcl;

import java.util.List;

/** Punctuation and operators, and the characters that people paste by mistake. */
final class SymbolScanner {
    private record Symbol(String text, TokenType type) {}

    /** Longer symbols stand before those that they begin with. */
    private static final List<Symbol> SYMBOLS = List.of(
            new Symbol("...", TokenType.ELLIPSIS),
            new Symbol("=>", TokenType.ARROW),
            new Symbol("==", TokenType.EQUAL),
            new Symbol("!=", TokenType.NOT_EQUAL),
            new Symbol("<=", TokenType.LESS_OR_EQUAL),
            new Symbol(">=", TokenType.GREATER_OR_EQUAL),
            new Symbol("&&", TokenType.AND),
            new Symbol("||", TokenType.OR),
            new Symbol("=", TokenType.EQUALS),
            new Symbol("[", TokenType.OPEN_BRACKET),
            new Symbol("]", TokenType.CLOSE_BRACKET),
            new Symbol("(", TokenType.OPEN_PARENTHESIS),
            new Symbol(")", TokenType.CLOSE_PARENTHESIS),
            new Symbol(",", TokenType.COMMA),
            new Symbol(".", TokenType.DOT),
            new Symbol(":", TokenType.COLON),
            new Symbol("?", TokenType.QUESTION),
            new Symbol("!", TokenType.NOT),
            new Symbol("<", TokenType.LESS),
            new Symbol(">", TokenType.GREATER),
            new Symbol("+", TokenType.PLUS),
            new Symbol("-", TokenType.MINUS),
            new Symbol("*", TokenType.STAR),
            new Symbol("/", TokenType.SLASH),
            new Symbol("%", TokenType.PERCENT));

    private static final String TYPOGRAPHIC_QUOTES = "\u201C\u201D\u201E\u201F\u00AB\u00BB\u2018\u2019\u201A";

    private final Scanner scanner;

    SymbolScanner(Scanner scanner) {
        this.scanner = scanner;
    }

    void scan(ScanMode.Normal mode) {
        if (scanner.at("{")) {
            mode.openBrace();
            scanner.add(TokenType.OPEN_BRACE, 1);
        } else if (mode.endsAtBrace() && (scanner.at("}") || scanner.at("~}"))) {
            scanner.leave();
            scanner.add(TokenType.CLOSE_TEMPLATE, scanner.at("}") ? 1 : 2);
        } else if (scanner.at("}")) {
            mode.closeBrace();
            scanner.add(TokenType.CLOSE_BRACE, 1);
        } else {
            for (Symbol symbol : SYMBOLS) {
                if (scanner.at(symbol.text())) {
                    scanner.add(symbol.type(), symbol.text().length());
                    return;
                }
            }
            scanForeign();
        }
    }

    private void scanForeign() {
        int codePoint = scanner.text().codePointAt(scanner.position());
        String shown = Character.toString(codePoint);
        if (codePoint == '\'') {
            scanForeignQuotes(
                    "Single quotes", "Strings stand in double quotes: write \"text\" instead of 'text'.", "'");
        } else if (TYPOGRAPHIC_QUOTES.indexOf(codePoint) >= 0) {
            scanForeignQuotes(
                    "Typographic quotes",
                    "The quote " + shown
                            + " is a typographic one, as word processors make them; write a plain \" instead.",
                    TYPOGRAPHIC_QUOTES + "\"");
        } else if (Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint)) {
            scanner.error(
                    "Unusual blank",
                    String.format(
                            "The character U+%04X looks like a blank but is none here; write a plain space.",
                            codePoint),
                    shown.length());
            scanner.skip(shown.length());
        } else {
            scanner.error("Unexpected character", advice(codePoint, shown), shown.length());
            scanner.add(TokenType.INVALID, shown.length());
        }
    }

    private static String advice(int codePoint, String shown) {
        return switch (codePoint) {
            case ';' -> "Attributes end with their line, not with a semicolon.";
            case '&' -> "A logical and is written &&.";
            case '|' -> "A logical or is written ||.";
            case '`' -> "Strings stand in double quotes; texts of several lines in a heredoc (<<EOF).";
            case '$' -> "An interpolation ${...} stands inside of double quotes.";
            case '~' -> "The trim marker ~ stands only beside the braces of an interpolation.";
            default ->
                Character.isISOControl(codePoint)
                        ? String.format("The control character U+%04X has no meaning here.", codePoint)
                        : "The character " + shown + " has no meaning here.";
        };
    }

    /** Reports the quotes, then goes on as if they were plain ones, so that one mistake gives one message. */
    private void scanForeignQuotes(String summary, String detail, String closers) {
        scanner.error(summary, detail, 1);
        String text = scanner.text();
        int start = scanner.position();
        int end = start + 1;
        while (end < text.length() && text.charAt(end) != '\n' && closers.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        boolean closed = end < text.length() && text.charAt(end) != '\n';
        if (!closed) {
            scanner.add(TokenType.INVALID, 1);
            return;
        }
        scanner.add(TokenType.OPEN_QUOTE, 1);
        if (end > start + 1) {
            scanner.add(TokenType.STRING_LITERAL, end - start - 1);
        }
        scanner.add(TokenType.CLOSE_QUOTE, 1);
    }
}
