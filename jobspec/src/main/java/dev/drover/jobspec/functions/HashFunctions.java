package dev.drover.jobspec.functions;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.drover.jobspec.value.Value;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Cipher;

/** Digests, identifiers and what else is made of them. */
final class HashFunctions {
    private static final int DEFAULT_COST = 10;
    private static final int MIN_COST = 4;
    /** A cost of 15 takes seconds; each step more takes twice as long, and a server computes this for strangers. */
    private static final int MAX_COST = 15;

    private static final int MAX_PASSWORD_BYTES = 72;

    /** The namespaces of RFC 9562. */
    private static final Map<String, UUID> NAMESPACES = Map.of(
            "dns", UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8"),
            "url", UUID.fromString("6ba7b811-9dad-11d1-80b4-00c04fd430c8"),
            "oid", UUID.fromString("6ba7b812-9dad-11d1-80b4-00c04fd430c8"),
            "x500", UUID.fromString("6ba7b814-9dad-11d1-80b4-00c04fd430c8"));

    private HashFunctions() {}

    static void define(Catalog catalog) {
        catalog.define("md5(string)", a -> hex("MD5", a));
        catalog.define("sha1(string)", a -> hex("SHA-1", a));
        catalog.define("sha256(string)", a -> hex("SHA-256", a));
        catalog.define("sha512(string)", a -> hex("SHA-512", a));
        catalog.define("bcrypt(string, [cost])", HashFunctions::bcrypt);
        catalog.define("rsadecrypt(ciphertext, key)", HashFunctions::rsaDecrypt);
        catalog.define("uuidv4()", a -> Value.of(UUID.randomUUID().toString()));
        catalog.define("uuidv5(namespace, name)", HashFunctions::uuid5);
    }

    private static Value hex(String algorithm, Arguments arguments) {
        byte[] bytes = arguments.text(0).getBytes(StandardCharsets.UTF_8);
        return Value.of(HexFormat.of().formatHex(digest(algorithm).digest(bytes)));
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException fault) {
            throw new IllegalStateException("this Java has no " + algorithm, fault);
        }
    }

    private static Value bcrypt(Arguments arguments) {
        byte[] password = arguments.text(0).getBytes(StandardCharsets.UTF_8);
        if (password.length > MAX_PASSWORD_BYTES) {
            throw arguments.fault(0, "must not be longer than " + MAX_PASSWORD_BYTES + " bytes");
        }
        int cost = arguments.has(1) ? arguments.whole(1) : DEFAULT_COST;
        if (cost < MIN_COST || cost > MAX_COST) {
            throw arguments.fault(1, "must be between " + MIN_COST + " and " + MAX_COST);
        }
        byte[] hash = BCrypt.with(BCrypt.Version.VERSION_2A).hash(cost, password);
        return Value.of(new String(hash, StandardCharsets.US_ASCII));
    }

    private static Value rsaDecrypt(Arguments arguments) {
        byte[] ciphertext;
        try {
            ciphertext = Base64.getDecoder().decode(arguments.text(0));
        } catch (IllegalArgumentException fault) {
            throw arguments.fault(0, "is not base64: " + fault.getMessage());
        }
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            cipher.init(Cipher.DECRYPT_MODE, PemKeys.rsaPrivateKey(arguments.text(1)));
            return Value.of(EncodingFunctions.utf8(cipher.doFinal(ciphertext))
                    .orElseThrow(() -> arguments.fault(0, "decrypts to bytes that are not UTF-8 text")));
        } catch (PemKeys.UnusableKey fault) {
            throw arguments.fault(1, "is not a PEM-encoded RSA private key without passphrase");
        } catch (GeneralSecurityException fault) {
            throw arguments.fault(0, "cannot be decrypted with this key");
        }
    }

    private static Value uuid5(Arguments arguments) {
        String name = arguments.text(0);
        UUID namespace = NAMESPACES.get(name);
        if (namespace == null) {
            try {
                namespace = UUID.fromString(name);
            } catch (IllegalArgumentException fault) {
                throw arguments.fault(0, "must be dns, url, oid, x500 or a UUID, found \"" + name + "\"");
            }
        }
        MessageDigest digest = digest("SHA-1");
        digest.update(ByteBuffer.allocate(16)
                .putLong(namespace.getMostSignificantBits())
                .putLong(namespace.getLeastSignificantBits())
                .flip());
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(arguments.text(1).getBytes(StandardCharsets.UTF_8)));
        long high = (hash.getLong() & 0xffffffffffff0fffL) | 0x5000L;
        long low = (hash.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return Value.of(new UUID(high, low).toString());
    }
}
