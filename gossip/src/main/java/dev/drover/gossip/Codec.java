package dev.drover.gossip;

import dev.drover.gossip.Member.Status;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Messages as bytes: a kind, its fields, then the rumours. Reading trusts nothing: each count and length is checked against what is
 * there and against {@link Limits}, and a host must be an IP address, so that no stranger can make this member look up names.
 */
final class Codec {
    private static final byte PING = 1;
    private static final byte ACK = 2;
    private static final byte RELAY = 3;
    private static final byte CHATTER = 4;
    private static final byte EXCHANGE = 5;
    private static final int HOST_BYTES = 64;
    private static final List<Status> STATUSES = List.of(Status.ALIVE, Status.SUSPECT, Status.LEFT, Status.FAILED);
    private static final byte FORGET = 4;

    /** A message with what came along. */
    record Packet(Message message, List<Rumour> rumours) {}

    private Codec() {}

    static byte[] encode(Message message, List<byte[]> rumours) {
        return write(out -> {
            writeMessage(out, message);
            out.writeByte(rumours.size());
            for (byte[] rumour : rumours) {
                out.write(rumour);
            }
        });
    }

    static byte[] encode(Rumour rumour) {
        Member subject = rumour.subject();
        boolean tags = subject.status() == Status.ALIVE;
        return write(out -> writeMember(out, subject, tags ? subject.tags() : Map.of(), rumour.forget()));
    }

    /** Bytes that the tags take, which {@link Limits#TAG_BYTES} bounds. */
    static int size(Map<String, String> tags) {
        return tags.entrySet().stream()
                .mapToInt(tag -> utf8(tag.getKey()).length + utf8(tag.getValue()).length)
                .sum();
    }

    static Packet decode(byte[] bytes) throws MalformedException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            Message message = readMessage(in);
            List<Rumour> rumours = new ArrayList<>();
            for (int left = Byte.toUnsignedInt(in.get()); left > 0; left--) {
                rumours.add(readRumour(in));
            }
            if (in.hasRemaining()) {
                throw new MalformedException(in.remaining() + " bytes too many");
            }
            return new Packet(message, rumours);
        } catch (BufferUnderflowException fault) {
            throw new MalformedException("ends too early");
        }
    }

    private static void writeMessage(DataOutputStream out, Message message) throws IOException {
        switch (message) {
            case Message.Ping ping -> {
                out.writeByte(PING);
                out.writeLong(ping.number());
                writeText(out, ping.from());
                writeText(out, ping.target());
            }
            case Message.Ack ack -> {
                out.writeByte(ACK);
                out.writeLong(ack.number());
            }
            case Message.Relay relay -> {
                out.writeByte(RELAY);
                out.writeLong(relay.number());
                writeText(out, relay.target());
                writeText(out, relay.host());
                out.writeShort(relay.port());
            }
            case Message.Chatter chatter -> out.writeByte(CHATTER);
            case Message.Exchange exchange -> {
                out.writeByte(EXCHANGE);
                out.writeShort(exchange.members().size());
                for (Member member : exchange.members()) {
                    writeMember(out, member, member.tags(), false);
                }
            }
        }
    }

    private static Message readMessage(ByteBuffer in) throws MalformedException {
        byte kind = in.get();
        return switch (kind) {
            case PING -> new Message.Ping(in.getLong(), readName(in), readName(in));
            case ACK -> new Message.Ack(in.getLong());
            case RELAY -> new Message.Relay(in.getLong(), readName(in), readHost(in), readPort(in));
            case CHATTER -> new Message.Chatter();
            case EXCHANGE -> {
                int count = Short.toUnsignedInt(in.getShort());
                if (count > Limits.MEMBERS) {
                    throw new MalformedException(count + " members are too many");
                }
                List<Member> members = new ArrayList<>();
                for (int index = 0; index < count; index++) {
                    members.add(readRumour(in).subject());
                }
                yield new Message.Exchange(List.copyOf(members));
            }
            default -> throw new MalformedException("unknown kind " + kind);
        };
    }

    private static void writeMember(DataOutputStream out, Member member, Map<String, String> tags, boolean forget)
            throws IOException {
        out.writeByte(forget ? FORGET : STATUSES.indexOf(member.status()));
        writeText(out, member.name());
        writeText(out, member.host());
        out.writeShort(member.port());
        out.writeLong(member.incarnation());
        out.writeByte(tags.size());
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            writeText(out, tag.getKey());
            writeText(out, tag.getValue());
        }
    }

    private static Rumour readRumour(ByteBuffer in) throws MalformedException {
        byte status = in.get();
        if (status < 0 || status > FORGET) {
            throw new MalformedException("unknown status " + status);
        }
        String name = readName(in);
        String host = readHost(in);
        int port = readPort(in);
        long incarnation = in.getLong();
        if (incarnation < 0 || incarnation == Long.MAX_VALUE) {
            throw new MalformedException("impossible incarnation " + incarnation);
        }
        Map<String, String> tags = readTags(in);
        Status read = status == FORGET ? Status.LEFT : STATUSES.get(status);
        return new Rumour(new Member(name, host, port, tags, read, incarnation), status == FORGET);
    }

    private static Map<String, String> readTags(ByteBuffer in) throws MalformedException {
        int count = Byte.toUnsignedInt(in.get());
        if (count > Limits.TAGS) {
            throw new MalformedException(count + " tags are too many");
        }
        Map<String, String> tags = new LinkedHashMap<>();
        int before = in.position();
        for (int index = 0; index < count; index++) {
            tags.put(readText(in, Limits.TAG_BYTES), readText(in, Limits.TAG_BYTES));
        }
        if (in.position() - before - 4 * count > Limits.TAG_BYTES) {
            throw new MalformedException("tags are too long");
        }
        return tags;
    }

    private static String readName(ByteBuffer in) throws MalformedException {
        String name = readText(in, Limits.NAME_BYTES);
        if (name.isEmpty()) {
            throw new MalformedException("a name is empty");
        }
        return name;
    }

    private static String readHost(ByteBuffer in) throws MalformedException {
        String host = readText(in, HOST_BYTES);
        try {
            return InetAddress.ofLiteral(host).getHostAddress();
        } catch (IllegalArgumentException fault) {
            throw new MalformedException("a host is no IP address");
        }
    }

    private static int readPort(ByteBuffer in) throws MalformedException {
        int port = Short.toUnsignedInt(in.getShort());
        if (port == 0) {
            throw new MalformedException("a port is 0");
        }
        return port;
    }

    private static String readText(ByteBuffer in, int limit) throws MalformedException {
        int length = Short.toUnsignedInt(in.getShort());
        if (length > limit || length > in.remaining()) {
            throw new MalformedException("a text of " + length + " bytes is too long");
        }
        ByteBuffer text = in.slice(in.position(), length);
        in.position(in.position() + length);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
        } catch (CharacterCodingException fault) {
            throw new MalformedException("a text is not UTF-8");
        }
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = utf8(text);
        out.writeShort(bytes.length);
        out.write(bytes);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] write(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writing.to(out);
        } catch (IOException fault) {
            throw new UncheckedIOException("an array does not fail", fault);
        }
        return bytes.toByteArray();
    }
}
