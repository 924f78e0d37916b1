package dev.drover.server.node;

import dev.drover.model.node.Node;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;

/** One name for all nodes that are alike for constraints: everything that is not unique to a machine, as a hash. */
final class ComputedClass {
    private ComputedClass() {}

    static String of(Node node) {
        StringBuilder text = new StringBuilder();
        text.append(node.datacenter()).append('\n').append(node.nodeClass()).append('\n');
        text.append(node.nodePool()).append('\n');
        append(node.attributes(), text);
        append(node.meta(), text);
        return "v1:"
                + Long.toUnsignedString(ByteBuffer.wrap(hash(text.toString())).getLong());
    }

    private static void append(Map<String, String> values, StringBuilder text) {
        new TreeMap<>(values).forEach((name, value) -> {
            if (!name.startsWith("unique.")) {
                text.append(name).append('=').append(value).append('\n');
            }
        });
        text.append('\n');
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
