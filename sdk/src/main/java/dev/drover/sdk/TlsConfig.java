package dev.drover.sdk;

import java.util.Map;

/**
 * Certificates for {@code https}, as paths of PEM files.
 *
 * @param caCertificate authorities to trust; empty for those of the JVM
 * @param caFolder folder of such files
 * @param clientCertificate shown to the agent
 * @param clientKey of that certificate, PKCS#8
 * @param serverName expected in the agent's certificate instead of the host of the address
 * @param skipVerify trust any certificate; only for tests
 */
public record TlsConfig(
        String caCertificate,
        String caFolder,
        String clientCertificate,
        String clientKey,
        String serverName,
        boolean skipVerify) {
    public static final TlsConfig NONE = new TlsConfig("", "", "", "", "", false);

    static TlsConfig fromEnvironment(Map<String, String> environment) {
        String skip = ClientConfig.variable(environment, "SKIP_VERIFY", "");
        return new TlsConfig(
                ClientConfig.variable(environment, "CACERT", ""),
                ClientConfig.variable(environment, "CAPATH", ""),
                ClientConfig.variable(environment, "CLIENT_CERT", ""),
                ClientConfig.variable(environment, "CLIENT_KEY", ""),
                ClientConfig.variable(environment, "TLS_SERVER_NAME", ""),
                skip.equals("1") || skip.equalsIgnoreCase("true"));
    }
}
