package dev.drover.jobspec.hcl;

/** A place as people count it: line and column start at 1, a column is one code point. */
public record SourcePosition(int line, int column) {}
