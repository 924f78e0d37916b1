package dev.drover.jobspec.hcl;

import dev.drover.jobspec.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** {@code for} expressions, and iteration for all that loop. */
final class ForEvaluator {
    private final Evaluator evaluator;
    private final Budget budget;

    ForEvaluator(Evaluator evaluator, Budget budget) {
        this.evaluator = evaluator;
        this.budget = budget;
    }

    /** One round of a loop: index or key, and value. */
    record Round(Value key, Value value) {}

    Value tuple(Expression.ForTuple loop, EvalContext context) {
        List<Value> results = new ArrayList<>();
        for (EvalContext round : rounds(loop.clause(), context)) {
            results.add(evaluator.evaluate(loop.result(), round));
        }
        return budget.charge(Value.of(results), loop.range());
    }

    Value object(Expression.ForObject loop, EvalContext context) {
        SequencedMap<String, List<Value>> results = new LinkedHashMap<>();
        for (EvalContext round : rounds(loop.clause(), context)) {
            String key = evaluator.key(loop.key(), round);
            List<Value> values = results.computeIfAbsent(key, absent -> new ArrayList<>());
            if (!values.isEmpty() && !loop.grouped()) {
                throw new EvaluationFault(
                        "Duplicate key",
                        "Two rounds give the key " + Messages.quote(key)
                                + "; put ... after the value to collect all values of a key in a list.",
                        loop.key().range());
            }
            values.add(evaluator.evaluate(loop.result(), round));
        }
        SequencedMap<String, Value> entries = new LinkedHashMap<>();
        results.forEach((key, values) -> entries.put(key, loop.grouped() ? Value.of(values) : values.getFirst()));
        return budget.charge(Value.of(entries), loop.range());
    }

    private List<EvalContext> rounds(Expression.ForClause clause, EvalContext context) {
        List<EvalContext> contexts = new ArrayList<>();
        for (Round round : rounds(clause.collection(), context)) {
            EvalContext inner = scope(clause.keyName(), clause.valueName(), round, context);
            Optional<Expression> condition = clause.condition();
            if (condition.isEmpty() || evaluator.condition(condition.get(), inner)) {
                contexts.add(inner);
            }
        }
        return contexts;
    }

    /** The names of a loop in one of its rounds. */
    static EvalContext scope(Optional<String> keyName, String valueName, Round round, EvalContext context) {
        return context.child(keyName.<Map<String, Value>>map(key -> key.equals(valueName)
                        ? Map.of(valueName, round.value())
                        : Map.of(key, round.key(), valueName, round.value()))
                .orElseGet(() -> Map.of(valueName, round.value())));
    }

    /** The items of a list in order, or the entries of an object in the order of their keys. */
    List<Round> rounds(Expression collection, EvalContext context) {
        Value value = evaluator.evaluate(collection, context);
        List<Round> rounds = new ArrayList<>();
        switch (value) {
            case Value.Sequence sequence -> {
                for (Value item : sequence.items()) {
                    budget.step(collection.range());
                    rounds.add(new Round(Value.of(rounds.size()), item));
                }
            }
            case Value.Mapping mapping -> {
                for (Map.Entry<String, Value> entry : mapping.sorted().entrySet()) {
                    budget.step(collection.range());
                    rounds.add(new Round(Value.of(entry.getKey()), entry.getValue()));
                }
            }
            case Value.Null none -> throw notACollection(value, collection, context);
            case Value.Bool bool -> throw notACollection(value, collection, context);
            case Value.Num number -> throw notACollection(value, collection, context);
            case Value.Text text -> throw notACollection(value, collection, context);
        }
        return rounds;
    }

    private static EvaluationFault notACollection(Value value, Expression collection, EvalContext context) {
        String detail = RuntimeReferences.isDeferred(collection, context)
                ? "Only a running task knows this value, so it cannot be looped over here."
                : "A loop goes over a list or an object, not over a " + value.typeName() + ".";
        return new EvaluationFault("Not a collection", detail, collection.range());
    }
}
