package dev.drover.agent.tls;

import dev.drover.agent.config.ConfigException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and keys in PEM form. */
final class PemFile {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ((?:EC |RSA )?PRIVATE KEY)-----([^-]+)-----END", Pattern.DOTALL);

    /** What stands before a key of these kinds to make it one of PKCS #8: the version, and which kind it is. */
    private static final byte[] RSA = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    private static final String EC = "020100301306072a8648ce3d020106082a8648ce3d030107";
    private static final String EC_384 = "020100301006072a8648ce3d020106052b81040022";
    private static final String EC_521 = "020100301006072a8648ce3d020106052b81040023";
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int SHORT_LENGTH = 0x80;
    private static final int BYTE = 0xff;

    private PemFile() {}

    static List<Certificate> certificates(String setting, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            List<Certificate> found =
                    List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
            if (found.isEmpty()) {
                throw new ConfigException(setting + ": " + file + " holds no certificate in PEM form");
            }
            return found;
        } catch (IOException fault) {
            throw unreadable(setting, file, fault);
        } catch (GeneralSecurityException fault) {
            throw new ConfigException(
                    setting + ": " + file + " holds no certificate in PEM form: " + fault.getMessage());
        }
    }

    static PrivateKey key(String setting, Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException fault) {
            throw unreadable(setting, file, fault);
        }
        Matcher found = KEY.matcher(text);
        if (!found.find()) {
            throw new ConfigException(setting + ": " + file + " holds no private key in PEM form, or an encrypted one");
        }
        byte[] content = Base64.getMimeDecoder().decode(found.group(2));
        byte[] encoded = switch (found.group(1)) {
            case "RSA PRIVATE KEY" -> wrapped(RSA, content);
            case "EC PRIVATE KEY" -> wrapped(curve(content), content);
            default -> content;
        };
        for (String algorithm : List.of("EC", "RSA", "Ed25519")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (GeneralSecurityException another) {
                System.getLogger(PemFile.class.getName())
                        .log(System.Logger.Level.TRACE, "{0} is no {1} key", file, algorithm);
            }
        }
        throw new ConfigException(setting + ": " + file + " holds a key that is neither EC, RSA nor Ed25519");
    }

    private static ConfigException unreadable(String setting, Path file, IOException fault) {
        return new ConfigException(setting + ": " + file
                + (fault instanceof NoSuchFileException
                        ? " does not exist"
                        : " cannot be read: " + fault.getMessage()));
    }

    /** The key names its curve inside. */
    private static byte[] curve(byte[] key) {
        String hex = HexFormat.of().formatHex(key);
        String kind = hex.contains("06052b81040022") ? EC_384 : hex.contains("06052b81040023") ? EC_521 : EC;
        return HexFormat.of().parseHex(kind);
    }

    private static byte[] wrapped(byte[] kind, byte[] key) {
        ByteArrayOutputStream inside = new ByteArrayOutputStream();
        inside.writeBytes(kind);
        inside.writeBytes(element(OCTETS, key));
        return element(SEQUENCE, inside.toByteArray());
    }

    private static byte[] element(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < SHORT_LENGTH) {
            out.write(content.length);
        } else {
            out.write(SHORT_LENGTH | 2);
            out.write(content.length >> Byte.SIZE);
            out.write(content.length & BYTE);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }
}
