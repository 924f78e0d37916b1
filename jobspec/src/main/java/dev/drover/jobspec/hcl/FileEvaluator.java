package dev.drover.jobspec.hcl;

import dev.drover.jobspec.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Evaluates a file: first its variables, then its locals, then everything else, which sees both. */
final class FileEvaluator {
    private static final Set<String> CONSUMED = Set.of("variable", "variables", "locals");

    private final EvalSettings settings;
    private final Diagnostics diagnostics = new Diagnostics();
    private final Budget budget = new Budget();
    private final Evaluator evaluator = new Evaluator(diagnostics, budget);

    FileEvaluator(EvalSettings settings) {
        this.settings = settings;
    }

    Evaluation evaluate(Body body, VariableInputs inputs) {
        EvaluatedBody evaluated;
        try {
            evaluated = evaluateAll(body, inputs);
        } catch (EvaluationFault fault) {
            diagnostics.addAll(fault.diagnostics());
            evaluated = new EvaluatedBody(List.of(), List.of(), body.range());
        }
        return new Evaluation(evaluated, diagnostics.list());
    }

    private EvaluatedBody evaluateAll(Body body, VariableInputs inputs) {
        VariableResolver variables = new VariableResolver(settings, evaluator, diagnostics);
        ResolvedNames resolvedVariables = variables.resolve(body, inputs);
        ResolvedNames resolvedLocals =
                new LocalsResolver(evaluator, diagnostics).resolve(body, context(resolvedVariables));
        EvalContext context = EvalContext.of(
                        Map.of(
                                "var", Value.of(resolvedVariables.values()),
                                "local", Value.of(resolvedLocals.values())),
                        settings.functions())
                .withFaulty(Map.of("var", resolvedVariables.faulty(), "local", resolvedLocals.faulty()));
        List<Body.Item> items =
                body.items().stream().filter(item -> !isConsumed(item)).toList();
        return new BodyEvaluator(evaluator, budget, diagnostics).evaluate(new Body(items, body.range()), context);
    }

    private EvalContext context(ResolvedNames variables) {
        return EvalContext.of(Map.of("var", Value.of(variables.values())), settings.functions())
                .withFaulty(Map.of("var", variables.faulty()));
    }

    private static boolean isConsumed(Body.Item item) {
        return item instanceof Body.Block block && CONSUMED.contains(block.type());
    }
}
