package dev.drover.rpc;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** Makes links to agents that listen. */
public final class Dialer {
    private Dialer() {}

    /** As {@link #dial(InetSocketAddress, Identity, Services, Duration, LinkSettings)} with the usual settings. */
    public static Link dial(InetSocketAddress address, Identity self, Services services, Duration timeout)
            throws LinkException {
        return dial(address, self, services, timeout, LinkSettings.DEFAULT);
    }

    /**
     * Connects and shakes hands.
     *
     * @param services what the other side may ask of us over the link
     * @param timeout for all of it
     * @throws LinkException never {@link LinkException#sent()}, with the address and the reason
     */
    public static Link dial(
            InetSocketAddress address, Identity self, Services services, Duration timeout, LinkSettings settings)
            throws LinkException {
        long deadline = System.nanoTime() + timeout.toNanos();
        Socket socket = new Socket();
        try {
            socket.connect(resolved(address), (int) Math.max(1, timeout.toMillis()));
            socket.setTcpNoDelay(true);
            Handshake handshake = new Handshake(socket, Duration.ofNanos(deadline - System.nanoTime()));
            Socket spoken = socket;
            if (settings.tls().isPresent()) {
                spoken = settings.tls().get().dialed(socket, address, handshake.leftMillis());
                handshake = handshake.over(spoken);
            }
            handshake.greet(self);
            Identity remote = handshake.listen();
            TcpLink link = new TcpLink(spoken, socket, remote, services, settings, true);
            Thread.ofVirtual().name("rpc-reader " + link.remoteAddress()).start(link::run);
            return link;
        } catch (Handshake.HandshakeRefusal refusal) {
            throw failed(socket, address, "refuses the link: " + refusal.getMessage());
        } catch (ProtocolException fault) {
            throw failed(socket, address, String.valueOf(fault.getMessage()));
        } catch (UnknownHostException unknown) {
            throw failed(socket, address, "is unknown: the name cannot be resolved");
        } catch (SocketTimeoutException late) {
            throw failed(socket, address, "did not answer within " + timeout.toMillis() + " ms");
        } catch (SSLException untrusted) {
            throw failed(
                    socket,
                    address,
                    "cannot be reached over TLS: " + untrusted.getMessage()
                            + "; both sides need tls { rpc = true } and certificates of the same authority");
        } catch (IOException lost) {
            throw failed(socket, address, "cannot be reached: " + lost.getMessage());
        }
    }

    private static InetSocketAddress resolved(InetSocketAddress address) throws UnknownHostException {
        if (!address.isUnresolved()) {
            return address;
        }
        InetSocketAddress resolved = new InetSocketAddress(address.getHostString(), address.getPort());
        if (resolved.isUnresolved()) {
            throw new UnknownHostException(address.getHostString());
        }
        return resolved;
    }

    private static LinkException failed(Socket socket, InetSocketAddress address, String what) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // Nothing was to be kept.
        }
        return new LinkException(Addresses.print(address) + " " + what, false);
    }
}
