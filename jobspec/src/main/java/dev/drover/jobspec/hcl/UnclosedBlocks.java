package dev.drover.jobspec.hcl;

import org.jspecify.annotations.Nullable;

/**
 * Finds the block that most likely lacks its brace. The file ends inside of some outer block, but the culprit is usually an
 * inner one: the first whose closing brace is indented otherwise than the line that opened it.
 */
final class UnclosedBlocks {
    private final TokenCursor cursor;
    private @Nullable SourceRange suspect;
    private @Nullable Token suspectBrace;
    private boolean reported;

    UnclosedBlocks(TokenCursor cursor) {
        this.cursor = cursor;
    }

    /** Notes how a block was closed. */
    void closed(SourceRange head, Token brace) {
        if (suspect == null && startsLine(brace.start()) && indentation(head.start()) != indentation(brace.start())) {
            suspect = head;
            suspectBrace = brace;
        }
    }

    /** The file ended inside of a block. The innermost one is told of; the others follow from it. */
    void reportAtEnd(SourceRange head, Token open) {
        if (reported) {
            return;
        }
        reported = true;
        SourceRange opened = suspect == null ? head : suspect;
        String hint = "";
        if (suspect != null && suspectBrace != null) {
            hint = " By its indentation the \"}\" on line "
                    + cursor.range(suspectBrace).line() + " belongs to a block around it.";
        }
        cursor.report(
                "Missing \"}\"",
                "The block " + opened.text() + " opened on line " + opened.line() + " is never closed." + hint,
                suspect == null ? head.to(cursor.range(open)) : suspect);
    }

    private boolean startsLine(int offset) {
        return indentation(offset) == offset - lineStart(offset);
    }

    private int indentation(int offset) {
        String text = cursor.file().text();
        int start = lineStart(offset);
        int end = start;
        while (end < offset && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
            end++;
        }
        return end - start;
    }

    private int lineStart(int offset) {
        return cursor.file().text().lastIndexOf('\n', offset - 1) + 1;
    }
}
