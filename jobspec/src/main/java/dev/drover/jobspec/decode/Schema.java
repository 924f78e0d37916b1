package dev.drover.jobspec.decode;

import dev.drover.jobspec.hcl.EvaluatedBody;
import dev.drover.jobspec.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * What one kind of block may contain, and how a {@code T} is made of it. A schema is data: it lists parameters with their types and
 * setters, and blocks with their schemas. Everything that can be wrong with a block follows from that list, so this class alone
 * reports it: unknown names with the one that was probably meant, wrong types, missing and repeated parts, attributes written as
 * blocks and the other way round.
 *
 * @param <B> the builder that setters fill
 * @param <T> what the block becomes
 */
final class Schema<B, T> {
    private final String name;
    private final SchemaBuilder.Parts<B, T> parts;

    Schema(String name, SchemaBuilder.Parts<B, T> parts) {
        this.name = name;
        this.parts = parts;
    }

    /** The word that opens the block. */
    String name() {
        return name;
    }

    /** Names that may stand in the block: parameters, maps and blocks. */
    SequencedSet<String> names() {
        SequencedSet<String> names = new LinkedHashSet<>(parts.parameters().keySet());
        names.addAll(parts.maps().keySet());
        names.addAll(parts.blocks().keySet());
        return names;
    }

    /** What the label of the block stands for, if it has one. */
    Optional<String> labelName() {
        return parts.label().map(LabelRule::name);
    }

    /** True when two of these blocks side by side must not have the same label. */
    boolean labelsAreUnique() {
        return parts.label().map(LabelRule::required).orElse(false);
    }

    /** The schema of a block inside. */
    Optional<Schema<?, ?>> block(String type) {
        return Optional.ofNullable(parts.blocks().get(type)).map(BlockRule::schema);
    }

    /** True when the name is that of a map, such as {@code env}, whose keys are free. */
    boolean isMap(String type) {
        return parts.maps().containsKey(type);
    }

    T decode(EvaluatedBody.Block block, Scope outer) {
        Scope scope = outer.inside(this, block.headRange());
        B builder = parts.create().get();
        decodeLabels(builder, block, scope);
        decodeBody(builder, block.body(), scope);
        return parts.finish().apply(builder, scope);
    }

    /** Decodes a file, which is a body without a head. */
    T decode(EvaluatedBody file, Scope outer) {
        Scope scope = outer.inside(this, file.range());
        B builder = parts.create().get();
        decodeBody(builder, file, scope);
        return parts.finish().apply(builder, scope);
    }

    private void decodeLabels(B builder, EvaluatedBody.Block block, Scope scope) {
        List<String> labels = block.labels();
        if (parts.label().isEmpty()) {
            if (!labels.isEmpty()) {
                scope.error(
                        "Label not allowed",
                        "A \"" + name + "\" block takes no label; write " + name + " { ... }.",
                        block.headRange());
            }
            return;
        }
        LabelRule<B> rule = parts.label().get();
        if (labels.size() > 1) {
            scope.error(
                    "Too many labels",
                    "A \"" + name + "\" block takes one label, its " + rule.name() + "; found " + labels.size() + ".",
                    block.headRange());
        } else if (labels.isEmpty() && rule.required()) {
            scope.error(
                    "Missing label",
                    "A \"" + name + "\" block needs a label, its " + rule.name() + "; write " + name + " \""
                            + rule.name() + "\" { ... }.",
                    block.headRange());
        }
        if (!labels.isEmpty()) {
            rule.set().accept(builder, labels.getFirst());
        }
    }

    private void decodeBody(B builder, EvaluatedBody body, Scope scope) {
        Map<String, EvaluatedBody.Attribute> given = new HashMap<>();
        Map<String, List<EvaluatedBody.Block>> blocks = new LinkedHashMap<>();
        for (EvaluatedBody.Attribute attribute : body.attributes()) {
            if (given.putIfAbsent(attribute.name(), attribute) == null) {
                decodeAttribute(builder, attribute, scope);
            }
        }
        for (EvaluatedBody.Block block : body.blocks()) {
            blocks.computeIfAbsent(block.type(), type -> new ArrayList<>()).add(block);
        }
        blocks.forEach((type, sameType) -> decodeBlocks(builder, type, sameType, given, scope));
        reportMissing(given, blocks, scope);
    }

    private void decodeAttribute(B builder, EvaluatedBody.Attribute attribute, Scope scope) {
        Parameter<B, ?> parameter = parts.parameters().get(attribute.name());
        MapRule<B, ?> map = parts.maps().get(attribute.name());
        if (parameter != null) {
            parameter.decode(builder, attribute, scope);
        } else if (map != null) {
            map.decode(builder, attribute, scope);
        } else if (parts.blocks().containsKey(attribute.name())) {
            scope.error(
                    "Block expected",
                    "\"" + attribute.name() + "\" is a block; write " + attribute.name()
                            + " { ... } without an equals sign.",
                    attribute.nameRange());
        } else {
            Names.unknownAttribute(attribute, this, scope);
        }
    }

    private void decodeBlocks(
            B builder,
            String type,
            List<EvaluatedBody.Block> blocks,
            Map<String, EvaluatedBody.Attribute> given,
            Scope scope) {
        BlockRule<B, ?> rule = parts.blocks().get(type);
        MapRule<B, ?> map = parts.maps().get(type);
        if (rule != null) {
            rule.decode(builder, blocks, scope);
        } else if (map != null) {
            EvaluatedBody.Attribute attribute = given.get(type);
            if (attribute != null) {
                scope.repeated(type, attribute.nameRange(), blocks.getFirst().headRange());
            }
            map.decode(builder, blocks, scope);
        } else if (parts.parameters().containsKey(type)) {
            for (EvaluatedBody.Block block : blocks) {
                scope.error(
                        "Attribute expected",
                        "\"" + type + "\" is an attribute; write " + type + " = "
                                + parts.parameters().get(type).type().example() + ".",
                        block.headRange());
            }
        } else {
            blocks.forEach(block -> Names.unknownBlock(block, this, scope));
        }
    }

    private void reportMissing(
            Map<String, EvaluatedBody.Attribute> given, Map<String, List<EvaluatedBody.Block>> blocks, Scope scope) {
        parts.parameters().forEach((required, parameter) -> {
            EvaluatedBody.Attribute attribute = given.get(required);
            boolean absent =
                    (attribute == null || attribute.value() instanceof Value.Null) && !blocks.containsKey(required);
            if (parameter.required() && absent) {
                scope.missing(
                        "Missing attribute",
                        "A \"" + name + "\" block needs \"" + required + "\"; add " + required + " = "
                                + parameter.type().example() + ".");
            }
        });
        parts.blocks().forEach((required, rule) -> {
            if (rule.required() && !blocks.containsKey(required) && !given.containsKey(required)) {
                scope.missing("Missing block", "A \"" + name + "\" block needs a \"" + required + "\" block.");
            }
        });
    }
}
