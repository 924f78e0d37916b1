package dev.drover.jobspec.hcl;

import java.util.List;
import java.util.Optional;

/** A piece of a quoted string or heredoc. Trim markers are applied to the neighbouring text already. */
public sealed interface TemplatePart {
    /** Text with escapes replaced. */
    record Text(String value, SourceRange range) implements TemplatePart {}

    /**
     * <code>${ expression }</code>.
     *
     * @param literal the source text that stands for it when only a running task knows the value
     */
    record Interpolation(Expression expression, String literal, SourceRange range) implements TemplatePart {}

    /** <code>%{ if }</code> ... <code>%{ else }</code> ... <code>%{ endif }</code>. */
    record If(Expression condition, List<TemplatePart> whenTrue, List<TemplatePart> whenFalse, SourceRange range)
            implements TemplatePart {}

    /** <code>%{ for }</code> ... <code>%{ endfor }</code>. */
    record For(
            Optional<String> keyName,
            String valueName,
            Expression collection,
            List<TemplatePart> parts,
            SourceRange range)
            implements TemplatePart {}
}
