package dev.drover.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BrokenLinkTest {
    private static final byte[] NOTHING = {};

    private final Links links = new Links();

    @AfterEach
    void close() {
        links.close();
    }

    @Test
    void everybody_who_waits_is_woken_on_both_sides() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Link link = links.dial();
            Future<byte[]> call = threads.submit(() -> link.call("wait", NOTHING, Links.PATIENCE));
            Channel channel = link.open("deaf", NOTHING);
            Future<Integer> reader = threads.submit(() -> channel.in().read());
            assertThat(links.serverSide.heard.poll(20, TimeUnit.SECONDS)).isEqualTo("waiting");
            links.accepted().close();
            assertThatThrownBy(call::get)
                    .cause()
                    .isInstanceOfSatisfying(
                            LinkException.class, lost -> assertThat(lost.sent()).isTrue());
            assertThatThrownBy(reader::get).hasCauseInstanceOf(LinkException.class);
            assertThat(links.serverSide.heard.poll(20, TimeUnit.SECONDS)).isEqualTo("interrupted");
            assertThat(links.serverSide.heard.poll(20, TimeUnit.SECONDS)).isEqualTo("interrupted");
            assertThat(link.isOpen()).isFalse();
        }
    }

    @Test
    void a_closed_link_takes_nothing_and_says_that_nothing_was_sent() throws Exception {
        Link link = links.dial();
        link.close();
        assertThatThrownBy(() -> link.call("echo", NOTHING, Links.PATIENCE))
                .isInstanceOfSatisfying(
                        LinkException.class, lost -> assertThat(lost.sent()).isFalse());
        assertThatThrownBy(() -> link.open("echo", NOTHING)).isInstanceOf(LinkException.class);
    }

    @Test
    void the_end_is_told_once_and_at_once_to_who_asks_later() throws Exception {
        AtomicInteger told = new AtomicInteger();
        Link link = links.dial();
        Link accepted = links.accepted();
        accepted.onClose(told::incrementAndGet);
        link.close();
        Links.await(() -> told.get() == 1);
        accepted.close();
        accepted.onClose(told::incrementAndGet);
        assertThat(told).hasValue(2);
    }

    @Test
    void a_peer_that_falls_silent_is_noticed() throws Exception {
        LinkSettings impatient = LinkSettings.DEFAULT.withKeepAlive(Duration.ofMillis(50), Duration.ofMillis(50));
        try (ServerSocket frozen = new ServerSocket(0)) {
            Thread.startVirtualThread(() -> shakeHandsAndFreeze(frozen));
            Link link = Dialer.dial(
                    Links.loopback(frozen.getLocalPort()), Links.NODE, links.nodeSide, Links.PATIENCE, impatient);
            assertThatThrownBy(() -> link.call("echo", NOTHING, Links.PATIENCE))
                    .isInstanceOf(LinkException.class)
                    .hasMessageContaining("nothing was heard for 100 ms");
        }
    }

    private static void shakeHandsAndFreeze(ServerSocket server) {
        try {
            Socket socket = server.accept();
            Handshake handshake = new Handshake(socket, Links.PATIENCE);
            handshake.listen();
            handshake.greet(Links.SERVER);
        } catch (Exception lost) {
            throw new AssertionError(lost);
        }
    }

    @Test
    void a_quiet_link_lives_as_long_as_the_other_side_answers_pings() throws Exception {
        LinkSettings impatient = LinkSettings.DEFAULT.withKeepAlive(Duration.ofMillis(20), Duration.ofSeconds(20));
        try (Link link = links.dial(impatient)) {
            assertThatThrownBy(() -> link.call("wait", NOTHING, Duration.ofMillis(300)))
                    .hasMessageContaining("not answered");
            assertThat(link.isOpen()).isTrue();
        }
    }

    @Test
    void a_pool_dials_once_for_all_and_again_when_the_link_is_broken() throws Exception {
        LinkPool pool = new LinkPool(Links.NODE, links.nodeSide, Links.PATIENCE, LinkSettings.DEFAULT);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            String address = Addresses.print(links.address());
            List<Future<Link>> asked = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                asked.add(threads.submit(() -> pool.to(address)));
            }
            Link first = pool.to(address);
            for (Future<Link> each : asked) {
                assertThat(each.get()).isSameAs(first);
            }
            first.close();
            Link second = pool.to(address);
            assertThat(second).isNotSameAs(first);
            assertThat(second.call("echo", new byte[] {1}, Links.PATIENCE)).containsExactly(1);
            pool.close();
            assertThat(second.isOpen()).isFalse();
            assertThatThrownBy(() -> pool.to(address)).isInstanceOf(LinkException.class);
        }
    }

    @Test
    void a_pool_finds_a_peer_that_is_back() throws Exception {
        try (LinkPool pool = new LinkPool(Links.NODE, links.nodeSide, Links.PATIENCE, LinkSettings.DEFAULT)) {
            int port = links.listener.port();
            String address = "127.0.0.1:" + port;
            pool.to(address);
            links.listener.close();
            Links.await(() -> !answers(pool, address));
            try (Listener again = Listener.bind(Links.loopback(port), Links.SERVER, links.serverSide, link -> {})) {
                Links.await(() -> answers(pool, address));
                assertThat(again.port()).isEqualTo(port);
            }
        }
    }

    private static boolean answers(LinkPool pool, String address) {
        try {
            return pool.to(address).call("echo", NOTHING, Links.PATIENCE).length == 0;
        } catch (LinkException down) {
            assertThat(down).hasMessageContaining(address);
            return false;
        } catch (InterruptedException stop) {
            throw new AssertionError(stop);
        }
    }
}
