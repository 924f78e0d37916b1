package dev.drover.jobspec.hcl;

/** Operators before their operand. */
public enum UnaryOperator {
    NOT,
    NEGATE
}
