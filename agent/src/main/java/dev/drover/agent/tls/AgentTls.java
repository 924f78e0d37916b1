package dev.drover.agent.tls;

import dev.drover.agent.config.AgentConfig;
import dev.drover.agent.config.ConfigException;
import dev.drover.agent.config.TlsSettings;
import dev.drover.agent.http.Https;
import dev.drover.rpc.LinkSettings;
import dev.drover.rpc.LinkTls;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** What the block {@code tls} makes of listeners and links. */
public final class AgentTls {
    private static final char[] NO_PASSWORD = new char[0];

    private AgentTls() {}

    /**
     * How agents speak to each other.
     *
     * @throws ConfigException when a file cannot be used
     */
    public static LinkSettings links(AgentConfig config) {
        TlsSettings tls = config.tls();
        if (!tls.rpc()) {
            return LinkSettings.DEFAULT;
        }
        return LinkSettings.DEFAULT.withTls(new LinkTls(
                context(tls),
                tls.protocols(),
                tls.suites(),
                tls.verifyServerHostname() ? Optional.of("server." + config.region() + ".nomad") : Optional.empty(),
                tls.upgrade()));
    }

    /**
     * How the API is served; empty for HTTP in the clear.
     *
     * @throws ConfigException when a file cannot be used
     */
    public static Optional<Https> https(AgentConfig config) {
        TlsSettings tls = config.tls();
        return tls.http()
                ? Optional.of(new Https(context(tls), tls.verifyHttpsClient(), tls.protocols(), tls.suites()))
                : Optional.empty();
    }

    private static SSLContext context(TlsSettings tls) {
        try {
            List<Certificate> chain =
                    PemFile.certificates("tls.cert_file", tls.certificate().orElseThrow());
            PrivateKey key = PemFile.key("tls.key_file", tls.key().orElseThrow());
            KeyStore own = empty();
            own.setKeyEntry("agent", key, NO_PASSWORD, chain.toArray(Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, NO_PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust(tls), null);
            checkSuites(tls, context);
            return context;
        } catch (GeneralSecurityException | IOException fault) {
            throw new ConfigException("tls: the files do not work together: " + fault.getMessage());
        }
    }

    private static TrustManager @Nullable [] trust(TlsSettings tls) throws GeneralSecurityException, IOException {
        if (tls.authority().isEmpty()) {
            return null;
        }
        Path file = tls.authority().get();
        KeyStore trusted = empty();
        for (Certificate certificate : PemFile.certificates("tls.ca_file", file)) {
            trusted.setCertificateEntry("authority" + trusted.size(), certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return factory.getTrustManagers();
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, NO_PASSWORD);
        return store;
    }

    private static void checkSuites(TlsSettings tls, SSLContext context) {
        Set<String> known = Set.of(context.getSupportedSSLParameters().getCipherSuites());
        for (String suite : tls.suites()) {
            if (!known.contains(suite)) {
                throw new ConfigException("tls.tls_cipher_suites: this Java runtime has no cipher " + suite
                        + "; leave the key out for the usual ones");
            }
        }
    }
}
