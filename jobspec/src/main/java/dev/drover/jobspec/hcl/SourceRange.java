package dev.drover.jobspec.hcl;

/** A stretch of a source file, {@code start} inclusive, {@code end} exclusive. Line and column are computed only when a message needs them. */
public record SourceRange(SourceFile file, int start, int end) {}
