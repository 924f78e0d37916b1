package dev.drover.gossip;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The shared keys of a pool: the first one encrypts (AES-GCM), each of them decrypts. A key is changed without stopping anybody by
 * installing the new one everywhere, then using it everywhere, then removing the old one.
 */
public final class KeyRing {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    /** What encryption adds to a message. */
    static final int OVERHEAD = NONCE_BYTES + TAG_BITS / 8;

    private final SecureRandom random = new SecureRandom();
    private volatile List<SecretKeySpec> keys = List.of();

    private KeyRing() {}

    /** A ring without a key: nothing is encrypted. */
    public static KeyRing empty() {
        return new KeyRing();
    }

    /**
     * A ring with one key.
     *
     * @throws IllegalArgumentException when the text is not base64 of 16, 24 or 32 bytes
     */
    public static KeyRing of(String base64) {
        KeyRing ring = new KeyRing();
        ring.install(base64);
        return ring;
    }

    /** Whether everything is plain. */
    public boolean isEmpty() {
        return keys.isEmpty();
    }

    /** All keys in base64, the one that encrypts first. */
    public List<String> keys() {
        return keys.stream()
                .map(key -> Base64.getEncoder().encodeToString(key.getEncoded()))
                .toList();
    }

    /** Decrypts with this key too from now on; the first key of a ring also encrypts. */
    public synchronized void install(String base64) {
        SecretKeySpec key = parse(base64);
        if (keys.contains(key)) {
            return;
        }
        if (keys.size() >= Limits.KEYS) {
            throw new IllegalArgumentException(
                    "a key ring holds at most " + Limits.KEYS + " keys; remove one that is not used any more");
        }
        List<SecretKeySpec> more = new ArrayList<>(keys);
        more.add(key);
        keys = List.copyOf(more);
    }

    /** Encrypts with this key, which must be installed, from now on. */
    public synchronized void use(String base64) {
        SecretKeySpec key = parse(base64);
        if (!keys.contains(key)) {
            throw new IllegalArgumentException("the key is not installed; install it on every server before using it");
        }
        List<SecretKeySpec> ordered = new ArrayList<>(keys);
        ordered.remove(key);
        ordered.addFirst(key);
        keys = List.copyOf(ordered);
    }

    /** Forgets a key. The one that encrypts cannot be removed. */
    public synchronized void remove(String base64) {
        SecretKeySpec key = parse(base64);
        if (!keys.isEmpty() && keys.getFirst().equals(key)) {
            throw new IllegalArgumentException("the key is in use; use another one before removing it");
        }
        keys = keys.stream().filter(other -> !other.equals(key)).toList();
    }

    /** Encrypts with the first key of a ring that has one; the header is not encrypted, but cannot be changed unnoticed. */
    public byte[] encrypt(byte[] header, byte[] plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] secret =
                    cipher(Cipher.ENCRYPT_MODE, keys.getFirst(), nonce, header).doFinal(plain);
            byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + secret.length);
            System.arraycopy(secret, 0, sealed, NONCE_BYTES, secret.length);
            return sealed;
        } catch (GeneralSecurityException fault) {
            throw new IllegalStateException("AES-GCM is not available", fault);
        }
    }

    /** Decrypts with whichever key fits; empty when none does or the message was changed. */
    public Optional<byte[]> decrypt(byte[] header, byte[] sealed) {
        if (sealed.length < OVERHEAD) {
            return Optional.empty();
        }
        return keys.stream()
                .flatMap(key -> decrypt(key, header, sealed).stream())
                .findFirst();
    }

    private static Optional<byte[]> decrypt(SecretKeySpec key, byte[] header, byte[] sealed) {
        byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, key, nonce, header)
                    .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES));
        } catch (GeneralSecurityException otherKey) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, byte[] header)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(header);
        return cipher;
    }

    private static SecretKeySpec parse(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException fault) {
            throw new IllegalArgumentException("the key is not base64: " + fault.getMessage(), fault);
        }
        if (bytes.length != 16 && bytes.length != 24 && bytes.length != 32) {
            throw new IllegalArgumentException(
                    "a key has 32 bytes (24 and 16 are taken too) before base64, this one has " + bytes.length);
        }
        return new SecretKeySpec(bytes, "AES");
    }
}
