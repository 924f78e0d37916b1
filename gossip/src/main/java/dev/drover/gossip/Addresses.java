package dev.drover.gossip;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** Addresses as people write them: {@code host}, {@code host:port}, {@code ::1}, {@code [::1]:port}. */
final class Addresses {
    static final int DEFAULT_PORT = 4648;

    private Addresses() {}

    /**
     * All that the address stands for; a name may stand for several.
     *
     * @throws UnknownHostException when the name is not known, or the text is no address
     */
    static List<InetSocketAddress> resolve(String address) throws UnknownHostException {
        String host = address.strip();
        int port = DEFAULT_PORT;
        int colon = host.lastIndexOf(':');
        boolean bracketed = host.startsWith("[");
        boolean onePortAtMost = bracketed ? host.lastIndexOf(']') < colon : host.indexOf(':') == colon;
        if (colon >= 0 && onePortAtMost) {
            port = port(address, host.substring(colon + 1));
            host = host.substring(0, colon);
        }
        if (bracketed && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        if (host.isEmpty()) {
            throw new UnknownHostException("\"" + address + "\" has no host; write host or host:port");
        }
        int resolvedPort = port;
        return Arrays.stream(InetAddress.getAllByName(host))
                .limit(Limits.ADDRESSES_OF_NAME)
                .map(resolved -> new InetSocketAddress(resolved, resolvedPort))
                .toList();
    }

    private static int port(String address, String text) throws UnknownHostException {
        try {
            int port = Integer.parseInt(text);
            if (port > 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException fault) {
            // Told below, together with numbers that are no ports.
        }
        throw new UnknownHostException("\"" + address + "\" has no valid port; write host or host:port");
    }
}
