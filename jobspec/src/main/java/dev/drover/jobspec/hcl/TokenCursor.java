package dev.drover.jobspec.hcl;

import dev.drover.jobspec.hcl.Parsed.Modernisation;
import java.util.ArrayList;
import java.util.List;

/**
 * The parsers' view of the tokens: comments are skipped always, newlines where they mean nothing.
 *
 * <p>It also holds what the parsers share: the nesting depth, which is limited since they recurse, and whether they are in
 * recovery. After a fault the parsers unwind without further messages until the body parser has found the next item.
 */
final class TokenCursor {
    /** Brackets, blocks, conditionals and the like may nest this deep. */
    static final int DEPTH_LIMIT = 250;

    private final SourceFile file;
    private final List<Token> tokens;
    private final Diagnostics diagnostics;
    private final List<Modernisation> modernisations = new ArrayList<>();
    private int index;
    private boolean newlines = true;
    private int depth;
    private boolean recovering;
    private boolean stopped;
    private Token last = new Token(TokenType.NEWLINE, 0, 0);

    TokenCursor(SourceFile file, List<Token> tokens, Diagnostics diagnostics) {
        this.file = file;
        this.tokens = tokens;
        this.diagnostics = diagnostics;
    }

    SourceFile file() {
        return file;
    }

    List<Modernisation> modernisations() {
        return modernisations;
    }

    /** The next token that counts. */
    Token peek() {
        index = skipTrivia(index);
        return tokens.get(index);
    }

    /** The token after the next one. */
    Token peekSecond() {
        int first = skipTrivia(index);
        return first == tokens.size() - 1 ? tokens.get(first) : tokens.get(skipTrivia(first + 1));
    }

    private int skipTrivia(int from) {
        int found = from;
        while (isTrivia(tokens.get(found).type())) {
            found++;
        }
        return found;
    }

    private boolean isTrivia(TokenType type) {
        return type == TokenType.COMMENT || (type == TokenType.NEWLINE && !newlines);
    }

    boolean at(TokenType type) {
        return peek().type() == type;
    }

    boolean atName(String name) {
        Token token = peek();
        return token.type() == TokenType.IDENTIFIER && text(token).equals(name);
    }

    Token next() {
        Token token = peek();
        if (token.type() != TokenType.END) {
            index++;
        }
        last = token;
        return token;
    }

    boolean accept(TokenType type) {
        boolean found = at(type);
        if (found) {
            next();
        }
        return found;
    }

    /** The token that was taken last. */
    Token last() {
        return last;
    }

    String text(Token token) {
        return token.text(file);
    }

    SourceRange range(Token token) {
        return token.range(file);
    }

    /** From the start of {@code first} to the end of the token that was taken last. */
    SourceRange rangeFrom(int start) {
        return file.range(start, Math.max(start, last.end()));
    }

    /** Makes newlines count or not, and returns what held before. */
    boolean countNewlines(boolean count) {
        boolean before = newlines;
        newlines = count;
        return before;
    }

    /** Goes one level deeper; false, with a message, when that is too deep. Each success needs a {@link #leave}. */
    boolean enter() {
        if (depth >= DEPTH_LIMIT) {
            fail("Nested too deeply", "Blocks and brackets nest at most " + DEPTH_LIMIT + " deep.", range(peek()));
            stop();
            return false;
        }
        depth++;
        return true;
    }

    void leave() {
        depth--;
    }

    boolean recovering() {
        return recovering;
    }

    /** Reports a fault, unless one is being recovered from, and starts recovery. */
    void fail(String summary, String detail, SourceRange range) {
        if (!recovering && !lastWasInvalid()) {
            diagnostics.error(summary, detail, range);
            stopWhenEnough();
        }
        recovering = true;
    }

    private boolean lastWasInvalid() {
        return tokens.get(index).type() == TokenType.INVALID;
    }

    /** Reports a fault after which parsing can go on at once. */
    void report(String summary, String detail, SourceRange range) {
        if (!recovering) {
            diagnostics.error(summary, detail, range);
            stopWhenEnough();
        }
    }

    /** Nobody reads more faults than are kept, so the rest of the file is not looked at. */
    private void stopWhenEnough() {
        if (diagnostics.isFull()) {
            stop();
        }
    }

    private void stop() {
        index = tokens.size() - 1;
        recovering = true;
        stopped = true;
    }

    /** Reports an old form that is understood, with what the formatter puts in its place. */
    void modernise(String summary, String detail, SourceRange range, List<Modernisation> changes) {
        if (!recovering) {
            diagnostics.warning(summary, detail, range);
            modernisations.addAll(changes);
        }
    }

    /** Where the cursor stands, for {@link #recover}. */
    int mark() {
        index = skipTrivia(index);
        return index;
    }

    /**
     * Ends recovery at the next place where an item can begin. That is behind the line on which all brackets of the item at fault are
     * closed again; but since it may be a bracket that is missing, a line that begins with a name and is indented no more than the
     * item is taken as the next item too.
     *
     * @param itemStart the {@link #mark} at the first token of the item at fault
     */
    void recover(int itemStart) {
        recovering = stopped;
        newlines = true;
        int indentation = column(tokens.get(itemStart));
        int open = 0;
        for (int before = itemStart; before < index; before++) {
            open += change(tokens.get(before).type());
        }
        while (!at(TokenType.END)) {
            TokenType type = peek().type();
            boolean ended = open <= 0 && (type == TokenType.NEWLINE || type == TokenType.CLOSE_BRACE);
            if (ended || (index > itemStart && beginsSibling(indentation))) {
                return;
            }
            open += change(type);
            next();
        }
    }

    private boolean beginsSibling(int indentation) {
        int before = index - 1;
        while (before > 0 && tokens.get(before).type() == TokenType.COMMENT) {
            before--;
        }
        return tokens.get(index).type() == TokenType.IDENTIFIER
                && tokens.get(before).type() == TokenType.NEWLINE
                && column(tokens.get(index)) <= indentation;
    }

    private int column(Token token) {
        return token.start() - (file.text().lastIndexOf('\n', token.start() - 1) + 1);
    }

    private static int change(TokenType type) {
        return switch (type) {
            case OPEN_BRACE, OPEN_BRACKET, OPEN_PARENTHESIS, OPEN_INTERPOLATION, OPEN_DIRECTIVE -> 1;
            case CLOSE_BRACE, CLOSE_BRACKET, CLOSE_PARENTHESIS, CLOSE_TEMPLATE -> -1;
            default -> 0;
        };
    }
}
