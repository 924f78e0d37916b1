package dev.drover.jobspec.hcl;

/** A text under the name that messages give it. Offsets into it are UTF-16 indexes; lines and columns count from 1. */
public record SourceFile(String name, String text) {
    /** Line and column of an offset. */
    public SourcePosition position(int offset) {
        int line = 1;
        int lineStart = 0;
        int end = Math.min(offset, text.length());
        for (int index = text.indexOf('\n'); index >= 0 && index < end; index = text.indexOf('\n', index + 1)) {
            line++;
            lineStart = index + 1;
        }
        return new SourcePosition(line, text.codePointCount(lineStart, end) + 1);
    }

    /** A range of this file, cut at its end. */
    public SourceRange range(int start, int end) {
        return new SourceRange(this, start, Math.min(end, text.length()));
    }
}
