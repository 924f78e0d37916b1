package dev.drover.jobspec.hcl;

import java.util.ArrayList;
import java.util.List;

/** Evaluates the attributes of a body and its blocks, and expands {@code dynamic} blocks. Faults leave their item out. */
final class BodyEvaluator {
    private final Evaluator evaluator;
    private final Diagnostics diagnostics;
    private final DynamicExpander dynamics;

    BodyEvaluator(Evaluator evaluator, Budget budget, Diagnostics diagnostics) {
        this.evaluator = evaluator;
        this.diagnostics = diagnostics;
        this.dynamics = new DynamicExpander(this, evaluator, budget, diagnostics);
    }

    EvaluatedBody evaluate(Body body, EvalContext context) {
        List<EvaluatedBody.Attribute> attributes = new ArrayList<>();
        List<EvaluatedBody.Block> blocks = new ArrayList<>();
        for (Body.Item item : body.items()) {
            FaultCollector faults = new FaultCollector();
            faults.collect(() -> {
                switch (item) {
                    case Body.Attribute attribute -> attributes.add(attribute(attribute, context));
                    case Body.Block block
                    when block.type().equals("dynamic") -> blocks.addAll(dynamics.expand(block, context));
                    case Body.Block block -> blocks.add(block(block, context));
                }
            });
            diagnostics.addAll(faults.diagnostics());
        }
        return new EvaluatedBody(List.copyOf(attributes), List.copyOf(blocks), body.range());
    }

    private EvaluatedBody.Attribute attribute(Body.Attribute attribute, EvalContext context) {
        return new EvaluatedBody.Attribute(
                attribute.name(),
                evaluator.evaluate(attribute.expression(), context),
                attribute.nameRange(),
                attribute.expression().range());
    }

    private EvaluatedBody.Block block(Body.Block block, EvalContext context) {
        List<String> labels = block.labels().stream().map(Body.Label::text).toList();
        return new EvaluatedBody.Block(block.type(), labels, evaluate(block.body(), context), block.headRange());
    }
}
