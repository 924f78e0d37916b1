package dev.drover.jobspec.hcl;

import java.util.List;

/** How many blanks stand between two pieces of a line: none or one. */
final class Spacing {
    private Spacing() {}

    static int blanksBefore(List<FormatPiece> pieces, int index) {
        return index == 0 || !separated(pieces, index) ? 0 : 1;
    }

    private static boolean separated(List<FormatPiece> pieces, int index) {
        FormatPiece before = pieces.get(index - 1);
        FormatPiece piece = pieces.get(index);
        if (before.type() == TokenType.COMMENT || piece.type() == TokenType.COMMENT) {
            return true;
        }
        if (piece.type() == TokenType.DOT && isPlainNumber(pieces, index - 1)) {
            return true;
        }
        boolean afterPrefix = isPrefix(pieces, index - 1);
        return !afterPrefix && separatedAfter(before.type(), piece.type()) && separatedBefore(before, piece);
    }

    /** A number that is no index after a dot; the dot of a traversal must not become its decimal point. */
    private static boolean isPlainNumber(List<FormatPiece> pieces, int index) {
        boolean afterDot = index > 0 && pieces.get(index - 1).type() == TokenType.DOT;
        return pieces.get(index).type() == TokenType.NUMBER && !afterDot;
    }

    private static boolean separatedAfter(TokenType before, TokenType piece) {
        return switch (before) {
            case OPEN_BRACKET, OPEN_PARENTHESIS, DOT -> false;
            case OPEN_BRACE -> piece != TokenType.CLOSE_BRACE;
            default -> true;
        };
    }

    private static boolean separatedBefore(FormatPiece before, FormatPiece piece) {
        return switch (piece.type()) {
            case COMMA, CLOSE_BRACKET, CLOSE_PARENTHESIS, DOT, ELLIPSIS -> false;
            case OPEN_PARENTHESIS -> before.type() != TokenType.IDENTIFIER || !before.endsValue();
            case OPEN_BRACKET -> !before.endsValue();
            case STAR -> before.type() != TokenType.DOT;
            default -> true;
        };
    }

    /** True for {@code !} and for a minus that belongs to what follows. */
    private static boolean isPrefix(List<FormatPiece> pieces, int index) {
        return switch (pieces.get(index).type()) {
            case NOT -> true;
            case MINUS -> index == 0 || !endsValue(pieces, index - 1);
            default -> false;
        };
    }

    /** The star of a splat ends a value too. */
    private static boolean endsValue(List<FormatPiece> pieces, int index) {
        FormatPiece piece = pieces.get(index);
        boolean splat = piece.type() == TokenType.STAR
                && index > 0
                && pieces.get(index - 1).type() == TokenType.DOT;
        return splat || piece.endsValue();
    }
}
