package dev.drover.jobspec.hcl;

/** One word of the source: its kind and its stretch of text. */
record Token(TokenType type, int start, int end) {
    /** The source text of the token. */
    String text(SourceFile file) {
        return file.text().substring(start, end);
    }

    SourceRange range(SourceFile file) {
        return new SourceRange(file, start, end);
    }
}
