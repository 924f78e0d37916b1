package dev.drover.jobspec.hcl;

import java.util.ArrayList;
import java.util.List;

/**
 * What the formatter moves: a token, or a whole string or heredoc.
 *
 * @param type of the token, or of the opening token of a string or heredoc
 */
record FormatPiece(TokenType type, String text) {
    /** The pieces of a file without its end. */
    static List<FormatPiece> from(SourceFile file, List<Token> tokens) {
        List<FormatPiece> pieces = new ArrayList<>();
        int index = 0;
        while (tokens.get(index).type() != TokenType.END) {
            Token first = tokens.get(index);
            int last = endOfTemplate(tokens, index);
            String text = file.text().substring(first.start(), tokens.get(last).end());
            pieces.add(new FormatPiece(first.type(), first.type() == TokenType.COMMENT ? text.stripTrailing() : text));
            index = last + 1;
        }
        return pieces;
    }

    private static int endOfTemplate(List<Token> tokens, int start) {
        int open = 0;
        int index = start;
        do {
            open += switch (tokens.get(index).type()) {
                case OPEN_QUOTE, OPEN_HEREDOC -> 1;
                case CLOSE_QUOTE, CLOSE_HEREDOC -> -1;
                default -> 0;
            };
            index++;
        } while (open > 0 && tokens.get(index).type() != TokenType.END);
        return index - 1;
    }

    boolean opens() {
        return type == TokenType.OPEN_BRACE || type == TokenType.OPEN_BRACKET || type == TokenType.OPEN_PARENTHESIS;
    }

    boolean closes() {
        return type == TokenType.CLOSE_BRACE || type == TokenType.CLOSE_BRACKET || type == TokenType.CLOSE_PARENTHESIS;
    }

    /** True for what can stand before an operator or an index. */
    boolean endsValue() {
        return switch (type) {
            case IDENTIFIER -> !isWordOfFor();
            case NUMBER, OPEN_QUOTE, CLOSE_BRACE, CLOSE_BRACKET, CLOSE_PARENTHESIS -> true;
            default -> false;
        };
    }

    private boolean isWordOfFor() {
        return text.equals("in") || text.equals("if") || text.equals("for");
    }

    int columns() {
        return text.codePointCount(0, text.length());
    }
}
