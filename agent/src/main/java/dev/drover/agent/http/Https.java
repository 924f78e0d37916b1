package dev.drover.agent.http;

import java.util.List;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * Certificates for the listener.
 *
 * @param callersShow whether who asks must show a certificate too
 * @param protocols versions of TLS to speak, by their names in Java
 * @param suites ciphers to use; empty for the usual ones
 */
public record Https(SSLContext context, boolean callersShow, List<String> protocols, List<String> suites) {
    public Https {
        protocols = List.copyOf(protocols);
        suites = List.copyOf(suites);
    }

    /** What a connection goes through before it is one in the clear. */
    ConnectionFactory[] before(HttpConnectionFactory plain, HttpConfiguration configuration) {
        // Certificates of agents name the agent, and rarely the host that it was asked by.
        configuration.addCustomizer(new SecureRequestCustomizer(false));
        SslContextFactory.Server factory = new SslContextFactory.Server();
        factory.setSslContext(context);
        factory.setNeedClientAuth(callersShow);
        factory.setIncludeProtocols(protocols.toArray(String[]::new));
        if (!suites.isEmpty()) {
            factory.setIncludeCipherSuites(suites.toArray(String[]::new));
        }
        return new ConnectionFactory[] {new SslConnectionFactory(factory, plain.getProtocol()), plain};
    }
}
