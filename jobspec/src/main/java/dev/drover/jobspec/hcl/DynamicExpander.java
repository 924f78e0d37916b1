package dev.drover.jobspec.hcl;

import dev.drover.jobspec.value.Conversion;
import dev.drover.jobspec.value.ConversionException;
import dev.drover.jobspec.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** Makes one block for each item of a {@code dynamic} block's collection. */
final class DynamicExpander {
    private static final List<String> ATTRIBUTES = List.of("for_each", "iterator", "labels");

    private final BodyEvaluator bodies;
    private final Evaluator evaluator;
    private final ForEvaluator loops;
    private final Budget budget;
    private final Diagnostics diagnostics;

    DynamicExpander(BodyEvaluator bodies, Evaluator evaluator, Budget budget, Diagnostics diagnostics) {
        this.bodies = bodies;
        this.evaluator = evaluator;
        this.loops = new ForEvaluator(evaluator, budget);
        this.budget = budget;
        this.diagnostics = diagnostics;
    }

    /** A dynamic block whose parts were found. */
    private record Parts(
            String type, Expression collection, String iterator, Optional<Expression> labels, Body.Block content) {}

    List<EvaluatedBody.Block> expand(Body.Block dynamic, EvalContext context) {
        Parts parts = parts(dynamic);
        List<EvaluatedBody.Block> blocks = new ArrayList<>();
        FaultCollector faults = new FaultCollector();
        for (ForEvaluator.Round round : loops.rounds(parts.collection(), context)) {
            budget.block(dynamic.headRange());
            SequencedMap<String, Value> iterator = new LinkedHashMap<>();
            iterator.put("key", round.key());
            iterator.put("value", round.value());
            EvalContext scope = context.child(Map.of(parts.iterator(), Value.of(iterator)));
            faults.collect(() -> {
                List<String> labels = labels(parts, scope);
                EvaluatedBody body = bodies.evaluate(parts.content().body(), scope);
                blocks.add(new EvaluatedBody.Block(parts.type(), labels, body, dynamic.headRange()));
            });
        }
        faults.throwIfAny();
        return blocks;
    }

    private Parts parts(Body.Block dynamic) {
        if (dynamic.labels().size() != 1) {
            throw new EvaluationFault(
                    "Wrong labels",
                    "A dynamic block has one label, the type of the blocks it makes.",
                    dynamic.headRange());
        }
        reportUnknown(dynamic);
        String type = dynamic.labels().getFirst().text();
        Expression collection = find(dynamic, "for_each")
                .orElseThrow(() -> new EvaluationFault(
                        "Missing for_each", "A dynamic block needs for_each = collection.", dynamic.headRange()));
        String iterator =
                find(dynamic, "iterator").map(DynamicExpander::iteratorName).orElse(type);
        List<Body.Block> contents = dynamic.body().blocks().stream()
                .filter(block -> block.type().equals("content"))
                .toList();
        if (contents.size() != 1) {
            throw new EvaluationFault(
                    contents.isEmpty() ? "Missing content" : "Duplicate content",
                    "A dynamic block needs one content { ... } block.",
                    contents.isEmpty() ? dynamic.headRange() : contents.get(1).headRange());
        }
        return new Parts(type, collection, iterator, find(dynamic, "labels"), contents.getFirst());
    }

    private void reportUnknown(Body.Block dynamic) {
        for (Body.Attribute attribute : dynamic.body().attributes()) {
            if (!ATTRIBUTES.contains(attribute.name())) {
                diagnostics.error(
                        "Unknown attribute",
                        "A dynamic block has for_each, iterator and labels; what its blocks hold goes into content { ... }."
                                + Messages.didYouMean(attribute.name(), ATTRIBUTES),
                        attribute.nameRange());
            }
        }
        for (Body.Block block : dynamic.body().blocks()) {
            if (!block.type().equals("content")) {
                diagnostics.error(
                        "Unknown block",
                        "What the blocks of a dynamic block hold goes into content { ... }."
                                + Messages.didYouMean(block.type(), List.of("content")),
                        block.headRange());
            }
        }
    }

    private static Optional<Expression> find(Body.Block block, String name) {
        return block.body().attributes().stream()
                .filter(attribute -> attribute.name().equals(name))
                .map(Body.Attribute::expression)
                .findFirst();
    }

    private static String iteratorName(Expression expression) {
        if (expression instanceof Expression.Variable variable) {
            return variable.name();
        }
        throw new EvaluationFault("Wrong iterator", "The iterator is a plain name without quotes.", expression.range());
    }

    private List<String> labels(Parts parts, EvalContext scope) {
        if (parts.labels().isEmpty()) {
            return List.of();
        }
        Expression expression = parts.labels().get();
        Value value = evaluator.evaluate(expression, scope);
        if (!(value instanceof Value.Sequence sequence)) {
            throw new EvaluationFault(
                    "Wrong labels", "Labels are a list of strings: labels = [\"name\"].", expression.range());
        }
        try {
            return sequence.items().stream().map(Conversion::text).toList();
        } catch (ConversionException fault) {
            throw new EvaluationFault("Wrong labels", Messages.sentence(fault), expression.range());
        }
    }
}
