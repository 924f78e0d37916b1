package dev.drover.rpc;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes links from other agents. A stranger who says nothing, or nonsense, costs a socket and a sleeping virtual thread until the
 * handshake times out, and {@link Limits#MAX_HALF_OPEN} of them at most.
 */
public final class Listener implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Listener.class.getName());
    private static final int BACKLOG = 4096;
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);
    private static final long PAUSE_AFTER_FAILURE_NANOS = 50_000_000;

    private final ServerSocket server;
    private final Identity self;
    private final Services services;
    private final LinkSettings settings;
    private final Consumer<Link> opened;
    private final Admission admission;
    private final Set<TcpLink> links = ConcurrentHashMap.newKeySet();
    private final Thread acceptor = Thread.ofVirtual().name("rpc-listener").unstarted(this::acceptAll);

    private Listener(
            ServerSocket server, Identity self, Services services, LinkSettings settings, Consumer<Link> opened) {
        this.server = server;
        this.self = self;
        this.services = services;
        this.settings = settings;
        this.opened = opened;
        this.admission = new Admission(settings);
    }

    /** As {@link #bind(InetSocketAddress, Identity, Services, LinkSettings, Consumer)} with the usual settings. */
    public static Listener bind(InetSocketAddress address, Identity self, Services services, Consumer<Link> opened)
            throws IOException {
        return bind(address, self, services, LinkSettings.DEFAULT, opened);
    }

    /**
     * Listens.
     *
     * @param address with port 0 for a free one
     * @param services what others may ask of us over the links
     * @param opened hears of each link before the first call comes in over it
     * @throws IOException when the address cannot be used, with what to do
     */
    public static Listener bind(
            InetSocketAddress address, Identity self, Services services, LinkSettings settings, Consumer<Link> opened)
            throws IOException {
        ServerSocket server = new ServerSocket();
        try {
            server.bind(address, BACKLOG);
        } catch (IOException refused) {
            server.close();
            throw new IOException(
                    "cannot listen for RPC on " + Addresses.print(address) + ": " + refused.getMessage()
                            + "; free the port or set another with ports { rpc = ... }, and check bind_addr",
                    refused);
        }
        Listener listener = new Listener(server, self, services, settings, opened);
        listener.acceptor.start();
        return listener;
    }

    public int port() {
        return server.getLocalPort();
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                admission.arrived(socket);
                Thread.ofVirtual().name("rpc-reader " + socket.getPort()).start(() -> welcome(socket));
            } catch (IOException trouble) {
                if (!server.isClosed()) {
                    LOG.log(Level.WARNING, "cannot accept a connection: {0}", trouble.getMessage());
                    // Too many open files, most likely: it will not be better at once.
                    LockSupport.parkNanos(PAUSE_AFTER_FAILURE_NANOS);
                }
            }
        }
    }

    private void welcome(Socket socket) {
        TcpLink link = shakeHands(socket);
        if (link == null) {
            return;
        }
        links.add(link);
        link.onClose(() -> {
            links.remove(link);
            admission.left(socket);
        });
        try {
            opened.accept(link);
        } catch (RuntimeException fault) {
            LOG.log(Level.ERROR, "a link from " + link.remoteAddress() + " cannot be taken", fault);
            link.close();
        }
        if (server.isClosed()) {
            link.close();
        }
        link.run();
    }

    private @Nullable TcpLink shakeHands(Socket socket) {
        TcpLink link = null;
        boolean admitted = false;
        try {
            socket.setTcpNoDelay(true);
            Handshake handshake = new Handshake(socket, settings.handshakeTimeout());
            try {
                Socket spoken = socket;
                if (settings.tls().isPresent()) {
                    spoken = settings.tls().get().welcome(socket, handshake);
                    handshake = spoken.equals(socket) ? handshake : handshake.over(spoken);
                }
                Identity remote = handshake.listen();
                if (settings.tls().isPresent()) {
                    settings.tls().get().checkCaller(spoken, remote);
                }
                String objection = admission.admit(socket);
                if (objection == null) {
                    admitted = true;
                    handshake.greet(self);
                    link = new TcpLink(spoken, socket, remote, services, settings, false);
                } else {
                    // The other side is told and will say it; a crowd of them must not fill this disk.
                    LOG.log(Level.DEBUG, "a link from {0} is refused: {1}", socket.getInetAddress(), objection);
                    handshake.refuse(objection);
                }
            } catch (ProtocolException stranger) {
                LOG.log(Level.DEBUG, "{0} {1}", socket.getRemoteSocketAddress(), stranger.getMessage());
                handshake.refuse("the caller " + stranger.getMessage());
            }
        } catch (IOException | Handshake.HandshakeRefusal gone) {
            LOG.log(Level.DEBUG, "{0} {1}", socket.getRemoteSocketAddress(), gone.getMessage());
        } finally {
            admission.decided(socket);
            if (link == null) {
                dismiss(socket, admitted);
            }
        }
        return link;
    }

    private void dismiss(Socket socket, boolean admitted) {
        if (admitted) {
            admission.left(socket);
        }
        Admission.close(socket);
    }

    /** Listens no more and ends all links; then the port is free. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException alreadyGone) {
            LOG.log(Level.DEBUG, "closing the listener: {0}", alreadyGone.getMessage());
        }
        admission.close();
        links.forEach(TcpLink::close);
        try {
            // The port is in use until the last call to accept has returned.
            acceptor.join(LONGEST_CLOSE);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
