package dev.drover.jobspec.decode;

import dev.drover.jobspec.hcl.EvaluatedBody;
import dev.drover.jobspec.hcl.SourceRange;
import dev.drover.model.text.Suggestion;
import java.util.Optional;

/** Words for names that do not belong where they stand. */
final class Names {
    private static final int LIST_LIMIT = 12;

    private Names() {}

    static void unknownAttribute(EvaluatedBody.Attribute attribute, Schema<?, ?> schema, Scope scope) {
        report("attribute", attribute.name(), attribute.nameRange(), schema, scope);
    }

    static void unknownBlock(EvaluatedBody.Block block, Schema<?, ?> schema, Scope scope) {
        report("block", block.type(), block.headRange(), schema, scope);
    }

    private static void report(String kind, String name, SourceRange range, Schema<?, ?> schema, Scope scope) {
        String place = schema.name().isEmpty() ? "A job file" : "A \"" + schema.name() + "\" block";
        scope.error("Unknown " + kind, place + " has no \"" + name + "\"." + remedy(name, schema, scope), range);
    }

    /** The best advice there is: the right block for the name, the right name for the block, or what is allowed. */
    private static String remedy(String name, Schema<?, ?> schema, Scope scope) {
        Optional<String> inner = schema.names().stream()
                .filter(type -> schema.block(type)
                        .filter(block -> block.names().contains(name))
                        .isPresent())
                .findFirst();
        if (inner.isPresent()) {
            return " It belongs into a \"" + inner.get() + "\" block inside it.";
        }
        Optional<String> near = Suggestion.nearest(name, schema.names());
        if (near.isPresent()) {
            return " Did you mean \"" + near.get() + "\"?";
        }
        Optional<String> outer = scope.outerBlockWith(name);
        if (outer.isPresent()) {
            return " It belongs into the \"" + outer.get() + "\" block around it.";
        }
        if (schema.names().isEmpty()) {
            return " It stays empty.";
        }
        return schema.names().size() <= LIST_LIMIT ? " It may have " + String.join(", ", schema.names()) + "." : "";
    }
}
