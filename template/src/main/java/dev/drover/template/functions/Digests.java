package dev.drover.template.functions;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Hashes of texts, in hexadecimal. */
final class Digests {
    private static final String HMAC = "HmacSHA256";

    private Digests() {}

    static String hex(String algorithm, String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException fault) {
            throw new IllegalStateException("every JDK has " + algorithm, fault);
        }
    }

    static String hmacSha256(String message, String key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            // Java refuses an empty key, which stands for the same as a zero.
            byte[] bytes = key.isEmpty() ? new byte[1] : key.getBytes(StandardCharsets.UTF_8);
            mac.init(new SecretKeySpec(bytes, HMAC));
            return HexFormat.of().formatHex(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException fault) {
            throw new IllegalStateException("every JDK has " + HMAC, fault);
        }
    }
}
