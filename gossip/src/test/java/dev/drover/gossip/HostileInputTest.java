package dev.drover.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.gossip.Member.Status;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HostileInputTest {
    private static final Member SOMEBODY =
            new Member("a.global", "10.0.0.1", 4648, Map.of("region", "global", "dc", "dc1"), Status.ALIVE, 7);

    @Property(tries = 2000)
    void random_bytes_are_read_or_refused_and_nothing_else(@ForAll @Size(max = 300) byte[] bytes) {
        assertReadOrRefused(bytes);
    }

    @Property(tries = 2000)
    void a_flipped_byte_or_a_cut_is_read_or_refused_and_nothing_else(
            @ForAll @IntRange(max = 10_000) int position, @ForAll byte replacement, @ForAll boolean cut) {
        byte[] bytes = Codec.encode(
                new Message.Relay(1, "target", "10.0.0.2", 4648), List.of(Codec.encode(new Rumour(SOMEBODY))));
        int at = position % bytes.length;
        byte[] changed = cut ? java.util.Arrays.copyOf(bytes, at) : bytes.clone();
        if (!cut) {
            changed[at] = replacement;
        }
        assertReadOrRefused(changed);
    }

    private static void assertReadOrRefused(byte[] bytes) {
        try {
            assertThat(Codec.decode(bytes).rumours()).hasSizeLessThan(256);
        } catch (MalformedException refused) {
            assertThat(refused).hasMessageNotContaining("null");
        }
    }

    @Test
    void every_kind_of_message_survives_the_way() throws Exception {
        Rumour rumour = new Rumour(SOMEBODY);
        Member failed = new Member("b", "::1", 1, Map.of("id", "b"), Status.FAILED, 9);
        for (Message message : List.of(
                new Message.Ping(-1, "from", "to"),
                new Message.Ack(Long.MIN_VALUE),
                new Message.Relay(3, "target", "10.0.0.2", 65_535),
                new Message.Chatter(),
                new Message.Exchange(List.of(
                        SOMEBODY, new Member("b", "0:0:0:0:0:0:0:1", 1, Map.of("id", "b"), Status.FAILED, 9))))) {
            Codec.Packet packet = Codec.decode(Codec.encode(message, List.of(Codec.encode(rumour))));
            assertThat(packet.message()).isEqualTo(message);
            assertThat(packet.rumours()).containsExactly(rumour);
        }
        assertThat(Codec.decode(Codec.encode(new Message.Chatter(), List.of(Codec.encode(new Rumour(failed, true)))))
                        .rumours()
                        .getFirst()
                        .forget())
                .isTrue();
    }

    @Test
    void a_member_with_the_longest_name_and_tags_fits_a_datagram() {
        Member big = new Member(
                "n".repeat(Limits.NAME_BYTES),
                "1111:2222:3333:4444:5555:6666:7777:8888",
                65_535,
                java.util.stream.IntStream.range(0, Limits.TAGS)
                        .boxed()
                        .collect(java.util.stream.Collectors.toMap(index -> "key" + (10 + index), index -> "value")),
                Status.ALIVE,
                Long.MAX_VALUE - 1);
        assertThat(Codec.size(big.tags())).isLessThanOrEqualTo(Limits.TAG_BYTES);
        assertThat(Codec.encode(new Message.Chatter(), List.of(Codec.encode(new Rumour(big)))).length
                        + Envelope.OVERHEAD)
                .isLessThanOrEqualTo(Limits.PACKET_BYTES);
    }

    @Test
    void a_host_must_be_an_address_so_that_strangers_cannot_cause_lookups() {
        byte[] bytes = Codec.encode(new Message.Relay(1, "target", "example.org", 4648), List.of());
        assertThatThrownBy(() -> Codec.decode(bytes)).hasMessageContaining("no IP address");
    }

    @Test
    void junk_on_both_ports_leaves_the_pool_as_it_is() throws Exception {
        try (TestPool pool = TestPool.of("a", "b", "c")) {
            int port = pool.node("a").port();
            throwJunk(port, new Random(42));
            pool.node("b").gossip().updateTags(Map.of("after", "junk"));
            TestPool.await()
                    .until(() -> pool.node("a").view("b").orElseThrow().tags().containsKey("after"));
            pool.awaitAll(Status.ALIVE, "a", "b", "c");
            assertThat(pool.node("a").gossip().members()).hasSize(3);
        }
    }

    private static void throwJunk(int port, Random random) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        byte[] real = new Envelope(KeyRing.empty())
                .close(Codec.encode(new Message.Ping(1, "a", "b"), List.of(Codec.encode(new Rumour(SOMEBODY)))));
        try (DatagramSocket socket = new DatagramSocket()) {
            for (int index = 0; index < 300; index++) {
                byte[] junk = index % 2 == 0 ? new byte[random.nextInt(1600)] : java.util.Arrays.copyOf(real, 40);
                random.nextBytes(junk);
                System.arraycopy(real, 0, junk, 0, index % 3 == 0 ? 0 : Math.min(4, junk.length));
                socket.send(new DatagramPacket(junk, junk.length, loopback, port));
            }
        }
        for (int announced : List.of(-1, Integer.MAX_VALUE, 100, 3)) {
            try (Socket socket = new Socket(loopback, port)) {
                socket.getOutputStream()
                        .write(ByteBuffer.allocate(8)
                                .putInt(announced)
                                .putInt(4711)
                                .array());
            }
        }
    }

    @Test
    void addresses_are_read_as_people_write_them() throws Exception {
        assertThat(Addresses.resolve("127.0.0.1").getFirst().getPort()).isEqualTo(4648);
        assertThat(Addresses.resolve("127.0.0.1:99").getFirst().getPort()).isEqualTo(99);
        assertThat(Addresses.resolve("::1").getFirst().getPort()).isEqualTo(4648);
        assertThat(Addresses.resolve("[::1]:99").getFirst().getPort()).isEqualTo(99);
        assertThat(Addresses.resolve("[::1]").getFirst().getPort()).isEqualTo(4648);
        assertThatThrownBy(() -> Addresses.resolve(":99")).hasMessageContaining("no host");
        assertThatThrownBy(() -> Addresses.resolve("h:70000")).hasMessageContaining("no valid port");
    }
}
