package dev.drover.jobspec.hcl;

import dev.drover.jobspec.hcl.Diagnostic.Severity;
import dev.drover.jobspec.value.JsonValues;
import dev.drover.jobspec.value.Value;
import dev.drover.model.wire.WireException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gathers what environment, files and command line say about variables; what comes later wins. */
final class VariableSources {
    private static final List<String> PREFIXES = List.of("NOMAD_VAR_", "DROVER_VAR_");

    private final EvalSettings settings;
    private final Diagnostics diagnostics;
    private final Set<String> declared;
    private final Map<String, GivenValue> given = new HashMap<>();

    VariableSources(EvalSettings settings, Diagnostics diagnostics, Set<String> declared) {
        this.settings = settings;
        this.diagnostics = diagnostics;
        this.declared = declared;
    }

    Map<String, GivenValue> collect(VariableInputs inputs) {
        for (String name : declared) {
            for (String prefix : PREFIXES) {
                String text = inputs.environment().get(prefix + name);
                if (text != null) {
                    String source = "the environment variable " + prefix + name;
                    given.put(name, new GivenValue.Typed(new SourceFile(prefix + name, text), source));
                }
            }
        }
        inputs.files().forEach(this::file);
        inputs.arguments().forEach(this::argument);
        return given;
    }

    private void file(SourceFile file) {
        if (file.name().endsWith(".json")) {
            jsonFile(file);
            return;
        }
        Parsed parsed = Hcl.parse(file);
        diagnostics.addAll(parsed.diagnostics());
        for (Body.Block block : parsed.body().blocks()) {
            diagnostics.error("Unexpected block", "A file of variables holds only name = value.", block.headRange());
        }
        for (Body.Attribute attribute : parsed.body().attributes()) {
            put(attribute.name(), new GivenValue.InFile(attribute.expression(), file.name()), attribute.nameRange());
        }
    }

    private void jsonFile(SourceFile file) {
        SourceRange start = file.range(0, 1);
        try {
            if (JsonValues.parse(file.text()) instanceof Value.Mapping mapping) {
                mapping.entries()
                        .forEach(
                                (name, value) -> put(name, new GivenValue.Evaluated(value, file.name(), start), start));
            } else {
                diagnostics.error("Wrong file of variables", "It holds one JSON object.", start);
            }
        } catch (WireException fault) {
            int offset = Math.clamp(fault.offset(), 0, file.text().length());
            diagnostics.error("Not valid JSON", fault.getMessage() + ".", file.range(offset, offset + 1));
        }
    }

    private void argument(String argument) {
        int equals = argument.indexOf('=');
        SourceFile whole = new SourceFile("-var", argument);
        if (equals <= 0) {
            diagnostics.error("Wrong -var", "Write -var 'name=value'.", whole.range(0, argument.length()));
            return;
        }
        String name = argument.substring(0, equals).strip();
        SourceFile value = new SourceFile("-var " + name, argument.substring(equals + 1));
        put(name, new GivenValue.Typed(value, "-var"), whole.range(0, equals));
    }

    private void put(String name, GivenValue value, SourceRange range) {
        if (declared.contains(name)) {
            given.put(name, value);
            return;
        }
        Severity severity = settings.strictVariables() ? Severity.ERROR : Severity.WARNING;
        String detail = "The job file declares no variable \"" + name + "\"; add: variable \"" + name + "\" {}."
                + Messages.didYouMean(name, declared);
        diagnostics.add(new Diagnostic(severity, "Unknown variable", detail, range));
    }
}
