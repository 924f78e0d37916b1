package dev.drover.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChannelTest {
    private static final byte[] NOTHING = {};

    private final Links links = new Links();

    @AfterEach
    void close() {
        links.close();
    }

    @Test
    void one_direction_may_end_while_the_other_goes_on() throws Exception {
        try (Link link = links.dial();
                Channel channel = link.open("count", NOTHING)) {
            channel.out().write(new byte[1_000_000]);
            channel.out().close();
            assertThat(channel.in().readAllBytes()).asString().isEqualTo("1000000");
        }
    }

    @Test
    void the_side_that_serves_may_end_first() throws Exception {
        try (Link link = links.dial();
                Channel channel = link.open("greet", "hello".getBytes(StandardCharsets.UTF_8))) {
            assertThat(channel.in().readAllBytes()).asString().isEqualTo("hello");
            channel.out().write("and now I".getBytes(StandardCharsets.UTF_8));
            channel.out().close();
            assertThat(links.serverSide.heard.poll(20, TimeUnit.SECONDS)).isEqualTo("and now I");
        }
    }

    @Test
    void many_channels_carry_more_than_their_window_at_the_same_time() throws Exception {
        try (Link link = links.dial();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> writers = new ArrayList<>();
            List<Future<byte[]>> answers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                byte[] bytes = Links.random(2_000_000 + i);
                Channel channel = link.open("echo", NOTHING);
                writers.add(threads.submit(() -> {
                    try (OutputStream out = channel.out()) {
                        out.write(bytes);
                    }
                    return true;
                }));
                answers.add(threads.submit(() -> channel.in().readAllBytes()));
            }
            for (int i = 0; i < 20; i++) {
                assertThat(answers.get(i).get()).isEqualTo(Links.random(2_000_000 + i));
                assertThat(writers.get(i).get()).isTrue();
            }
        }
    }

    @Test
    void a_reader_who_does_not_read_holds_up_its_writer_and_nobody_else() throws Exception {
        try (Link link = links.dial();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Channel channel = link.open("deaf", NOTHING);
            AtomicLong written = new AtomicLong();
            Future<?> writer = threads.submit(() -> {
                byte[] part = new byte[1024];
                while (written.get() < 10_000_000) {
                    channel.out().write(part);
                    written.addAndGet(part.length);
                }
                return true;
            });
            Links.await(() -> written.get() >= Limits.CHANNEL_WINDOW_BYTES - 1024);
            for (int i = 0; i < 100; i++) {
                assertThat(link.call("echo", new byte[] {1}, Links.PATIENCE)).containsExactly(1);
            }
            assertThat(written.get()).isLessThan(Limits.CHANNEL_WINDOW_BYTES + 64 * 1024);
            assertThat(writer.isDone()).isFalse();
            channel.fail(500, "enough");
            assertThatThrownBy(writer::get).hasCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void who_writes_to_a_closed_channel_is_told() throws Exception {
        try (Link link = links.dial()) {
            Channel channel = link.open("endless", NOTHING);
            assertThat(channel.in().read()).isZero();
            channel.close();
            assertThat(links.serverSide.heard.poll(20, TimeUnit.SECONDS)).isEqualTo("stopped");
            assertThatThrownBy(() -> channel.out().write(1)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_refusal_comes_when_reading_and_after_what_was_written_before() throws Exception {
        try (Link link = links.dial()) {
            assertThatThrownBy(() -> link.open("unheard-of", NOTHING).in().read())
                    .isInstanceOfSatisfying(
                            RemoteException.class,
                            refusal -> assertThat(refusal.status()).isEqualTo(404));
            Channel channel = link.open("partly", new byte[] {1, 2});
            assertThat(channel.in().readNBytes(2)).containsExactly(1, 2);
            assertThatThrownBy(() -> channel.in().read())
                    .isInstanceOf(RemoteException.class)
                    .hasMessage("half-way");
        }
    }

    @Test
    void the_one_who_serves_is_interrupted_when_the_caller_has_gone() throws Exception {
        try (Link link = links.dial()) {
            link.open("deaf", NOTHING).close();
            assertThat(links.serverSide.heard.poll(20, TimeUnit.SECONDS)).isEqualTo("interrupted");
        }
    }

    @Test
    void the_listening_side_opens_channels_as_well() throws Exception {
        try (Link link = links.dial()) {
            assertThat(link.isOpen()).isTrue();
            Channel channel = links.accepted().open("echo", NOTHING);
            channel.out().write(new byte[] {1, 2, 3});
            channel.out().close();
            assertThat(channel.in().readAllBytes()).containsExactly(1, 2, 3);
        }
    }
}
