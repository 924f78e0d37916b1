package dev.drover.jobspec.hcl;

import dev.drover.jobspec.value.Conversion;
import dev.drover.jobspec.value.ConversionException;
import dev.drover.jobspec.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** Finds the value of each declared variable: the strongest source wins, its value is converted and checked. */
final class VariableResolver {
    private final EvalSettings settings;
    private final Evaluator evaluator;
    private final Diagnostics diagnostics;
    private final EvalContext context;

    VariableResolver(EvalSettings settings, Evaluator evaluator, Diagnostics diagnostics) {
        this.settings = settings;
        this.evaluator = evaluator;
        this.diagnostics = diagnostics;
        this.context = EvalContext.of(Map.of(), settings.functions());
    }

    ResolvedNames resolve(Body body, VariableInputs inputs) {
        VariableDeclarations reader = new VariableDeclarations(evaluator, context, diagnostics);
        SequencedMap<String, VariableDeclaration> declared = reader.read(body);
        Set<String> faulty = new HashSet<>(reader.faulty());
        Set<String> known = new HashSet<>(declared.keySet());
        known.addAll(faulty);
        Map<String, GivenValue> given =
                new HashMap<>(new VariableSources(settings, diagnostics, known).collect(inputs));

        SequencedMap<String, Value> values = new LinkedHashMap<>();
        List<VariableDeclaration> missing = new ArrayList<>();
        for (VariableDeclaration declaration : declared.values()) {
            FaultCollector faults = new FaultCollector();
            faults.collect(() -> {
                Optional<Value> value = Optional.ofNullable(given.get(declaration.name()))
                        .map(source -> convert(source, declaration))
                        .or(declaration::defaultValue);
                if (value.isPresent()) {
                    validate(declaration, value.get());
                    values.put(declaration.name(), value.get());
                } else {
                    missing.add(declaration);
                }
            });
            diagnostics.addAll(faults.diagnostics());
            if (!values.containsKey(declaration.name())) {
                faulty.add(declaration.name());
            }
        }
        reportMissing(missing);
        return new ResolvedNames(values, faulty);
    }

    private Value convert(GivenValue given, VariableDeclaration declaration) {
        Value value = given.value(declaration, evaluator, context);
        try {
            return Conversion.convert(value, declaration.type());
        } catch (ConversionException fault) {
            throw new EvaluationFault(
                    "Wrong value for variable",
                    "The value of variable \"" + declaration.name() + "\" from " + given.source() + " is no "
                            + declaration.type().display() + ". " + Messages.sentence(fault),
                    given.range());
        }
    }

    private void validate(VariableDeclaration declaration, Value value) {
        SequencedMap<String, Value> self = new LinkedHashMap<>();
        self.put(declaration.name(), value);
        EvalContext scope = EvalContext.of(Map.of("var", Value.of(self)), settings.functions());
        FaultCollector faults = new FaultCollector();
        for (VariableDeclaration.Validation validation : declaration.validations()) {
            faults.collect(() -> {
                if (!evaluator.condition(validation.condition(), scope)) {
                    throw new EvaluationFault(
                            "Invalid value for variable",
                            "Variable \"" + declaration.name() + "\": " + evaluator.key(validation.message(), scope),
                            validation.condition().range());
                }
            });
        }
        faults.throwIfAny();
    }

    private void reportMissing(List<VariableDeclaration> missing) {
        if (missing.isEmpty()) {
            return;
        }
        List<String> names = missing.stream().map(VariableDeclaration::name).toList();
        String first = names.getFirst();
        boolean one = names.size() == 1;
        diagnostics.error(
                one ? "Missing variable" : "Missing variables",
                (one ? "This variable has" : "These variables have") + " neither a value nor a default: "
                        + Messages.list(names) + ". Set " + (one ? "it" : "each") + " with -var '" + first
                        + "=...', in a file given with -var-file, or in the environment as NOMAD_VAR_" + first + ".",
                missing.getFirst().range());
    }
}
