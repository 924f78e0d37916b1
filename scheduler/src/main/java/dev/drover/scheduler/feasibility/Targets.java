package dev.drover.scheduler.feasibility;

import dev.drover.model.node.Node;
import java.util.Optional;

/** Resolves what stands on either side of a constraint: <code>${attr.x}</code> and its like, or a literal. */
public final class Targets {
    private static final String ATTRIBUTE = "${attr.";
    private static final String META = "${meta.";

    private Targets() {}

    /** The value on this node; empty when the node has no such attribute or the reference is unknown. */
    public static Optional<String> resolve(String target, Node node) {
        if (!target.startsWith("${") || !target.endsWith("}")) {
            return Optional.of(target);
        }
        if (target.startsWith(ATTRIBUTE)) {
            return Optional.ofNullable(node.attributes().get(inner(target, ATTRIBUTE)));
        }
        if (target.startsWith(META)) {
            return Optional.ofNullable(node.meta().get(inner(target, META)));
        }
        return switch (target) {
            case "${node.unique.id}" -> Optional.of(node.id());
            case "${node.unique.name}" -> Optional.of(node.name());
            case "${node.datacenter}" -> Optional.of(node.datacenter());
            case "${node.class}" -> Optional.of(node.nodeClass());
            case "${node.pool}" -> Optional.of(node.nodePool());
            default -> Optional.empty();
        };
    }

    /** Whether the value may differ between nodes of one computed class, so that the answer must not be shared. */
    public static boolean escapesClass(String target) {
        return target.startsWith("${node.unique.")
                || target.startsWith("${attr.unique.")
                || target.startsWith("${meta.unique.")
                || target.startsWith("${unique.");
    }

    private static String inner(String target, String prefix) {
        return target.substring(prefix.length(), target.length() - 1);
    }
}
