package dev.drover.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import org.junit.jupiter.api.Test;

class StrangersTest {
    private static final Links LINKS = new Links();

    @AfterContainer
    static void close() {
        LINKS.close();
    }

    @Property(tries = 60)
    void junk_instead_of_a_handshake_is_sent_away(@ForAll @Size(max = 200) byte[] junk) throws Exception {
        try (Socket stranger = connect(LINKS)) {
            sendAndAwaitEnd(stranger, junk);
        }
        assertServed(LINKS);
    }

    @Property(tries = 100)
    void junk_behind_a_handshake_ends_that_link_and_no_other(@ForAll @Size(max = 300) byte[] junk) throws Exception {
        try (Socket stranger = connect(LINKS)) {
            shakeHands(stranger);
            sendAndAwaitEnd(stranger, junk);
        }
        assertServed(LINKS);
    }

    @Property(tries = 150)
    void frames_of_any_type_and_content_end_that_link_at_most(
            @ForAll @Size(min = 1, max = 6) List<FrameType> types, @ForAll @Size(max = 40) byte[] payload)
            throws Exception {
        try (Socket stranger = connect(LINKS)) {
            shakeHands(stranger);
            var bytes = new ByteArrayOutputStream();
            for (FrameType type : types) {
                Outgoing frame = Outgoing.frame(type, types.size() % 3, payload);
                byte[] each = new byte[frame.nextFrameBytes()];
                frame.put(each, 0);
                bytes.writeBytes(each);
            }
            sendAndAwaitEnd(stranger, bytes.toByteArray());
        }
        assertServed(LINKS);
    }

    @Test
    void another_protocol_and_another_version_are_told_what_is_wrong() throws Exception {
        try (Links links = new Links();
                Socket browser = connect(links);
                Socket newer = connect(links)) {
            browser.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThatThrownBy(() -> new Handshake(browser, Links.PATIENCE).listen())
                    .isInstanceOf(Handshake.HandshakeRefusal.class)
                    .hasMessageContaining("GET\\x20")
                    .hasMessageContaining("4647");
            newer.getOutputStream().write("DRVR\u0009\0\0\0".getBytes(StandardCharsets.ISO_8859_1));
            assertThatThrownBy(() -> new Handshake(newer, Links.PATIENCE).listen())
                    .hasMessageContaining("speaks version 9")
                    .hasMessageContaining("same version");
        }
    }

    @Test
    void dialing_something_else_says_so() throws Exception {
        try (ServerSocket web = new ServerSocket(0)) {
            Thread.startVirtualThread(() -> {
                try (Socket socket = web.accept()) {
                    socket.getOutputStream().write("HTTP/1.1 400 Bad".getBytes(StandardCharsets.US_ASCII));
                    socket.getInputStream().readAllBytes();
                } catch (IOException gone) {
                    // The other side has what it needs.
                }
            });
            assertThatThrownBy(() -> Dialer.dial(
                            Links.loopback(web.getLocalPort()), Links.NODE, new FakeServices(), Links.PATIENCE))
                    .isInstanceOf(LinkException.class)
                    .hasMessageContaining("does not speak Drover's RPC")
                    .hasMessageContaining("HTTP");
        }
    }

    @Test
    void who_says_nothing_is_sent_away_in_time() throws Exception {
        LinkSettings impatient = LinkSettings.DEFAULT.withHandshakeTimeout(Duration.ofMillis(50));
        try (Links links = new Links(impatient);
                Socket silent = connect(links)) {
            silent.getOutputStream().write('D');
            awaitEnd(silent);
            assertServed(links);
        }
    }

    @Test
    void a_crowd_that_says_nothing_does_not_keep_others_out() throws Exception {
        List<Socket> crowd = new ArrayList<>();
        try (Links links = new Links()) {
            for (int i = 0; i < 2 * Limits.MAX_HALF_OPEN; i++) {
                crowd.add(connect(links));
            }
            assertServed(links);
            awaitEnd(crowd.getFirst());
        } finally {
            for (Socket each : crowd) {
                each.close();
            }
        }
    }

    @Test
    void links_are_bounded_for_all_and_for_each_address_and_a_place_is_free_again() throws Exception {
        try (Links links = new Links(LinkSettings.DEFAULT.withBounds(10, 2));
                Link second = links.dial()) {
            Link first = links.dial();
            assertThatThrownBy(links::dial)
                    .isInstanceOf(LinkException.class)
                    .hasMessageContaining("rpc_max_conns_per_client");
            first.close();
            Links.await(() -> dialed(links));
            assertThat(second.call("echo", new byte[] {1}, Links.PATIENCE)).containsExactly(1);
        }
    }

    private static boolean dialed(Links links) {
        try {
            links.dial();
            return true;
        } catch (LinkException full) {
            return false;
        }
    }

    @Test
    void a_port_in_use_is_told_with_what_to_do() {
        try (Links links = new Links()) {
            assertThatThrownBy(() -> Listener.bind(links.address(), Links.SERVER, links.serverSide, link -> {}))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("127.0.0.1:" + links.listener.port())
                    .hasMessageContaining("ports { rpc");
        }
    }

    private static Socket connect(Links links) throws IOException {
        Socket socket = new Socket();
        socket.connect(links.address(), 10_000);
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void shakeHands(Socket socket) throws Exception {
        Handshake handshake = new Handshake(socket, Links.PATIENCE);
        handshake.greet(Links.NODE);
        handshake.listen();
    }

    private static void sendAndAwaitEnd(Socket socket, byte[] bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
        } catch (SocketException goneAlready) {
            assertThat(goneAlready).isNotNull();
        }
        awaitEnd(socket);
    }

    private static void awaitEnd(Socket socket) throws IOException {
        try {
            socket.getInputStream().readAllBytes();
        } catch (SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
    }

    private static void assertServed(Links links) throws Exception {
        try (Link link = links.dial()) {
            assertThat(link.call("echo", new byte[] {1}, Links.PATIENCE)).containsExactly(1);
        }
    }
}
