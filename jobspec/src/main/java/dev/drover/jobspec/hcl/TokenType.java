package dev.drover.jobspec.hcl;

/** Kinds of tokens, with the words that messages use for them. */
enum TokenType {
    IDENTIFIER("a name"),
    NUMBER("a number"),
    OPEN_QUOTE("a string"),
    CLOSE_QUOTE("the end of a string"),
    OPEN_HEREDOC("a heredoc"),
    CLOSE_HEREDOC("the end of a heredoc"),
    /** Raw text inside a quoted string or heredoc, escapes not yet replaced. */
    STRING_LITERAL("text"),
    /** <code>${</code> or <code>${~</code>. */
    OPEN_INTERPOLATION("\"${\""),
    /** <code>%{</code> or <code>%{~</code>. */
    OPEN_DIRECTIVE("\"%{\""),
    /** The brace that ends an interpolation or directive, with its trim marker. */
    CLOSE_TEMPLATE("\"}\""),
    OPEN_BRACE("\"{\""),
    CLOSE_BRACE("\"}\""),
    OPEN_BRACKET("\"[\""),
    CLOSE_BRACKET("\"]\""),
    OPEN_PARENTHESIS("\"(\""),
    CLOSE_PARENTHESIS("\")\""),
    EQUALS("\"=\""),
    COLON("\":\""),
    COMMA("\",\""),
    DOT("\".\""),
    ELLIPSIS("\"...\""),
    ARROW("\"=>\""),
    QUESTION("\"?\""),
    NOT("\"!\""),
    PLUS("\"+\""),
    MINUS("\"-\""),
    STAR("\"*\""),
    SLASH("\"/\""),
    PERCENT("\"%\""),
    EQUAL("\"==\""),
    NOT_EQUAL("\"!=\""),
    LESS("\"<\""),
    LESS_OR_EQUAL("\"<=\""),
    GREATER("\">\""),
    GREATER_OR_EQUAL("\">=\""),
    AND("\"&&\""),
    OR("\"||\""),
    NEWLINE("the end of the line"),
    /** {@code # ...} or {@code // ...} without its newline, or a whole block comment. */
    COMMENT("a comment"),
    /** A character that begins no token; its fault is reported by the scanner. */
    INVALID("an unknown character"),
    END("the end of the file");

    private final String words;

    TokenType(String words) {
        this.words = words;
    }

    /** How messages name this kind of token. */
    String words() {
        return words;
    }
}
