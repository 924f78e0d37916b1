package dev.drover.jobspec.hcl;

import java.util.List;

/** Attributes and blocks in the order of the source, before evaluation. */
public record Body(List<Item> items, SourceRange range) {
    /** The attributes alone. */
    public List<Attribute> attributes() {
        return items.stream()
                .filter(Attribute.class::isInstance)
                .map(Attribute.class::cast)
                .toList();
    }

    /** The blocks alone. */
    public List<Block> blocks() {
        return items.stream()
                .filter(Block.class::isInstance)
                .map(Block.class::cast)
                .toList();
    }

    /** An attribute or a block. */
    public sealed interface Item {
        /** The whole item. */
        SourceRange range();
    }

    /** {@code name = expression}. */
    public record Attribute(String name, SourceRange nameRange, Expression expression, SourceRange range)
            implements Item {}

    /**
     * {@code type "label" ... { body }}.
     *
     * @param headRange type and labels
     */
    public record Block(String type, List<Label> labels, Body body, SourceRange headRange, SourceRange range)
            implements Item {}

    /** A label of a block, quoted or bare. */
    public record Label(String text, SourceRange range) {}
}
