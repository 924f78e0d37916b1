package dev.drover.jobspec.hcl;

import dev.drover.jobspec.value.Conversion;
import dev.drover.jobspec.value.ConversionException;
import dev.drover.jobspec.value.Value;
import dev.drover.model.text.Suggestion;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks up names and walks from values to their parts. */
final class TraversalEvaluator {
    private final Evaluator evaluator;
    private final Budget budget;

    TraversalEvaluator(Evaluator evaluator, Budget budget) {
        this.evaluator = evaluator;
        this.budget = budget;
    }

    Value variable(Expression.Variable variable, EvalContext context) {
        return context.variable(variable.name()).orElseGet(() -> unknownRoot(variable, variable, context));
    }

    Value evaluate(Expression.Traversal traversal, EvalContext context) {
        if (traversal.source() instanceof Expression.Variable variable) {
            if (!context.knows(variable.name())) {
                return unknownRoot(variable, traversal, context);
            }
            if (traversal.steps().getFirst() instanceof TraversalStep.Attribute first) {
                if (context.isFaulty(variable.name(), first.name())) {
                    throw EvaluationFault.reported();
                }
                Optional<EvalContext.GrowingRoot> root = context.growing(variable.name());
                if (root.isPresent()) {
                    return walkFrom(root.get(), first, traversal, context);
                }
            }
        }
        Value source = evaluator.evaluate(traversal.source(), context);
        return walk(source, traversal.steps(), context, traversal);
    }

    private Value walkFrom(
            EvalContext.GrowingRoot root,
            TraversalStep.Attribute first,
            Expression.Traversal whole,
            EvalContext context) {
        Value value = root.values().get(first.name());
        if (value == null) {
            throw missing(first.name(), root.declared(), first.range(), whole);
        }
        return walk(value, whole.steps().subList(1, whole.steps().size()), context, whole);
    }

    private Value unknownRoot(Expression.Variable root, Expression whole, EvalContext context) {
        if (RuntimeReferences.isDeferred(whole, context)) {
            warnAboutLikelyTypo(root, context);
            return Value.of("${" + FormatLine.onOneLine(whole.range()) + "}");
        }
        String name = root.name();
        if (name.equals("var") || name.equals("local")) {
            throw new EvaluationFault(
                    "Unknown " + name,
                    name.equals("var") ? "No variables can be used here." : "No locals can be used here.",
                    root.range());
        }
        throw new EvaluationFault(
                "Unknown name",
                "\"" + name + "\" means nothing here; a text stands in double quotes."
                        + Messages.didYouMean(name, context.names()),
                root.range());
    }

    /** Inside of strings any unknown root is left alone, but {@code vars.x} was hardly meant for the task. */
    private void warnAboutLikelyTypo(Expression.Variable root, EvalContext context) {
        String name = root.name();
        if (RuntimeReferences.isKnownRoot(name)) {
            return;
        }
        for (String known : context.names()) {
            if (known.length() > 2 && Suggestion.distance(name, known) == 1) {
                evaluator.warn(
                        "Reference left as text",
                        "\"" + name + "\" is not known, so this is left to the running task. Did you mean \"" + known
                                + "\"?",
                        root.range());
                return;
            }
        }
    }

    private Value walk(Value source, List<TraversalStep> steps, EvalContext context, Expression.Traversal whole) {
        Value value = source;
        for (TraversalStep step : steps) {
            value = switch (step) {
                case TraversalStep.Attribute attribute -> attribute(value, attribute, whole);
                case TraversalStep.Index index -> index(value, index, context);
                case TraversalStep.Splat splat -> splat(value, splat, context, whole);
            };
        }
        return value;
    }

    private static Value attribute(Value value, TraversalStep.Attribute step, Expression.Traversal whole) {
        if (value instanceof Value.Mapping mapping) {
            Value found = mapping.entries().get(step.name());
            if (found != null) {
                return found;
            }
            throw missing(step.name(), mapping.entries().keySet(), step.range(), whole);
        }
        throw new EvaluationFault(
                "No such attribute",
                "A " + value.typeName() + " has no attributes, so there is no \"" + step.name() + "\".",
                step.range());
    }

    private static EvaluationFault missing(
            String name, Set<String> names, SourceRange range, Expression.Traversal whole) {
        String suggestion = Messages.didYouMean(name, names);
        boolean first = whole.steps().getFirst().range().equals(range);
        if (first
                && whole.source() instanceof Expression.Variable variable
                && variable.name().equals("var")) {
            return new EvaluationFault(
                    "Unknown variable",
                    "No variable \"" + name + "\" is declared; add: variable \"" + name + "\" {}." + suggestion,
                    whole.range());
        }
        if (first
                && whole.source() instanceof Expression.Variable variable
                && variable.name().equals("local")) {
            return new EvaluationFault(
                    "Unknown local", "No locals block sets \"" + name + "\"." + suggestion, whole.range());
        }
        String known = suggestion.isEmpty() && !names.isEmpty()
                ? " Known are " + Messages.list(List.copyOf(names)) + "."
                : suggestion;
        return new EvaluationFault("No such attribute", "There is no \"" + name + "\"." + known, range);
    }

    private Value index(Value value, TraversalStep.Index step, EvalContext context) {
        Value key = evaluator.evaluate(step.key(), context);
        try {
            return switch (value) {
                case Value.Sequence sequence -> item(sequence, Conversion.number(key), step);
                case Value.Mapping mapping -> entry(mapping, Conversion.text(key), step);
                case Value.Null none -> throw notIndexed(value, step);
                case Value.Bool bool -> throw notIndexed(value, step);
                case Value.Num number -> throw notIndexed(value, step);
                case Value.Text text -> throw notIndexed(value, step);
            };
        } catch (ConversionException fault) {
            throw new EvaluationFault(
                    "Wrong index", Messages.sentence(fault), step.key().range());
        }
    }

    private static Value item(Value.Sequence sequence, BigDecimal index, TraversalStep.Index step) {
        int size = sequence.items().size();
        boolean whole = index.signum() == 0 || index.stripTrailingZeros().scale() <= 0;
        boolean inside = whole && index.signum() >= 0 && index.compareTo(BigDecimal.valueOf(size)) < 0;
        if (!inside) {
            throw new EvaluationFault(
                    "No such item",
                    size == 0
                            ? "The list is empty."
                            : "The list has " + size + " items, counted from 0; there is no item "
                                    + index.toPlainString() + ".",
                    step.range());
        }
        return sequence.items().get(index.intValue());
    }

    private static Value entry(Value.Mapping mapping, String key, TraversalStep.Index step) {
        Value found = mapping.entries().get(key);
        if (found == null) {
            throw new EvaluationFault(
                    "No such key",
                    "There is no key " + Messages.quote(key) + "."
                            + Messages.didYouMean(key, mapping.entries().keySet()),
                    step.range());
        }
        return found;
    }

    private static EvaluationFault notIndexed(Value value, TraversalStep.Index step) {
        return new EvaluationFault(
                "Not a list", "Only lists and objects have items, not a " + value.typeName() + ".", step.range());
    }

    /** A single value counts as a list of itself, null as an empty list. */
    private Value splat(Value value, TraversalStep.Splat step, EvalContext context, Expression.Traversal whole) {
        List<Value> items = switch (value) {
            case Value.Sequence sequence -> sequence.items();
            case Value.Null none -> List.of();
            case Value.Mapping mapping -> List.of(value);
            case Value.Text text -> List.of(value);
            case Value.Num number -> List.of(value);
            case Value.Bool bool -> List.of(value);
        };
        List<Value> results = new ArrayList<>(items.size());
        for (Value item : items) {
            budget.step(step.range());
            results.add(walk(item, step.each(), context, whole));
        }
        return budget.charge(Value.of(results), step.range());
    }
}
