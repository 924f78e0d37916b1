package dev.drover.jobspec.hcl;

/** A stretch of a source file, {@code start} inclusive, {@code end} exclusive. Line and column are computed only when a message needs them. */
public record SourceRange(SourceFile file, int start, int end) {
    /** Where the range begins. Takes time linear in the length of the file. */
    public SourcePosition position() {
        return file.position(start);
    }

    /** Line on which the range begins, counted from 1. */
    public int line() {
        return position().line();
    }

    /** The source text of the range. */
    public String text() {
        return file.text().substring(start, end);
    }

    /** The range from the start of this one to the end of {@code last}. */
    public SourceRange to(SourceRange last) {
        return new SourceRange(file, start, Math.max(start, last.end()));
    }

    /** {@code file:line:column} of the start. */
    public String location() {
        SourcePosition position = position();
        return file.name() + ":" + position.line() + ":" + position.column();
    }
}
