package dev.drover.scheduler.device;

import java.util.Optional;

/** How two texts are held against each other by an operand that does not care for units. */
@FunctionalInterface
public interface TextComparison {
    boolean holds(String operand, Optional<String> left, Optional<String> right);
}
