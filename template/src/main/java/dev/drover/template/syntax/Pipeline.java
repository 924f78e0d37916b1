package dev.drover.template.syntax;

import java.util.List;

/**
 * Commands, each of which gets the result of the one before as its last argument.
 *
 * @param variables that take the result, with their dollar sign
 * @param assigns the variables exist already, and are set and not declared
 * @param at the offset in the text
 */
public record Pipeline(List<String> variables, boolean assigns, List<Command> commands, int at) {
    /** A value, or a function or a field with arguments. */
    public record Command(List<Operand> operands) {}
}
