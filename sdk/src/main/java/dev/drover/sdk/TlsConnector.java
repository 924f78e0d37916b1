package dev.drover.sdk;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Prepares {@code https} connections. Loaded only when an address asks for it, since it is slow to start. */
final class TlsConnector {
    private static final char[] NO_PASSWORD = new char[0];

    private final TlsConfig config;
    private final SSLContext context;

    TlsConnector(TlsConfig config) throws IOException {
        this.config = config;
        try {
            context = SSLContext.getInstance("TLS");
            context.init(keys(), trust(), null);
        } catch (GeneralSecurityException fault) {
            throw new IOException("the TLS settings do not work: " + fault.getMessage(), fault);
        }
    }

    /** A context that checks for the expected name by itself, for clients that take no verifier of names. */
    SSLContext named() throws IOException {
        if (config.skipVerify() || config.serverName().isEmpty()) {
            return context;
        }
        try {
            TrustManager[] trusted = trust();
            if (trusted == null) {
                TrustManagerFactory factory =
                        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                factory.init((KeyStore) null);
                trusted = factory.getTrustManagers();
            }
            SSLContext checking = SSLContext.getInstance("TLS");
            checking.init(
                    keys(),
                    new TrustManager[] {new TrustName((X509TrustManager) trusted[0], config.serverName())},
                    null);
            return checking;
        } catch (GeneralSecurityException fault) {
            throw new IOException("the TLS settings do not work: " + fault.getMessage(), fault);
        }
    }

    void prepare(HttpsURLConnection connection) {
        connection.setSSLSocketFactory(context.getSocketFactory());
        if (config.skipVerify()) {
            connection.setHostnameVerifier((host, session) -> true);
        } else if (!config.serverName().isEmpty()) {
            // The verifier runs only when the host of the address does not match, and then the expected name must.
            connection.setHostnameVerifier((host, session) -> {
                try {
                    return names((X509Certificate) session.getPeerCertificates()[0])
                            .contains(config.serverName());
                } catch (IOException | GeneralSecurityException fault) {
                    return false;
                }
            });
        }
    }

    private static List<String> names(X509Certificate certificate) throws GeneralSecurityException {
        Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
        return alternatives == null
                ? List.of()
                : alternatives.stream().map(name -> String.valueOf(name.get(1))).toList();
    }

    private KeyManager @Nullable [] keys() throws GeneralSecurityException, IOException {
        if (config.clientCertificate().isEmpty()) {
            return null;
        }
        KeyStore store = emptyStore();
        Certificate[] chain = certificates(Path.of(config.clientCertificate())).toArray(Certificate[]::new);
        store.setKeyEntry("client", key(Path.of(config.clientKey())), NO_PASSWORD, chain);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private TrustManager @Nullable [] trust() throws GeneralSecurityException, IOException {
        if (config.skipVerify()) {
            return new TrustManager[] {new TrustEverything()};
        }
        List<Path> files = new ArrayList<>();
        if (!config.caCertificate().isEmpty()) {
            files.add(Path.of(config.caCertificate()));
        }
        if (!config.caFolder().isEmpty()) {
            try (Stream<Path> found = Files.list(Path.of(config.caFolder()))) {
                files.addAll(found.filter(Files::isRegularFile).sorted().toList());
            }
        }
        if (files.isEmpty()) {
            return null;
        }
        KeyStore store = emptyStore();
        for (Path file : files) {
            for (Certificate certificate : certificates(file)) {
                store.setCertificateEntry("ca" + store.size(), certificate);
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, NO_PASSWORD);
        return store;
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws GeneralSecurityException, IOException {
        try (InputStream pem = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(pem);
        }
    }

    private static PrivateKey key(Path file) throws GeneralSecurityException, IOException {
        String pem = Files.readString(file);
        if (!pem.contains("-----BEGIN PRIVATE KEY-----")) {
            throw new IOException(file + " holds no PKCS#8 key; convert it with `openssl pkcs8 -topk8 -nodes`");
        }
        byte[] encoded = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        PKCS8EncodedKeySpec specification = new PKCS8EncodedKeySpec(encoded);
        GeneralSecurityException last = new InvalidKeySpecException("no algorithm fits");
        for (String algorithm : List.of("EC", "RSA", "Ed25519")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(specification);
            } catch (InvalidKeySpecException otherAlgorithm) {
                last = otherAlgorithm;
            }
        }
        throw new IOException(file + " holds a key that is neither EC, RSA nor Ed25519", last);
    }

    /** Trusts whom another trusts, provided that it has a certain name, whatever the host of the address is. */
    private static final class TrustName extends X509ExtendedTrustManager {
        private final X509TrustManager trusted;
        private final String name;

        TrustName(X509TrustManager trusted, String name) {
            this.trusted = trusted;
            this.name = name;
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            trusted.checkClientTrusted(chain, type);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            trusted.checkServerTrusted(chain, type);
            try {
                if (!names(chain[0]).contains(name)) {
                    throw new CertificateException("the certificate of the agent is not for " + name);
                }
            } catch (CertificateException fault) {
                throw fault;
            } catch (GeneralSecurityException fault) {
                throw new CertificateException("the certificate of the agent has no readable names", fault);
            }
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            checkClientTrusted(chain, type);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            checkServerTrusted(chain, type);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            checkClientTrusted(chain, type);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            checkServerTrusted(chain, type);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return trusted.getAcceptedIssuers();
        }
    }

    /** For {@code -tls-skip-verify}. The extended class, because a plain one is wrapped by a check of the host name. */
    private static final class TrustEverything extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
