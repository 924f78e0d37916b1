package dev.drover.model.node;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;

/**
 * A number that is equal for nodes which no job could tell apart: data centre, class, pool, attributes and meta, without what is unique
 * to a node. The scheduler decides once for a class.
 */
public final class ComputedClass {
    private ComputedClass() {}

    public static String of(Node node) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, node.datacenter());
            add(digest, node.nodeClass());
            add(digest, node.nodePool());
            addAll(digest, node.attributes());
            addAll(digest, node.meta());
            long number = 0;
            byte[] hash = digest.digest();
            for (int i = 0; i < Long.BYTES; i++) {
                number = (number << 8) | (hash[i] & 0xff);
            }
            return "v1:" + Long.toUnsignedString(number);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }

    private static void addAll(MessageDigest digest, Map<String, String> values) {
        new TreeMap<>(values).forEach((key, value) -> {
            if (!isUnique(key)) {
                add(digest, key);
                add(digest, value);
            }
        });
        add(digest, "");
    }

    private static boolean isUnique(String key) {
        return key.startsWith("unique.") || key.matches("[^.]+\\.unique\\..*");
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }
}
