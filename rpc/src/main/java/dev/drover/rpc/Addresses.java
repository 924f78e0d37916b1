package dev.drover.rpc;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Addresses as people write them: {@code host:port}, {@code [::1]:port}, or without a port. */
public final class Addresses {
    /** Where agents listen for each other unless configured. */
    public static final int DEFAULT_PORT = 4647;

    private Addresses() {}

    /**
     * Reads an address; a name is looked up when it is dialed.
     *
     * @throws IllegalArgumentException when it is no address
     */
    public static InetSocketAddress parse(String text, int defaultPort) {
        String host = text.strip();
        int port = defaultPort;
        int colon = host.lastIndexOf(':');
        boolean bareV6 = colon >= 0 && host.indexOf(':') != colon && !host.startsWith("[");
        if (colon >= 0 && !bareV6 && !host.endsWith("]")) {
            port = port(text, host.substring(colon + 1));
            host = host.substring(0, colon);
        }
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        if (host.isEmpty()) {
            throw new IllegalArgumentException("'" + text + "' names no host; write host:port");
        }
        return InetSocketAddress.createUnresolved(host, port);
    }

    private static int port(String text, String digits) {
        try {
            int port = Integer.parseInt(digits);
            if (port > 0 && port < 65536) {
                return port;
            }
        } catch (NumberFormatException noNumber) {
            // Told below.
        }
        throw new IllegalArgumentException("'" + text + "' names no port between 1 and 65535; write host:port");
    }

    /** The address as {@code host:port}. */
    public static String print(SocketAddress address) {
        if (!(address instanceof InetSocketAddress internet)) {
            return address.toString();
        }
        String host = internet.getAddress() == null || internet.isUnresolved()
                ? internet.getHostString()
                : internet.getAddress().getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + internet.getPort();
    }
}
