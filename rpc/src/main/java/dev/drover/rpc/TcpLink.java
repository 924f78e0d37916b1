package dev.drover.rpc;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A link over one socket. One virtual thread reads frames and hands them on without ever waiting; whoever has something to say puts
 * it into the {@link Outbox}. The side that dialed counts its calls and channels with odd numbers, the other with even ones.
 */
final class TcpLink implements Link {
    private static final Logger LOG = System.getLogger(TcpLink.class.getName());

    private final Socket socket;
    private final Socket transport;
    private final Identity remote;
    private final String remoteAddress;
    private final LinkSettings settings;
    private final Outbox outbox;
    private final Asking asking;
    private final Answering answering;
    private final Channels channels;
    private final AtomicLong nextId;

    private final Object end = new Object();
    private final List<Runnable> whenClosed = new ArrayList<>(1);
    private volatile @Nullable String broken;

    /**
     * A link.
     *
     * @param socket to read from and write to
     * @param transport what is closed in the end: the socket itself, or the one below TLS, since to say goodbye in TLS waits for a peer that
     *     may be gone
     */
    TcpLink(Socket socket, Socket transport, Identity remote, Services services, LinkSettings settings, boolean dialed)
            throws IOException {
        this.socket = socket;
        this.transport = transport;
        this.remote = remote;
        this.remoteAddress = Addresses.print(socket.getRemoteSocketAddress());
        this.settings = settings;
        this.outbox = new Outbox(socket.getOutputStream(), this::breakWith);
        this.asking = new Asking(outbox, remoteAddress);
        this.answering = new Answering(this, outbox, services);
        this.channels = new Channels(this, outbox, services);
        this.nextId = new AtomicLong(dialed ? 1 : 2);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) settings.idleBeforePing().toMillis());
    }

    /** Reads until the link ends. */
    void run() {
        try {
            FrameReader reader = new FrameReader(socket.getInputStream(), new KeepAlive());
            while (true) {
                handle(reader.next());
            }
        } catch (IOException lost) {
            breakWith(String.valueOf(lost.getMessage()));
        } catch (RuntimeException | Error fault) {
            LOG.log(Level.ERROR, "the link to " + remoteAddress + " failed", fault);
            breakWith("internal fault: " + fault);
        } finally {
            // What came in while the link broke.
            wake(String.valueOf(broken));
        }
    }

    private void handle(Frame frame) throws IOException {
        switch (frame.type()) {
            case CALL -> answering.called(frame);
            case CALL_PART -> answering.calledFurther(frame);
            case ANSWER -> asking.answered(frame);
            case ANSWER_PART -> asking.answeredFurther(frame);
            case REFUSED -> asking.refused(frame);
            case CANCEL -> answering.canceled(frame);
            case OPEN -> channels.opened(frame);
            case DATA, END, CLOSE, FAIL, WINDOW -> handleChannel(frame);
            case PING -> outbox.post(Outgoing.frame(FrameType.PONG, 0));
            case PONG -> {}
        }
    }

    private void handleChannel(Frame frame) throws ProtocolException {
        TcpChannel channel = channels.find(frame.id());
        if (channel == null) {
            return;
        }
        switch (frame.type()) {
            case DATA -> channel.received(frame.payload());
            case END -> channel.otherSideEnded();
            case CLOSE -> channel.otherSideClosed();
            case FAIL -> channel.otherSideFailed(frame.asRefusal());
            case WINDOW -> {
                ByteBuffer payload = frame.reader();
                channel.mayWrite(payload.remaining() < Integer.BYTES ? -1 : payload.getInt());
            }
            case CALL, CALL_PART, ANSWER, ANSWER_PART, REFUSED, CANCEL, OPEN, PING, PONG ->
                throw new IllegalArgumentException(frame.type() + " belongs to no channel");
        }
    }

    /** Asks a silent peer, and gives it up when it stays silent. */
    private final class KeepAlive implements FrameReader.Ear {
        private boolean asked;

        @Override
        public void heard() throws IOException {
            outbox.heard();
            if (asked) {
                asked = false;
                socket.setSoTimeout((int) settings.idleBeforePing().toMillis());
            }
        }

        @Override
        public void silent() throws IOException {
            if (asked) {
                Duration silence = settings.idleBeforePing().plus(settings.patience());
                throw new IOException("nothing was heard for " + silence.toMillis() + " ms");
            }
            asked = true;
            socket.setSoTimeout((int) settings.patience().toMillis());
            outbox.post(Outgoing.frame(FrameType.PING, 0));
        }
    }

    @Override
    public Identity remote() {
        return remote;
    }

    @Override
    public String remoteAddress() {
        return remoteAddress;
    }

    @Override
    public byte[] call(String method, byte[] request, Duration timeout) throws LinkException, InterruptedException {
        return asking.call(nextId.getAndAdd(2), method, request, timeout);
    }

    @Override
    public Channel open(String method, byte[] request) throws LinkException {
        return channels.open(nextId.getAndAdd(2), method, request);
    }

    @Override
    public boolean isOpen() {
        return broken == null;
    }

    @Override
    public void onClose(Runnable action) {
        synchronized (end) {
            if (broken == null) {
                whenClosed.add(action);
                return;
            }
        }
        action.run();
    }

    @Override
    public void close() {
        breakWith("it was closed on this side");
    }

    private void breakWith(String reason) {
        List<Runnable> actions;
        String text = "the link to " + remoteAddress + " ended: " + reason;
        synchronized (end) {
            if (broken != null) {
                return;
            }
            broken = text;
            actions = List.copyOf(whenClosed);
        }
        LOG.log(Level.DEBUG, text);
        outbox.fail(text);
        try {
            transport.close();
        } catch (IOException alreadyGone) {
            LOG.log(Level.DEBUG, "closing the socket of {0}: {1}", remoteAddress, alreadyGone);
        }
        wake(text);
        for (Runnable action : actions) {
            try {
                action.run();
            } catch (RuntimeException fault) {
                LOG.log(Level.ERROR, "what should happen at the end of a link failed", fault);
            }
        }
    }

    private void wake(String reason) {
        asking.lost(reason);
        answering.lost();
        channels.lost(reason);
    }
}
