package dev.drover.jobspec.hcl;

import dev.drover.jobspec.value.Conversion;
import dev.drover.jobspec.value.ConversionException;
import dev.drover.jobspec.value.Function;
import dev.drover.jobspec.value.FunctionException;
import dev.drover.jobspec.value.Type;
import dev.drover.jobspec.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Calls of functions, and the three that look like functions but take unevaluated arguments: try, can and convert. */
final class CallEvaluator {
    private static final Set<String> SYNTAX = Set.of("try", "can", "convert");

    private final Evaluator evaluator;
    private final Budget budget;

    CallEvaluator(Evaluator evaluator, Budget budget) {
        this.evaluator = evaluator;
        this.budget = budget;
    }

    Value evaluate(Expression.Call call, EvalContext context) {
        return switch (call.name()) {
            case "try" -> firstThatWorks(call, context);
            case "can" -> Value.of(works(call, context));
            case "convert" -> convert(call, context);
            default -> callFunction(call, context);
        };
    }

    private Value firstThatWorks(Expression.Call call, EvalContext context) {
        List<Diagnostic> faults = new ArrayList<>();
        for (Expression argument : call.arguments()) {
            try {
                return evaluator.evaluate(argument, context);
            } catch (EvaluationFault fault) {
                if (fault.isLimit()) {
                    throw fault;
                }
                faults.addAll(fault.diagnostics());
            }
        }
        String last =
                faults.isEmpty() ? "" : " The last one: " + faults.getLast().detail();
        throw new EvaluationFault("try without success", "None of the expressions has a value." + last, call.range());
    }

    private boolean works(Expression.Call call, EvalContext context) {
        requireArguments(call, 1);
        try {
            evaluator.evaluate(call.arguments().getFirst(), context);
            return true;
        } catch (EvaluationFault fault) {
            if (fault.isLimit()) {
                throw fault;
            }
            return false;
        }
    }

    private Value convert(Expression.Call call, EvalContext context) {
        requireArguments(call, 2);
        Value value = evaluator.evaluate(call.arguments().getFirst(), context);
        Type type = TypeExpression.read(call.arguments().getLast());
        try {
            return Conversion.convert(value, type);
        } catch (ConversionException fault) {
            throw new EvaluationFault(
                    "Wrong type",
                    Messages.sentence(fault),
                    call.arguments().getFirst().range());
        }
    }

    private static void requireArguments(Expression.Call call, int count) {
        if (call.arguments().size() != count || call.expanded()) {
            throw new EvaluationFault(
                    "Wrong number of arguments",
                    call.name() + " takes " + count + (count == 1 ? " argument." : " arguments."),
                    call.range());
        }
    }

    private Value callFunction(Expression.Call call, EvalContext context) {
        Function function = context.functions().get(call.name());
        if (function == null) {
            throw unknown(call, context);
        }
        List<Value> arguments = arguments(call, context);
        try {
            return budget.charge(function.call(arguments), call.range());
        } catch (FunctionException fault) {
            boolean atArgument =
                    fault.argument() >= 0 && fault.argument() < call.arguments().size();
            SourceRange range =
                    atArgument ? call.arguments().get(fault.argument()).range() : call.range();
            throw new EvaluationFault("Fault in " + call.name(), Messages.sentence(fault), range);
        } catch (ConversionException fault) {
            throw new EvaluationFault("Fault in " + call.name(), Messages.sentence(fault), call.range());
        }
    }

    private static EvaluationFault unknown(Expression.Call call, EvalContext context) {
        List<String> names = new ArrayList<>(context.functions().keySet());
        names.addAll(SYNTAX);
        return new EvaluationFault(
                "Unknown function",
                "There is no function \"" + call.name() + "\"." + Messages.didYouMean(call.name(), names),
                call.nameRange());
    }

    private List<Value> arguments(Expression.Call call, EvalContext context) {
        List<Value> arguments = new ArrayList<>(evaluator.all(call.arguments(), context));
        call.arguments().forEach(argument -> evaluator.warnAboutDeferred(argument, context));
        if (call.expanded() && !arguments.isEmpty()) {
            Value last = arguments.removeLast();
            if (!(last instanceof Value.Sequence sequence)) {
                throw new EvaluationFault(
                        "Not a list",
                        "Before ... stands a list whose items become arguments, not a " + last.typeName() + ".",
                        call.arguments().getLast().range());
            }
            arguments.addAll(sequence.items());
        }
        return arguments;
    }
}
