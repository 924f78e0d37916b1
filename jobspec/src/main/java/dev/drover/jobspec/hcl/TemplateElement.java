package dev.drover.jobspec.hcl;

import java.util.Optional;

/** A template before its directives are nested and its trim markers applied. */
sealed interface TemplateElement {
    SourceRange range();

    /** Text with escapes replaced. {@code raw} beside it is not needed: escapes never make blanks of others. */
    record Text(String value, SourceRange range) implements TemplateElement {}

    record Interpolation(TemplatePart part, boolean trimsBefore, boolean trimsAfter, SourceRange range)
            implements TemplateElement {}

    record Directive(Keyword keyword, boolean trimsBefore, boolean trimsAfter, SourceRange range)
            implements TemplateElement {}

    /** What a directive says. */
    sealed interface Keyword {}

    record If(Expression condition) implements Keyword {}

    record For(Optional<String> keyName, String valueName, Expression collection) implements Keyword {}

    /** Directives without anything but their word. */
    enum Plain implements Keyword {
        ELSE,
        ENDIF,
        ENDFOR
    }
}
