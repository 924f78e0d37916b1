package dev.drover.jobspec.hcl;

import dev.drover.jobspec.hcl.VariableDeclaration.Validation;
import dev.drover.jobspec.value.Conversion;
import dev.drover.jobspec.value.ConversionException;
import dev.drover.jobspec.value.Type;
import dev.drover.jobspec.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** Reads {@code variable "x" {}} blocks, and the short form {@code variables { x = default }}. */
final class VariableDeclarations {
    private static final List<String> ATTRIBUTES = List.of("type", "default", "description", "sensitive", "nullable");

    private final Evaluator evaluator;
    private final EvalContext context;
    private final Diagnostics diagnostics;
    private final SequencedMap<String, VariableDeclaration> declared = new LinkedHashMap<>();
    private final Set<String> faulty = new HashSet<>();

    VariableDeclarations(Evaluator evaluator, EvalContext context, Diagnostics diagnostics) {
        this.evaluator = evaluator;
        this.context = context;
        this.diagnostics = diagnostics;
    }

    /** The declarations without faults, by name. */
    SequencedMap<String, VariableDeclaration> read(Body body) {
        for (Body.Block block : body.blocks()) {
            if (block.type().equals("variable")) {
                read(block);
            } else if (block.type().equals("variables")) {
                block.body().attributes().forEach(this::readShort);
            }
        }
        return declared;
    }

    /** Names that are declared with faults. */
    Set<String> faulty() {
        return faulty;
    }

    private void readShort(Body.Attribute attribute) {
        guarded(attribute.name(), () -> {
            Value value = evaluator.evaluate(attribute.expression(), context);
            boolean simple = Type.of(value).isPrimitive();
            add(new VariableDeclaration(
                    attribute.name(), Type.of(value), simple, Optional.of(value), List.of(), attribute.nameRange()));
        });
    }

    private void read(Body.Block block) {
        if (block.labels().size() != 1) {
            diagnostics.error(
                    "Wrong labels",
                    "A variable block has one label, its name: variable \"name\" {}.",
                    block.headRange());
            return;
        }
        String name = block.labels().getFirst().text();
        boolean isName = !name.isEmpty()
                && Scanner.isNameStart(name.codePointAt(0))
                && name.codePoints().allMatch(Scanner::isNamePart);
        if (!isName) {
            diagnostics.error(
                    "Wrong name",
                    "The name of a variable begins with a letter and consists of letters, digits, _ and -.",
                    block.labels().getFirst().range());
            return;
        }
        guarded(name, () -> add(declaration(name, block)));
    }

    private void guarded(String name, Runnable reading) {
        FaultCollector faults = new FaultCollector();
        faults.collect(reading);
        if (faults.failed()) {
            faulty.add(name);
            diagnostics.addAll(faults.diagnostics());
        }
    }

    private void add(VariableDeclaration declaration) {
        VariableDeclaration before = declared.putIfAbsent(declaration.name(), declaration);
        if (before != null) {
            throw new EvaluationFault(
                    "Duplicate variable",
                    "The variable \"" + declaration.name() + "\" is declared already at "
                            + before.range().location() + ".",
                    declaration.range());
        }
    }

    private VariableDeclaration declaration(String name, Body.Block block) {
        Optional<Type> type = Optional.empty();
        Optional<Value> given = Optional.empty();
        SourceRange defaultRange = block.headRange();
        for (Body.Attribute attribute : block.body().attributes()) {
            switch (attribute.name()) {
                case "type" -> type = Optional.of(TypeExpression.read(attribute.expression()));
                case "default" -> {
                    given = Optional.of(evaluator.evaluate(attribute.expression(), context));
                    defaultRange = attribute.expression().range();
                }
                case "description", "sensitive", "nullable" -> {}
                default ->
                    diagnostics.error(
                            "Unknown attribute",
                            "A variable block has type, default, description and validation blocks, but no \""
                                    + attribute.name() + "\"." + Messages.didYouMean(attribute.name(), ATTRIBUTES),
                            attribute.nameRange());
            }
        }
        Optional<Value> defaultValue = given;
        Type chosen = type.or(() -> defaultValue.map(Type::of)).orElse(new Type.Any());
        boolean complexDefault = defaultValue
                .filter(value -> value instanceof Value.Sequence || value instanceof Value.Mapping)
                .isPresent();
        boolean plainText = chosen.isPrimitive() || (type.isEmpty() && !complexDefault);
        Optional<Value> converted = converted(name, defaultValue, chosen, defaultRange);
        return new VariableDeclaration(name, chosen, plainText, converted, validations(block), block.headRange());
    }

    private static Optional<Value> converted(String name, Optional<Value> value, Type type, SourceRange range) {
        try {
            return value.map(given -> Conversion.convert(given, type));
        } catch (ConversionException fault) {
            throw new EvaluationFault(
                    "Wrong default",
                    "The default of variable \"" + name + "\" is no " + type.display() + ". "
                            + Messages.sentence(fault),
                    range);
        }
    }

    private List<Validation> validations(Body.Block block) {
        List<Validation> validations = new ArrayList<>();
        for (Body.Block inner : block.body().blocks()) {
            if (!inner.type().equals("validation")) {
                diagnostics.error(
                        "Unknown block",
                        "A variable block holds only validation blocks."
                                + Messages.didYouMean(inner.type(), List.of("validation")),
                        inner.headRange());
                continue;
            }
            Optional<Expression> condition = find(inner, "condition");
            Optional<Expression> message = find(inner, "error_message");
            if (condition.isEmpty() || message.isEmpty()) {
                diagnostics.error(
                        "Incomplete validation",
                        "A validation block needs condition = ... and error_message = \"...\".",
                        inner.headRange());
                continue;
            }
            validations.add(new Validation(condition.get(), message.get()));
        }
        return validations;
    }

    private static Optional<Expression> find(Body.Block block, String name) {
        return block.body().attributes().stream()
                .filter(attribute -> attribute.name().equals(name))
                .map(Body.Attribute::expression)
                .findFirst();
    }
}
