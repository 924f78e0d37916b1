package dev.drover.jobspec.hcl;

import dev.drover.jobspec.value.Value;
import java.util.List;
import java.util.Optional;

/** The right side of an attribute as a tree. Chains (operators of one level, traversals, templates) are flat or lean left. */
public sealed interface Expression {
    /** Where the expression stands. */
    SourceRange range();

    /** A number, {@code true}, {@code false} or {@code null}. */
    record Literal(Value value, SourceRange range) implements Expression {}

    /** A quoted string or heredoc. */
    record Template(List<TemplatePart> parts, SourceRange range) implements Expression {}

    /** A bare name. */
    record Variable(String name, SourceRange range) implements Expression {}

    /** {@code source.name[index]...}. */
    record Traversal(Expression source, List<TraversalStep> steps, SourceRange range) implements Expression {}

    /**
     * {@code name(arguments)}.
     *
     * @param expanded whether the last argument is followed by {@code ...}
     */
    record Call(String name, SourceRange nameRange, List<Expression> arguments, boolean expanded, SourceRange range)
            implements Expression {}

    record Unary(UnaryOperator operator, Expression operand, SourceRange range) implements Expression {}

    record Binary(BinaryOperator operator, Expression left, Expression right, SourceRange range)
            implements Expression {}

    record Conditional(Expression condition, Expression whenTrue, Expression whenFalse, SourceRange range)
            implements Expression {}

    record Parenthesised(Expression inner, SourceRange range) implements Expression {}

    record Tuple(List<Expression> items, SourceRange range) implements Expression {}

    /** <code>{ key = value, ... }</code>. */
    record ObjectConstructor(List<ObjectItem> items, SourceRange range) implements Expression {}

    /** A bare name as a key has become a literal text already. */
    record ObjectItem(Expression key, Expression value) {}

    /** {@code [for ...: result]}. */
    record ForTuple(ForClause clause, Expression result, SourceRange range) implements Expression {}

    /**
     * <code>{for ...: key => result}</code>.
     *
     * @param grouped whether {@code ...} collects the results of equal keys in lists
     */
    record ForObject(ForClause clause, Expression key, Expression result, boolean grouped, SourceRange range)
            implements Expression {}

    /** {@code for key, value in collection ... if condition}. */
    record ForClause(
            Optional<String> keyName, String valueName, Expression collection, Optional<Expression> condition) {}

    /** Stands where the parser reported a fault. */
    record Invalid(SourceRange range) implements Expression {}
}
