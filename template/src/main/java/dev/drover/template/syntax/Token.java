package dev.drover.template.syntax;

/** A piece of a template; {@code at} is its offset in the text. */
record Token(TokenType type, String text, int at) {
    boolean is(TokenType wanted) {
        return type == wanted;
    }

    boolean isKeyword(String word) {
        return type == TokenType.KEYWORD && text.equals(word);
    }

    /** As messages name it. */
    @Override
    public String toString() {
        return type == TokenType.END_OF_TEXT ? "end of the template" : "\"" + text.strip() + "\"";
    }
}
