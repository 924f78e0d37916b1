package dev.drover.gossip;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Datagrams and TCP conversations on one port, sealed in an {@link Envelope}. */
final class Wire implements Protocol.Outbox, AutoCloseable {
    /** What is done with what arrives. */
    interface Incoming {
        void packet(Codec.Packet packet, InetSocketAddress from);

        /** Answers what another member asked over TCP; empty closes the connection. */
        Optional<Message> question(Message message);

        /** Exchanges whole views, on a thread that may wait. */
        void exchange(Member with) throws IOException;

        void answered(Member member, long number);
    }

    /** Attempts to find a port that is free for both TCP and UDP. */
    private static final int FREE_PORT_ATTEMPTS = 20;

    /** How long closing waits for each of its threads to let go of the port. */
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(1);

    private static final System.Logger LOG = System.getLogger(Gossip.class.getName());

    private final ServerSocket server;
    private final DatagramSocket datagrams;
    private final Envelope envelope;
    private final Timing timing;
    private final Hints hints;
    private final Conditions conditions;
    private final Incoming incoming;
    private final List<Thread> threads = List.of(
            Thread.ofVirtual().name("gossip-udp").unstarted(this::receive),
            Thread.ofVirtual().name("gossip-tcp").unstarted(this::accept));
    private final Semaphore streams = new Semaphore(Limits.STREAMS);
    private final Semaphore ownStreams = new Semaphore(Limits.OWN_STREAMS);

    private Wire(
            ServerSocket server,
            DatagramSocket datagrams,
            GossipConfig config,
            Hints hints,
            Conditions conditions,
            Incoming incoming) {
        this.server = server;
        this.datagrams = datagrams;
        this.envelope = new Envelope(config.keys());
        this.timing = config.timing();
        this.hints = hints;
        this.conditions = conditions;
        this.incoming = incoming;
    }

    static Wire bind(GossipConfig config, Hints hints, Conditions conditions, Incoming incoming) throws IOException {
        String host = config.bindHost();
        for (int attempt = 1; ; attempt++) {
            ServerSocket server = new ServerSocket();
            try {
                server.setReuseAddress(true);
                server.bind(new InetSocketAddress(host, config.bindPort()));
                DatagramSocket datagrams = new DatagramSocket(new InetSocketAddress(host, server.getLocalPort()));
                return new Wire(server, datagrams, config, hints, conditions, incoming);
            } catch (IOException fault) {
                server.close();
                if (config.bindPort() != 0 || attempt == FREE_PORT_ATTEMPTS) {
                    throw new BindException("cannot listen for gossip on " + host + ":" + config.bindPort()
                            + " (TCP and UDP): " + fault.getMessage());
                }
            }
        }
    }

    int port() {
        return server.getLocalPort();
    }

    void start() {
        threads.forEach(Thread::start);
    }

    @Override
    public void send(InetSocketAddress to, byte[] content) {
        if (!conditions.reaches(to) || datagrams.isClosed()) {
            return;
        }
        byte[] sealed = envelope.close(content);
        try {
            datagrams.send(new DatagramPacket(sealed, sealed.length, to));
        } catch (IOException fault) {
            if (!datagrams.isClosed()) {
                hints.warn("send " + to.getHostString(), "cannot send gossip to " + to + ": " + fault.getMessage());
            }
        }
    }

    @Override
    public void exchange(Member with) {
        onOwnStream(() -> incoming.exchange(with));
    }

    @Override
    public void probe(Member member, long number) {
        onOwnStream(() -> {
            Message question = new Message.Ping(number, member.name(), member.name());
            if (converse(Protocol.address(member), question) instanceof Message.Ack ack && ack.number() == number) {
                incoming.answered(member, number);
            }
        });
    }

    /** Something that may fail for reasons that lie in the other side. */
    private interface Attempt {
        void run() throws IOException;
    }

    private void onOwnStream(Attempt attempt) {
        if (!ownStreams.tryAcquire()) {
            return;
        }
        Thread.ofVirtual().name("gossip-stream").start(() -> {
            try {
                conditions.pass();
                attempt.run();
            } catch (IOException fault) {
                LOG.log(Level.DEBUG, () -> "gossip over TCP failed: " + fault.getMessage());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } finally {
                ownStreams.release();
            }
        });
    }

    /**
     * Asks a member over TCP.
     *
     * @throws IOException saying what was wrong when there is no readable answer in time
     */
    Message converse(InetSocketAddress to, Message question) throws IOException {
        if (!conditions.reaches(to)) {
            throw new IOException("no route to " + to);
        }
        try (Socket socket = new Socket()) {
            socket.connect(to, (int) timing.streamTimeout().toMillis());
            Streams stream = new Streams(socket, timing.streamTimeout());
            stream.write(envelope.close(Codec.encode(question, List.of())));
            return Codec.decode(envelope.open(stream.read())).message();
        }
    }

    private void receive() {
        byte[] buffer = new byte[Limits.PACKET_BYTES + 1];
        while (!datagrams.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                datagrams.receive(packet);
                conditions.pass();
                byte[] message = Arrays.copyOf(packet.getData(), packet.getLength());
                if (packet.getSocketAddress() instanceof InetSocketAddress from) {
                    packet(message, from);
                }
            } catch (IOException fault) {
                if (!datagrams.isClosed()) {
                    hints.warn("receive", "cannot receive gossip: " + fault.getMessage());
                }
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException fault) {
                LOG.log(Level.ERROR, "a packet of gossip could not be handled: this is a bug", fault);
            }
        }
    }

    private void packet(byte[] message, InetSocketAddress from) {
        if (message.length > Limits.PACKET_BYTES) {
            dropped(from, "it is longer than " + Limits.PACKET_BYTES + " bytes");
            return;
        }
        try {
            incoming.packet(Codec.decode(envelope.open(message)), from);
        } catch (MalformedException | UnreadableException fault) {
            dropped(from, String.valueOf(fault.getMessage()));
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                if (streams.tryAcquire()) {
                    Thread.ofVirtual().name("gossip-stream").start(() -> serve(socket));
                } else {
                    socket.close();
                    hints.warn(
                            "streams",
                            "more than " + Limits.STREAMS + " TCP conversations of gossip at once; one was refused");
                }
            } catch (IOException fault) {
                if (!server.isClosed()) {
                    hints.warn("accept", "cannot accept gossip over TCP: " + fault.getMessage());
                }
            }
        }
    }

    private void serve(Socket accepted) {
        try (Socket socket = accepted) {
            conditions.pass();
            serve(
                    new Streams(socket, timing.streamTimeout()),
                    new InetSocketAddress(socket.getInetAddress(), socket.getPort()));
        } catch (IOException fault) {
            LOG.log(Level.DEBUG, () -> "gossip over TCP failed: " + fault.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            streams.release();
        }
    }

    private void serve(Streams stream, InetSocketAddress from) throws IOException {
        try {
            Message question = Codec.decode(envelope.open(stream.read())).message();
            Optional<Message> answer = incoming.question(question);
            if (answer.isPresent()) {
                stream.write(envelope.close(Codec.encode(answer.get(), List.of())));
            }
        } catch (UnreadableException fault) {
            dropped(from, String.valueOf(fault.getMessage()));
            stream.write(Envelope.refusal());
        } catch (MalformedException fault) {
            dropped(from, String.valueOf(fault.getMessage()));
        }
    }

    private void dropped(InetSocketAddress from, String reason) {
        hints.warn("dropped " + from.getHostString(), "dropped gossip from " + from + ": " + reason);
    }

    /** Closes the port, and returns when it is free for another, as far as that can be waited for. */
    @Override
    public void close() {
        datagrams.close();
        try {
            server.close();
        } catch (IOException fault) {
            LOG.log(Level.DEBUG, () -> "closing the gossip port failed: " + fault.getMessage());
        }
        try {
            for (Thread thread : threads) {
                if (thread.getState() != Thread.State.NEW && !thread.equals(Thread.currentThread())) {
                    boolean _ = thread.join(CLOSE_WAIT);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
