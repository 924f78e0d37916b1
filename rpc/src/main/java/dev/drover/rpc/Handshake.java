package dev.drover.rpc;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * The first words on a connection, which say that it is one, in which version, and who speaks. The first byte differs from that of TLS,
 * so that one port can take both.
 */
final class Handshake {
    static final byte VERSION = 1;

    private static final byte[] MAGIC = "DRVR".getBytes(StandardCharsets.US_ASCII);
    private static final byte HELLO = 0;
    private static final byte REFUSAL = 1;
    private static final int HEADER_BYTES = MAGIC.length + 4;
    private static final int MAX_BYTES = 1024;

    private final Socket socket;
    private final long deadline;

    /** What was read to see which protocol it is. */
    private byte[] ahead = new byte[0];

    Handshake(Socket socket, Duration timeout) {
        this(socket, System.nanoTime() + timeout.toNanos());
    }

    private Handshake(Socket socket, long deadline) {
        this.socket = socket;
        this.deadline = deadline;
    }

    /** The first byte of the other side, which is read again by {@link #listen}. */
    byte first() throws IOException {
        ahead = read(1);
        return ahead[0];
    }

    /** The same over TLS, with the time that is left. */
    Handshake over(Socket secured) {
        return new Handshake(secured, deadline);
    }

    /** The time that is left, in milliseconds; at least one. */
    int leftMillis() {
        return Math.clamp((deadline - System.nanoTime()) / 1_000_000, 1, Integer.MAX_VALUE);
    }

    /** Says who we are, as both sides do. */
    void greet(Identity self) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeUTF(self.role().name());
        out.writeUTF(self.id());
        out.writeUTF(self.region());
        send(HELLO, bytes.toByteArray());
    }

    /** Tells the other side why it is sent away. */
    void refuse(String reason) throws IOException {
        send(REFUSAL, reason.getBytes(StandardCharsets.UTF_8));
        // Without this the kernel may throw the refusal away together with what we did not read.
        socket.shutdownOutput();
    }

    private void send(byte kind, byte[] payload) throws IOException {
        int length = Math.min(payload.length, MAX_BYTES);
        OutputStream out = socket.getOutputStream();
        out.write(ByteBuffer.allocate(HEADER_BYTES + length)
                .put(MAGIC)
                .put(VERSION)
                .put(kind)
                .putShort((short) length)
                .put(payload, 0, length)
                .array());
    }

    /**
     * Hears who the other side is.
     *
     * @throws ProtocolException when it is no agent, or one of another version
     * @throws HandshakeRefusal when it sent us away
     */
    Identity listen() throws IOException, HandshakeRefusal {
        byte[] magic = read(MAGIC.length);
        for (int i = 0; i < MAGIC.length; i++) {
            if (magic[i] != MAGIC[i]) {
                throw new ProtocolException("does not speak Drover's RPC, its first bytes are " + printable(magic)
                        + "; use the address of an RPC port, 4647 unless configured");
            }
        }
        ByteBuffer header = ByteBuffer.wrap(read(HEADER_BYTES - MAGIC.length));
        byte version = header.get();
        byte kind = header.get();
        int length = header.getShort();
        if (length < 0 || length > MAX_BYTES) {
            throw new ProtocolException("introduces itself in " + length + " bytes, the limit is " + MAX_BYTES);
        }
        byte[] payload = read(length);
        if (kind == REFUSAL) {
            throw new HandshakeRefusal(new String(payload, StandardCharsets.UTF_8));
        }
        if (version != VERSION) {
            throw new ProtocolException("speaks version " + version + " of the RPC protocol, this agent version "
                    + VERSION + "; bring both to the same version of Drover");
        }
        return identity(payload);
    }

    private static Identity identity(byte[] payload) throws ProtocolException {
        try {
            var in = new DataInputStream(new ByteArrayInputStream(payload));
            return new Identity(role(in.readUTF()), in.readUTF(), in.readUTF());
        } catch (ProtocolException fault) {
            throw fault;
        } catch (IOException unreadable) {
            throw new ProtocolException("introduces itself in words that cannot be read");
        }
    }

    private static Identity.Role role(String name) throws ProtocolException {
        for (Identity.Role role : Identity.Role.values()) {
            if (role.name().equals(name)) {
                return role;
            }
        }
        throw new ProtocolException("is of unknown role '" + name + "'");
    }

    private byte[] read(int length) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] bytes = Arrays.copyOf(ahead, length);
        int have = ahead.length;
        ahead = new byte[0];
        while (have < length) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new SocketTimeoutException("did not say in time who it is");
            }
            socket.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
            int count = in.read(bytes, have, length - have);
            if (count < 0) {
                throw new EOFException("closed the connection before saying who it is");
            }
            have += count;
        }
        return bytes;
    }

    private static String printable(byte[] bytes) {
        var text = new StringBuilder();
        for (byte each : bytes) {
            text.append(each > ' ' && each < 127 ? String.valueOf((char) each) : String.format("\\x%02x", each));
        }
        return text.toString();
    }

    /** The other side does not want a link. */
    static final class HandshakeRefusal extends Exception {
        private static final long serialVersionUID = 1L;

        HandshakeRefusal(String reason) {
            super(reason);
        }
    }
}
