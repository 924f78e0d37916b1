package dev.drover.agent.http;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;

/**
 * How many connections each address has. Those beyond the limit are answered 429 and closed, which tells their owner more than a socket
 * that closes without a word.
 */
final class ClientConnections implements Connection.Listener {
    /** Beyond the limit a connection may stay only for as long as it takes to ask and be refused. */
    private static final long EXCESS_IDLE_MILLIS = 5_000;

    private final int limit;
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    /** Kept, since a closed connection does not tell any more where it came from. */
    private final Map<Connection, String> addresses = new ConcurrentHashMap<>();

    private final Set<Connection> excess = ConcurrentHashMap.newKeySet();

    /** Without a limit when it is 0. */
    ClientConnections(int limit) {
        this.limit = limit;
    }

    private static String address(Connection connection) {
        SocketAddress remote = connection.getEndPoint().getRemoteSocketAddress();
        return remote instanceof InetSocketAddress internet ? internet.getHostString() : String.valueOf(remote);
    }

    @Override
    public void onOpened(Connection connection) {
        String address = address(connection);
        addresses.put(connection, address);
        int count = counts.merge(address, 1, Integer::sum);
        if (limit > 0 && count > limit) {
            excess.add(connection);
            connection.getEndPoint().setIdleTimeout(EXCESS_IDLE_MILLIS);
        }
    }

    @Override
    public void onClosed(Connection connection) {
        excess.remove(connection);
        String address = addresses.remove(connection);
        if (address != null) {
            counts.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
        }
    }

    boolean isExcess(Connection connection) {
        return excess.contains(connection);
    }

    int limit() {
        return limit;
    }
}
