package dev.drover.server.keyring;

import dev.drover.model.wire.Json;
import dev.drover.state.command.Blob;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A signed statement as of RFC 7519, with RS256 and nothing else: a token that names another algorithm is none.
 *
 * @param keyId of the key that is said to have signed it
 * @param claims what it says, to be believed only when it is {@link #isSignedBy}
 */
record Jwt(String keyId, Map<String, Object> claims, String signed, Blob signature) {
    static final String ALGORITHM = "RS256";

    private static final String SIGNATURE = "SHA256withRSA";
    private static final int PARTS = 3;

    /** Longer than any that is made here; whoever sends more is not read. */
    private static final int LONGEST = 16_384;

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    /** Whether a text may be a token of this kind at all, which secrets of ACL tokens never look like. */
    static boolean looksLike(String text) {
        return text.startsWith("ey")
                && text.chars().filter(letter -> letter == '.').count() == PARTS - 1;
    }

    static String sign(String keyId, PrivateKey key, Map<String, Object> claims) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("alg", ALGORITHM);
        header.put("kid", keyId);
        header.put("typ", "JWT");
        String signed =
                ENCODER.encodeToString(Json.writeBytes(header)) + "." + ENCODER.encodeToString(Json.writeBytes(claims));
        try {
            Signature signature = Signature.getInstance(SIGNATURE);
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + ENCODER.encodeToString(signature.sign());
        } catch (GeneralSecurityException fault) {
            throw new IllegalStateException("root key " + keyId + " does not sign", fault);
        }
    }

    /** Reads a token; nothing when it is none that could have been made here. */
    static Optional<Jwt> parse(String text) {
        if (text.length() > LONGEST || !looksLike(text)) {
            return Optional.empty();
        }
        int first = text.indexOf('.');
        int second = text.indexOf('.', first + 1);
        try {
            Map<String, Object> header = object(text.substring(0, first));
            if (!ALGORITHM.equals(header.get("alg")) || !(header.get("kid") instanceof String keyId)) {
                return Optional.empty();
            }
            return Optional.of(new Jwt(
                    keyId,
                    object(text.substring(first + 1, second)),
                    text.substring(0, second),
                    Blob.of(Base64.getUrlDecoder().decode(text.substring(second + 1)))));
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> object(String part) {
        return Json.readObject(Base64.getUrlDecoder().decode(part));
    }

    boolean isSignedBy(PublicKey key) {
        try {
            Signature verifier = Signature.getInstance(SIGNATURE);
            verifier.initVerify(key);
            verifier.update(signed.getBytes(StandardCharsets.US_ASCII));
            return verifier.verify(signature.toByteArray());
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }

    /** The claim as text; empty when it is not there or no text. */
    String text(String claim) {
        return claims.get(claim) instanceof String text ? text : "";
    }

    /** The claim as seconds since the epoch. */
    Optional<Long> seconds(String claim) {
        return claims.get(claim) instanceof Number number ? Optional.of(number.longValue()) : Optional.empty();
    }
}
