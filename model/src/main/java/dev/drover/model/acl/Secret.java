package dev.drover.model.acl;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What somebody proves himself with. It shows itself to nobody by accident: as text it is {@code (hidden)}, and JSON gets an empty text unless
 * the one place that hands it to its owner has said {@link #shown()}. Comparing takes the same time whatever the difference.
 */
public final class Secret {
    public static final Secret NONE = new Secret("", false);

    private final String value;
    private final boolean shown;

    private Secret(String value, boolean shown) {
        this.value = value;
        this.shown = shown;
    }

    public static Secret of(String value) {
        return value.isEmpty() ? NONE : new Secret(value, false);
    }

    /** The same secret, which JSON shows. */
    public Secret shown() {
        return new Secret(value, true);
    }

    /** The secret itself, for whoever has to send it, store it or show it to its owner. */
    public String reveal() {
        return value;
    }

    /** What JSON shows of it. */
    public String serialised() {
        return shown ? value : "";
    }

    public boolean isEmpty() {
        return value.isEmpty();
    }

    /** SHA-256 in hexadecimal digits, by which it can be looked up without comparing secrets one by one. */
    public String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), secret.value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value.isEmpty() ? "" : "(hidden)";
    }
}
