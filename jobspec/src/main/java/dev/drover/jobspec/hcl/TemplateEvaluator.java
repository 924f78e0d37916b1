package dev.drover.jobspec.hcl;

import dev.drover.jobspec.value.Conversion;
import dev.drover.jobspec.value.ConversionException;
import dev.drover.jobspec.value.Value;
import java.util.List;

/** Puts the pieces of a string together. A string that is nothing but one interpolation has that value, whatever its type. */
final class TemplateEvaluator {
    private final Evaluator evaluator;
    private final Budget budget;
    private final ForEvaluator loops;

    TemplateEvaluator(Evaluator evaluator, Budget budget, ForEvaluator loops) {
        this.evaluator = evaluator;
        this.budget = budget;
        this.loops = loops;
    }

    Value evaluate(Expression.Template template, EvalContext context) {
        EvalContext inside = context.insideTemplate();
        boolean alone =
                template.parts().size() == 1 && template.parts().getFirst() instanceof TemplatePart.Interpolation;
        if (alone && template.parts().getFirst() instanceof TemplatePart.Interpolation interpolation) {
            return interpolated(interpolation, inside);
        }
        StringBuilder result = new StringBuilder();
        append(template.parts(), inside, result);
        return Value.of(result.toString());
    }

    private Value interpolated(TemplatePart.Interpolation interpolation, EvalContext context) {
        Value value = evaluator.evaluate(interpolation.expression(), context);
        return RuntimeReferences.isDeferred(interpolation.expression(), context)
                ? Value.of(interpolation.literal())
                : value;
    }

    private void append(List<TemplatePart> parts, EvalContext context, StringBuilder result) {
        FaultCollector faults = new FaultCollector();
        for (TemplatePart part : parts) {
            faults.collect(() -> append(part, context, result));
        }
        faults.throwIfAny();
    }

    private void append(TemplatePart part, EvalContext context, StringBuilder result) {
        switch (part) {
            case TemplatePart.Text text -> append(text.value(), text.range(), result);
            case TemplatePart.Interpolation interpolation ->
                append(text(interpolated(interpolation, context), interpolation), interpolation.range(), result);
            case TemplatePart.If branch -> {
                boolean condition = evaluator.condition(branch.condition(), context);
                append(condition ? branch.whenTrue() : branch.whenFalse(), context, result);
            }
            case TemplatePart.For loop -> {
                for (ForEvaluator.Round round : loops.rounds(loop.collection(), context)) {
                    EvalContext scope = ForEvaluator.scope(loop.keyName(), loop.valueName(), round, context);
                    append(loop.parts(), scope, result);
                }
            }
        }
    }

    private void append(String text, SourceRange range, StringBuilder result) {
        budget.chargeText(text.length(), range);
        result.append(text);
    }

    private static String text(Value value, TemplatePart.Interpolation interpolation) {
        try {
            return Conversion.text(value);
        } catch (ConversionException fault) {
            throw new EvaluationFault(
                    "Not a text",
                    "A string can hold texts, numbers and truth values, but not "
                            + (value instanceof Value.Null ? "null" : "a " + value.typeName())
                            + "; jsonencode or join make a text of it.",
                    interpolation.expression().range());
        }
    }
}
