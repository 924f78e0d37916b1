package dev.drover.jobspec.hcl;

import java.util.List;

/** One step from a value to a part of it. */
public sealed interface TraversalStep {
    /** Where the step stands. */
    SourceRange range();

    /** {@code .name}. */
    record Attribute(String name, SourceRange range) implements TraversalStep {}

    /** {@code [key]} or the old form {@code .0}. */
    record Index(Expression key, SourceRange range) implements TraversalStep {}

    /** {@code [*]} or {@code .*}: applies the steps to each item. */
    record Splat(List<TraversalStep> each, SourceRange range) implements TraversalStep {}
}
