package dev.drover.drivers.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Reads the certificates with which an engine and its user prove themselves to each other. */
public final class ClientTls {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN (RSA |EC )?PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END ");
    private static final char[] NO_PASSWORD = new char[0];

    private ClientTls() {}

    /**
     * A context that shows the client's certificate and trusts the given authority alone.
     *
     * @param certificate file with the client's certificate; empty when it shows none
     * @param key file with its key, PKCS #8 in PEM
     * @param authority file with the certificates to trust; empty for those that Java trusts
     * @throws IOException when a file cannot be read or used
     */
    public static SSLContext context(String certificate, String key, String authority) throws IOException {
        try {
            KeyManager[] keys = certificate.isEmpty() ? new KeyManager[0] : keys(Path.of(certificate), Path.of(key));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, authority.isEmpty() ? null : trust(Path.of(authority)), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("certificates for TLS cannot be used: " + e.getMessage(), e);
        }
    }

    private static KeyManager[] keys(Path certificate, Path key) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        Certificate[] chain = certificates(certificate).toArray(Certificate[]::new);
        store.setKeyEntry("client", key(key, chain[0].getPublicKey().getAlgorithm()), NO_PASSWORD, chain);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static PrivateKey key(Path file, String algorithm) throws IOException, GeneralSecurityException {
        Matcher matcher = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        if (!matcher.find() || matcher.group(1) != null) {
            throw new IOException(
                    file + " holds no PKCS #8 key in PEM; convert it with: openssl pkcs8 -topk8 -nocrypt -in " + file);
        }
        byte[] encoded = Base64.getMimeDecoder().decode(matcher.group(2));
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }

    private static TrustManager[] trust(Path authority) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        int number = 0;
        for (Certificate trusted : certificates(authority)) {
            store.setCertificateEntry("authority" + number++, trusted);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws IOException, GeneralSecurityException {
        try (InputStream input = Files.newInputStream(file)) {
            Collection<? extends Certificate> all =
                    CertificateFactory.getInstance("X.509").generateCertificates(input);
            if (all.isEmpty()) {
                throw new IOException(file + " holds no certificate");
            }
            return all;
        }
    }
}
