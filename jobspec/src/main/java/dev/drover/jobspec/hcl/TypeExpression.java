package dev.drover.jobspec.hcl;

import dev.drover.jobspec.value.Conversion;
import dev.drover.jobspec.value.ConversionException;
import dev.drover.jobspec.value.Type;
import dev.drover.jobspec.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** Reads an expression as a type, such as {@code map(object({ port = number, host = optional(string) }))}. */
final class TypeExpression {
    private static final List<String> NAMES =
            List.of("string", "number", "bool", "any", "list", "set", "map", "object", "tuple", "optional");

    private TypeExpression() {}

    /** The type. Throws {@link EvaluationFault} when the expression is none. */
    static Type read(Expression expression) {
        return switch (expression) {
            case Expression.Variable variable -> named(variable.name(), variable.range());
            case Expression.Template template
            when template.parts().size() == 1 && template.parts().getFirst() instanceof TemplatePart.Text text ->
                named(text.value(), template.range());
            case Expression.Call call -> constructed(call);
            default -> throw notAType(expression.range(), "");
        };
    }

    private static Type named(String name, SourceRange range) {
        return switch (name) {
            case "string" -> Type.Primitive.STRING;
            case "number" -> Type.Primitive.NUMBER;
            case "bool" -> Type.Primitive.BOOL;
            case "any" -> new Type.Any();
            case "list" -> new Type.ListOf(new Type.Any());
            case "set" -> new Type.SetOf(new Type.Any());
            case "map" -> new Type.MapOf(new Type.Any());
            default -> throw notAType(range, Messages.didYouMean(name, NAMES));
        };
    }

    private static Type constructed(Expression.Call call) {
        Expression argument = call.arguments().size() == 1 ? call.arguments().getFirst() : null;
        if (argument == null) {
            throw notAType(call.range(), "");
        }
        return switch (call.name()) {
            case "list" -> new Type.ListOf(read(argument));
            case "set" -> new Type.SetOf(read(argument));
            case "map" -> new Type.MapOf(read(argument));
            case "object" -> object(argument);
            case "tuple" -> tuple(argument);
            case "optional" ->
                throw new EvaluationFault(
                        "Not a type",
                        "optional(...) stands only around the types of an object's attributes.",
                        call.range());
            default -> throw notAType(call.nameRange(), Messages.didYouMean(call.name(), NAMES));
        };
    }

    private static Type object(Expression argument) {
        if (!(argument instanceof Expression.ObjectConstructor object)) {
            throw new EvaluationFault("Not a type", "Write object({ name = type, ... }).", argument.range());
        }
        SequencedMap<String, Type.Attribute> attributes = new LinkedHashMap<>();
        for (Expression.ObjectItem item : object.items()) {
            if (!(item.key() instanceof Expression.Literal literal && literal.value() instanceof Value.Text name)) {
                throw new EvaluationFault(
                        "Not a type",
                        "The attributes of an object type are plain names.",
                        item.key().range());
            }
            attributes.put(name.value(), attribute(item.value()));
        }
        return new Type.ObjectOf(attributes);
    }

    private static Type.Attribute attribute(Expression expression) {
        boolean optional =
                expression instanceof Expression.Call call && call.name().equals("optional");
        if (!optional || !(expression instanceof Expression.Call call)) {
            return new Type.Attribute(read(expression), false, Optional.empty());
        }
        if (call.arguments().isEmpty() || call.arguments().size() > 2) {
            throw new EvaluationFault("Not a type", "Write optional(type) or optional(type, default).", call.range());
        }
        Type type = read(call.arguments().getFirst());
        Optional<Value> defaultValue = call.arguments().size() == 1
                ? Optional.empty()
                : Optional.of(defaultValue(call.arguments().getLast(), type));
        return new Type.Attribute(type, true, defaultValue);
    }

    private static Value defaultValue(Expression expression, Type type) {
        Evaluator evaluator = new Evaluator(new Diagnostics(), new Budget());
        try {
            return Conversion.convert(evaluator.evaluate(expression, EvalContext.of(Map.of(), Map.of())), type);
        } catch (ConversionException fault) {
            throw new EvaluationFault("Wrong type", Messages.sentence(fault), expression.range());
        }
    }

    private static Type tuple(Expression argument) {
        if (!(argument instanceof Expression.Tuple tuple)) {
            throw new EvaluationFault("Not a type", "Write tuple([type, ...]).", argument.range());
        }
        return new Type.TupleOf(tuple.items().stream().map(TypeExpression::read).toList());
    }

    private static EvaluationFault notAType(SourceRange range, String suggestion) {
        return new EvaluationFault(
                "Not a type",
                "A type is string, number, bool, any, list(type), set(type), map(type), object({ name = type }) or tuple([type])."
                        + suggestion,
                range);
    }
}
