package dev.drover.jobspec.hcl;

import dev.drover.jobspec.value.Conversion;
import dev.drover.jobspec.value.ConversionException;
import dev.drover.jobspec.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Computes the values of expressions. An expression without a value ends in an {@link EvaluationFault} that carries all faults found in
 * it: the items of lists and objects and the arguments of calls are each looked at before giving up.
 */
final class Evaluator {
    private final Diagnostics diagnostics;
    private final Budget budget;
    private final TraversalEvaluator traversals;
    private final ForEvaluator loops;
    private final TemplateEvaluator templates;
    private final CallEvaluator calls;

    /** Warnings go to {@code diagnostics}; faults are thrown. */
    Evaluator(Diagnostics diagnostics, Budget budget) {
        this.diagnostics = diagnostics;
        this.budget = budget;
        this.traversals = new TraversalEvaluator(this, budget);
        this.loops = new ForEvaluator(this, budget);
        this.templates = new TemplateEvaluator(this, budget, loops);
        this.calls = new CallEvaluator(this, budget);
    }

    Value evaluate(Expression expression, EvalContext context) {
        return switch (expression) {
            case Expression.Literal literal -> literal.value();
            case Expression.Template template -> templates.evaluate(template, context);
            case Expression.Variable variable -> traversals.variable(variable, context);
            case Expression.Traversal traversal -> traversals.evaluate(traversal, context);
            case Expression.Call call -> calls.evaluate(call, context);
            case Expression.Unary unary -> unary(unary, context);
            case Expression.Binary binary -> binary(binary, context);
            case Expression.Conditional conditional -> conditional(conditional, context);
            case Expression.Parenthesised parenthesised -> evaluate(parenthesised.inner(), context);
            case Expression.Tuple tuple -> budget.charge(Value.of(all(tuple.items(), context)), tuple.range());
            case Expression.ObjectConstructor object -> object(object, context);
            case Expression.ForTuple loop -> loops.tuple(loop, context);
            case Expression.ForObject loop -> loops.object(loop, context);
            case Expression.Invalid invalid -> throw EvaluationFault.reported();
        };
    }

    /** The values of all expressions; when some have none, one fault for all of them. */
    List<Value> all(List<Expression> expressions, EvalContext context) {
        List<Value> values = new ArrayList<>(expressions.size());
        FaultCollector faults = new FaultCollector();
        for (Expression expression : expressions) {
            faults.collect(() -> values.add(evaluate(expression, context)));
        }
        faults.throwIfAny();
        return values;
    }

    private Value unary(Expression.Unary unary, EvalContext context) {
        Value operand = evaluate(unary.operand(), context);
        warnAboutDeferred(unary.operand(), context);
        try {
            return Operators.apply(unary.operator(), operand);
        } catch (ConversionException fault) {
            throw new EvaluationFault(
                    "Wrong operand", Messages.sentence(fault), unary.operand().range());
        }
    }

    /** Chains such as {@code a + b + c} lean left and may be long, so the left side is walked in a loop. */
    private Value binary(Expression.Binary binary, EvalContext context) {
        Deque<Expression.Binary> chain = new ArrayDeque<>();
        Expression leftmost = binary;
        while (leftmost instanceof Expression.Binary next) {
            chain.push(next);
            leftmost = next.left();
        }
        Value result = evaluate(leftmost, context);
        for (Expression.Binary next : chain) {
            result = binary(next, result, context);
        }
        return result;
    }

    private Value binary(Expression.Binary binary, Value left, EvalContext context) {
        boolean decided = switch (binary.operator()) {
            case OR -> bool(left, binary.left());
            case AND -> !bool(left, binary.left());
            case EQUAL, NOT_EQUAL, GREATER, GREATER_OR_EQUAL, LESS, LESS_OR_EQUAL -> false;
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER -> false;
        };
        if (decided) {
            return Value.of(binary.operator() == BinaryOperator.OR);
        }
        Value right = evaluate(binary.right(), context);
        warnAboutDeferred(binary.left(), context);
        warnAboutDeferred(binary.right(), context);
        try {
            return Operators.apply(binary.operator(), left, right);
        } catch (ConversionException fault) {
            throw new EvaluationFault(
                    "Wrong operand of " + binary.operator().symbol(),
                    Messages.sentence(fault),
                    blamed(binary, left, right).range());
        }
    }

    /** The operand that is no number, if just one is at fault. */
    private static Expression blamed(Expression.Binary binary, Value left, Value right) {
        return switch (binary.operator()) {
            case OR, AND -> binary.right();
            case EQUAL, NOT_EQUAL -> binary;
            case GREATER, GREATER_OR_EQUAL, LESS, LESS_OR_EQUAL, ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER -> {
                boolean leftFits = Conversion.isNumber(left);
                yield leftFits == Conversion.isNumber(right) ? binary : leftFits ? binary.right() : binary.left();
            }
        };
    }

    private Value conditional(Expression.Conditional conditional, EvalContext context) {
        boolean condition = condition(conditional.condition(), context);
        return evaluate(condition ? conditional.whenTrue() : conditional.whenFalse(), context);
    }

    /** The truth of a condition. */
    boolean condition(Expression expression, EvalContext context) {
        Value value = evaluate(expression, context);
        warnAboutDeferred(expression, context);
        return bool(value, expression);
    }

    private static boolean bool(Value value, Expression expression) {
        try {
            return Conversion.bool(value);
        } catch (ConversionException fault) {
            throw new EvaluationFault("Not a condition", Messages.sentence(fault), expression.range());
        }
    }

    private Value object(Expression.ObjectConstructor object, EvalContext context) {
        SequencedMap<String, Value> entries = new LinkedHashMap<>();
        FaultCollector faults = new FaultCollector();
        for (Expression.ObjectItem item : object.items()) {
            faults.collect(() -> {
                String key = key(item.key(), context);
                Value value = evaluate(item.value(), context);
                entries.put(key, value);
            });
        }
        faults.throwIfAny();
        return budget.charge(Value.of(entries), object.range());
    }

    /** The text of an object's key. */
    String key(Expression expression, EvalContext context) {
        Value value = evaluate(expression, context);
        try {
            return Conversion.text(value);
        } catch (ConversionException fault) {
            throw new EvaluationFault("Wrong key", Messages.sentence(fault), expression.range());
        }
    }

    /** Computing with the text of a reference, rather than with what it will stand for, is never what was meant. */
    void warnAboutDeferred(Expression expression, EvalContext context) {
        if (RuntimeReferences.isDeferred(expression, context)) {
            diagnostics.warning(
                    "Value not known yet",
                    "Only a running task knows this value; here the expression works on the text of the reference itself.",
                    expression.range());
        }
    }

    /** Notes something doubtful that has a value all the same. */
    void warn(String summary, String detail, SourceRange range) {
        diagnostics.warning(summary, detail, range);
    }
}
