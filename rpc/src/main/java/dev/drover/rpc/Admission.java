package dev.drover.rpc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may come in: the bounds of a listener. */
final class Admission {
    private final LinkSettings settings;
    /** Connections that have not said yet who they are, the oldest first. */
    private final Set<Socket> halfOpen = new LinkedHashSet<>();

    private final Map<InetAddress, Integer> linksByAddress = new HashMap<>();
    private int links;

    Admission(LinkSettings settings) {
        this.settings = settings;
    }

    /** A connection came in; it may cost the place of the oldest that is still silent. */
    void arrived(Socket socket) {
        Socket oldest = null;
        synchronized (this) {
            if (halfOpen.size() >= Limits.MAX_HALF_OPEN) {
                Iterator<Socket> each = halfOpen.iterator();
                oldest = each.next();
                each.remove();
            }
            halfOpen.add(socket);
        }
        if (oldest != null) {
            close(oldest);
        }
    }

    /** It is known who it is, or that it is nobody. */
    synchronized void decided(Socket socket) {
        halfOpen.remove(socket);
    }

    /** Takes a place for a link, or tells why there is none. */
    synchronized @Nullable String admit(Socket socket) {
        if (links >= settings.maxLinks()) {
            return "this agent has " + links + " links, which is its limit; use another server";
        }
        int fromThere = linksByAddress.getOrDefault(socket.getInetAddress(), 0);
        if (settings.maxLinksPerAddress() > 0 && fromThere >= settings.maxLinksPerAddress()) {
            return "this agent has " + fromThere + " links with your address, which is its limit;"
                    + " see limits { rpc_max_conns_per_client } of its configuration";
        }
        links++;
        linksByAddress.merge(socket.getInetAddress(), 1, Integer::sum);
        return null;
    }

    /** Gives the place of a link back. */
    synchronized void left(Socket socket) {
        links--;
        linksByAddress.computeIfPresent(socket.getInetAddress(), (address, count) -> count > 1 ? count - 1 : null);
    }

    void close() {
        List<Socket> sockets;
        synchronized (this) {
            sockets = List.copyOf(halfOpen);
            halfOpen.clear();
        }
        sockets.forEach(Admission::close);
    }

    static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // Nothing was to be kept.
        }
    }
}
