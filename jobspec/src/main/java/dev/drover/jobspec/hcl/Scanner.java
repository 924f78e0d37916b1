package dev.drover.jobspec.hcl;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Cuts a source into tokens, comments and newlines included, in one pass over the text. Text inside strings and heredocs
 * is left to {@link TemplateScanner}. Faults are reported and scanning goes on as if the obvious had been meant.
 */
final class Scanner {
    private final SourceFile file;
    private final String text;
    private final Diagnostics diagnostics;
    private final List<Token> tokens = new ArrayList<>();
    private final Deque<ScanMode> modes = new ArrayDeque<>();
    private final TemplateScanner templates;
    private final SymbolScanner symbols;
    private int position;

    private Scanner(SourceFile file, Diagnostics diagnostics) {
        this.file = file;
        this.text = file.text();
        this.diagnostics = diagnostics;
        this.templates = new TemplateScanner(this);
        this.symbols = new SymbolScanner(this);
    }

    /** All tokens of the file; the last one is {@link TokenType#END}. */
    static List<Token> scan(SourceFile file, Diagnostics diagnostics) {
        Scanner scanner = new Scanner(file, diagnostics);
        scanner.scanAll();
        return scanner.tokens;
    }

    private void scanAll() {
        if (text.startsWith("\uFEFF")) {
            position = 1;
        }
        modes.push(new ScanMode.Normal(0, false));
        while (position < text.length()) {
            switch (mode()) {
                case ScanMode.Normal normal -> scanNormal(normal);
                case ScanMode.Quoted quoted -> templates.scanQuoted(quoted);
                case ScanMode.Heredoc heredoc -> templates.scanHeredoc(heredoc);
            }
        }
        templates.closeAtEnd();
        add(TokenType.END, 0);
    }

    private void scanNormal(ScanMode.Normal mode) {
        char current = text.charAt(position);
        if (current == ' ' || current == '\t') {
            position++;
        } else if (current == '\n') {
            add(TokenType.NEWLINE, 1);
        } else if (current == '\r') {
            if (at("\r\n")) {
                add(TokenType.NEWLINE, 2);
            } else {
                position++;
            }
        } else if (current == '#' || at("//")) {
            scanLineComment();
        } else if (at("/*")) {
            scanBlockComment();
        } else if (current == '"') {
            templates.openQuote();
        } else if (at("<<") && templates.openHeredoc()) {
            return;
        } else if (current >= '0' && current <= '9') {
            scanNumber();
        } else if (isNameStart(text.codePointAt(position))) {
            scanName();
        } else {
            symbols.scan(mode);
        }
    }

    private void scanLineComment() {
        int end = text.indexOf('\n', position);
        if (end < 0) {
            end = text.length();
        } else if (text.charAt(end - 1) == '\r') {
            end--;
        }
        add(TokenType.COMMENT, end - position);
    }

    private void scanBlockComment() {
        int end = text.indexOf("*/", position + 2);
        if (end < 0) {
            error("Comment without end", "The comment that begins here with /* is never closed with */.", 2);
            end = text.length() - 2;
        }
        add(TokenType.COMMENT, Math.max(2, end + 2 - position));
    }

    private void scanNumber() {
        int end = skipDigits(position);
        if (isDigit(end + 1) && text.charAt(end) == '.') {
            end = skipDigits(end + 1);
        }
        if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
            int exponent = end + 1;
            if (exponent < text.length() && (text.charAt(exponent) == '+' || text.charAt(exponent) == '-')) {
                exponent++;
            }
            if (isDigit(exponent)) {
                end = skipDigits(exponent);
            }
        }
        add(TokenType.NUMBER, end - position);
    }

    private int skipDigits(int from) {
        int end = from;
        while (isDigit(end)) {
            end++;
        }
        return end;
    }

    private boolean isDigit(int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    private void scanName() {
        int end = position;
        while (end < text.length() && isNamePart(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        add(TokenType.IDENTIFIER, end - position);
    }

    static boolean isNameStart(int codePoint) {
        return codePoint == '_' || Character.isUnicodeIdentifierStart(codePoint);
    }

    static boolean isNamePart(int codePoint) {
        return codePoint == '-'
                || codePoint == '_'
                || (Character.isUnicodeIdentifierPart(codePoint) && !Character.isIdentifierIgnorable(codePoint));
    }

    // What the scanners of templates and symbols build on.

    String text() {
        return text;
    }

    int position() {
        return position;
    }

    void skip(int length) {
        position += length;
    }

    boolean at(String expected) {
        return text.startsWith(expected, position);
    }

    /** Adds a token at the position and moves past it, but never past the end of the text. */
    void add(TokenType type, int length) {
        int end = Math.min(text.length(), position + length);
        tokens.add(new Token(type, position, end));
        position = end;
    }

    void error(String summary, String detail, int length) {
        errorAt(summary, detail, position, position + length);
    }

    void errorAt(String summary, String detail, int start, int end) {
        diagnostics.error(summary, detail, file.range(start, Math.min(text.length(), end)));
    }

    ScanMode mode() {
        return modes.element();
    }

    void enter(ScanMode mode) {
        modes.push(mode);
    }

    void leave() {
        modes.pop();
    }

    /** True in the outermost mode. */
    boolean atOutermostMode() {
        return modes.size() == 1;
    }
}
