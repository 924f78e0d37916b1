package dev.drover.jobspec.functions;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/** Private keys from PEM text, in the plain RSA form (PKCS #1) that OpenSSL used to write and in PKCS #8, the only one that Java reads. */
final class PemKeys {
    /** Version 0 and the algorithm rsaEncryption, with which a PKCS #8 structure begins. */
    private static final byte[] PKCS8_HEAD = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;

    private PemKeys() {}

    /** The text is no key that can be used. */
    static final class UnusableKey extends GeneralSecurityException {
        private static final long serialVersionUID = 1L;

        UnusableKey(Throwable cause) {
            super(cause);
        }
    }

    static PrivateKey rsaPrivateKey(String pem) throws UnusableKey {
        boolean plain = pem.contains("-----BEGIN RSA PRIVATE KEY-----");
        String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        try {
            byte[] der = Base64.getDecoder().decode(base64);
            byte[] pkcs8 = plain ? wrap(der) : der;
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (IllegalArgumentException | GeneralSecurityException fault) {
            throw new UnusableKey(fault);
        }
    }

    private static byte[] wrap(byte[] pkcs1) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(PKCS8_HEAD);
        content.writeBytes(tagged(OCTET_STRING, pkcs1));
        return tagged(SEQUENCE, content.toByteArray());
    }

    private static byte[] tagged(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        out.write(0x82); // the length follows in two bytes
        out.write(content.length >> 8);
        out.write(content.length);
        out.writeBytes(content);
        return out.toByteArray();
    }
}
