package dev.drover.rpc;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/**
 * Certificates for links: both sides show one, and trust those of the same authority.
 *
 * @param protocols versions of TLS to speak, by their names in Java
 * @param suites ciphers to use; empty for the usual ones
 * @param serverName that must be in the certificate of whoever is a server; empty to take any certificate of the authority
 * @param takesPlain whether a listener also takes links in the clear, while a cluster changes over
 */
public record LinkTls(
        SSLContext context,
        List<String> protocols,
        List<String> suites,
        Optional<String> serverName,
        boolean takesPlain) {
    /** How a connection with TLS begins, other than {@link Handshake}. */
    private static final byte FIRST_BYTE = 22;

    public LinkTls {
        protocols = List.copyOf(protocols);
        suites = List.copyOf(suites);
    }

    /** The secured socket over one that was connected; the other side has shown who it is. */
    Socket dialed(Socket socket, InetSocketAddress address, int timeoutMillis) throws IOException {
        SSLSocket secured = (SSLSocket)
                context.getSocketFactory().createSocket(socket, address.getHostString(), address.getPort(), true);
        shake(secured, timeoutMillis);
        if (serverName.isPresent() && !names(secured).contains(serverName.get())) {
            throw new SSLException("its certificate is not for " + serverName.get()
                    + ", which tls.verify_server_hostname asks for; it is for " + names(secured));
        }
        return secured;
    }

    /**
     * The secured socket over one that was accepted; the socket itself where the caller speaks in the clear and may.
     *
     * @throws ProtocolException when it may not
     */
    Socket welcome(Socket socket, Handshake handshake) throws IOException {
        byte first = handshake.first();
        if (first != FIRST_BYTE) {
            if (takesPlain) {
                return socket;
            }
            throw new ProtocolException("speaks without TLS, which this agent asks for; set tls { rpc = true } there");
        }
        SSLSocket secured = (SSLSocket)
                context.getSocketFactory().createSocket(socket, new ByteArrayInputStream(new byte[] {first}), true);
        secured.setNeedClientAuth(true);
        shake(secured, handshake.leftMillis());
        return secured;
    }

    private void shake(SSLSocket secured, int timeoutMillis) throws IOException {
        secured.setEnabledProtocols(protocols.toArray(String[]::new));
        if (!suites.isEmpty()) {
            secured.setEnabledCipherSuites(suites.toArray(String[]::new));
        }
        secured.setSoTimeout(timeoutMillis);
        secured.startHandshake();
    }

    /**
     * A caller is a server only with the certificate of one.
     *
     * @throws ProtocolException when it says so and is not
     */
    void checkCaller(Socket spoken, Identity caller) throws IOException {
        if (serverName.isPresent()
                && caller.role() == Identity.Role.SERVER
                && spoken instanceof SSLSocket secured
                && !names(secured).contains(serverName.get())) {
            throw new ProtocolException("says that it is a server, and its certificate is not for " + serverName.get());
        }
    }

    private static List<String> names(SSLSocket secured) throws SSLException {
        try {
            Certificate shown = secured.getSession().getPeerCertificates()[0];
            Collection<List<?>> names =
                    shown instanceof X509Certificate known ? known.getSubjectAlternativeNames() : null;
            return names == null
                    ? List.of()
                    : names.stream().map(name -> String.valueOf(name.get(1))).toList();
        } catch (SSLPeerUnverifiedException | CertificateParsingException fault) {
            throw new SSLException("its certificate cannot be read: " + fault.getMessage(), fault);
        }
    }
}
