package dev.drover.jobspec.hcl;

import dev.drover.jobspec.value.Value;
import java.util.List;

/**
 * A body whose expressions are values and whose {@code dynamic} blocks are expanded: what a schema decodes.
 * Attributes and blocks keep the order of the source.
 *
 * @param range the whole body, for faults such as a missing attribute
 */
public record EvaluatedBody(List<Attribute> attributes, List<Block> blocks, SourceRange range) {
    /** {@code name = value}. */
    public record Attribute(String name, Value value, SourceRange nameRange, SourceRange valueRange) {}

    /**
     * {@code type "label" ... { body }}.
     *
     * @param headRange type and labels, where a fault of the block is shown
     */
    public record Block(String type, List<String> labels, EvaluatedBody body, SourceRange headRange) {}
}
