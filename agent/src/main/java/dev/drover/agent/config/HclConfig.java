package dev.drover.agent.config;

import dev.drover.jobspec.hcl.Diagnostic;
import dev.drover.jobspec.hcl.DiagnosticRenderer;
import dev.drover.jobspec.hcl.EvalSettings;
import dev.drover.jobspec.hcl.EvaluatedBody;
import dev.drover.jobspec.hcl.Evaluation;
import dev.drover.jobspec.hcl.Hcl;
import dev.drover.jobspec.hcl.Parsed;
import dev.drover.jobspec.hcl.SourceFile;
import dev.drover.jobspec.hcl.SourceRange;
import dev.drover.jobspec.hcl.VariableInputs;
import dev.drover.jobspec.value.Value;
import dev.drover.model.text.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings from a file in HCL. */
final class HclConfig {
    private final KnownKeys known;
    private final Settings settings;
    private final List<Diagnostic> faults = new ArrayList<>();

    private HclConfig(KnownKeys known, Settings settings) {
        this.known = known;
        this.settings = settings;
    }

    static void read(String name, String text, KnownKeys known, Settings settings) {
        Parsed parsed = Hcl.parse(new SourceFile(name, text));
        Evaluation evaluation = Hcl.evaluate(parsed.body(), VariableInputs.none(), new EvalSettings(Map.of(), true));
        HclConfig config = new HclConfig(known, settings);
        config.body(KeyPath.ROOT, evaluation.body());
        List<Diagnostic> errors = new ArrayList<>(parsed.diagnostics());
        errors.addAll(evaluation.diagnostics());
        errors.addAll(config.faults);
        errors.removeIf(diagnostic -> diagnostic.severity() != Diagnostic.Severity.ERROR);
        if (!errors.isEmpty()) {
            throw new ConfigException(DiagnosticRenderer.render(errors));
        }
    }

    private void body(KeyPath path, EvaluatedBody body) {
        for (EvaluatedBody.Attribute attribute : body.attributes()) {
            attribute(path.child(attribute.name()), attribute);
        }
        for (EvaluatedBody.Block block : body.blocks()) {
            block(path.child(block.type()), path, block);
        }
    }

    private void attribute(KeyPath path, EvaluatedBody.Attribute attribute) {
        Optional<KnownKeys.Kind> kind = known.kind(path.pattern());
        if (kind.isEmpty()) {
            unknown("attribute", attribute.name(), parent(path), attribute.nameRange());
        } else if (kind.get() == KnownKeys.Kind.BLOCK && attribute.value() instanceof Value.Mapping mapping) {
            mapping.entries()
                    .forEach((name, value) -> settings.put(
                            path.child(name).key(),
                            plain(value),
                            attribute.nameRange().location()));
        } else if (!kind.get().fits(plain(attribute.value()))) {
            faults.add(new Diagnostic(
                    Diagnostic.Severity.ERROR,
                    "Wrong kind of value",
                    path.key() + " must be " + kind.get().wanted() + ", found "
                            + attribute.valueRange().text() + ".",
                    attribute.valueRange()));
        } else {
            settings.put(
                    path.key(), plain(attribute.value()), attribute.nameRange().location());
        }
    }

    private void block(KeyPath path, KeyPath outer, EvaluatedBody.Block block) {
        KeyPath inner = path;
        if (known.kind(path.pattern()).isEmpty()) {
            unknown("block", block.type(), outer.pattern(), block.headRange());
            return;
        }
        if (known.labelled(path.pattern()) && !block.labels().isEmpty()) {
            inner = path.label(block.labels().getFirst());
        }
        if (known.kind(inner.pattern())
                .filter(kind -> kind == KnownKeys.Kind.FREE)
                .isPresent()) {
            settings.put(inner.key(), freeForm(block.body()), block.headRange().location());
        } else {
            body(inner, block.body());
            if (block.body().attributes().isEmpty() && block.body().blocks().isEmpty()) {
                // That it is there may say enough.
                settings.put(inner.key(), Map.of(), block.headRange().location());
            }
        }
    }

    private void unknown(String what, String name, String parent, SourceRange range) {
        String suggestion = Suggestion.nearest(name, known.namesInside(parent))
                .map(nearest -> " Did you mean \"" + nearest + "\"?")
                .orElse("");
        faults.add(new Diagnostic(
                Diagnostic.Severity.ERROR,
                "Unknown " + what,
                "There is no " + what + " \"" + name + "\" " + (parent.isEmpty() ? "at the top level" : "in " + parent)
                        + "." + suggestion,
                range));
    }

    private static String parent(KeyPath path) {
        int dot = path.pattern().lastIndexOf('.');
        return dot < 0 ? "" : path.pattern().substring(0, dot);
    }

    /** A body whose keys are the user's; blocks become maps, by label where they have one. */
    private static Map<String, Object> freeForm(EvaluatedBody body) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (EvaluatedBody.Attribute attribute : body.attributes()) {
            map.put(attribute.name(), plain(attribute.value()));
        }
        for (EvaluatedBody.Block block : body.blocks()) {
            Map<String, Object> inner = freeForm(block.body());
            for (String label : block.labels().reversed()) {
                inner = Map.of(label, inner);
            }
            map.put(block.type(), inner);
        }
        return map;
    }

    private static Object plain(Value value) {
        return switch (value) {
            case Value.Null none -> "";
            case Value.Bool bool -> bool.value();
            case Value.Num number -> number.value();
            case Value.Text text -> text.value();
            case Value.Sequence sequence ->
                sequence.items().stream().map(HclConfig::plain).toList();
            case Value.Mapping mapping -> {
                Map<String, Object> map = new LinkedHashMap<>();
                mapping.entries().forEach((name, item) -> map.put(name, plain(item)));
                yield map;
            }
        };
    }
}
