package dev.drover.template.syntax;

import dev.drover.template.TemplateException;
import java.util.List;

/** Reads tokens one after the other. */
final class Tokens {
    private final Source source;
    private final List<Token> all;
    private int at;

    Tokens(Source source, List<Token> all) {
        this.source = source;
        this.all = all;
    }

    Token next() {
        Token token = all.get(at);
        at = Math.min(at + 1, all.size() - 1);
        return token;
    }

    Token peek() {
        return all.get(at);
    }

    /** The first token from here, with an offset, that is no space. */
    Token peekWord(int offset) {
        int found = at;
        int left = offset;
        while (found < all.size() - 1 && (all.get(found).is(TokenType.SPACE) || left-- > 0)) {
            found++;
        }
        return all.get(found);
    }

    Token nextWord() {
        skipSpace();
        return next();
    }

    void skipSpace() {
        while (peek().is(TokenType.SPACE)) {
            next();
        }
    }

    Token expect(TokenType type, String where) {
        Token token = nextWord();
        if (!token.is(type)) {
            throw unexpected(token, where);
        }
        return token;
    }

    TemplateException unexpected(Token token, String where) {
        return fault(token, "unexpected " + token + " in " + where);
    }

    TemplateException fault(Token token, String reason) {
        return source.fault(token.at(), reason);
    }
}
