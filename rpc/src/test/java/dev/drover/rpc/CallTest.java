package dev.drover.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CallTest {
    private final Links links = new Links();

    @AfterEach
    void close() {
        links.close();
    }

    @Test
    void both_sides_learn_who_the_other_is() throws Exception {
        try (Link link = links.dial()) {
            assertThat(link.remote()).isEqualTo(Links.SERVER);
            assertThat(link.remoteAddress()).isEqualTo("127.0.0.1:" + links.listener.port());
            assertThat(links.accepted().remote()).isEqualTo(Links.NODE);
            assertThat(link.call("who", new byte[0], Links.PATIENCE)).asString().isEqualTo("node-1");
        }
    }

    @Test
    void requests_and_answers_of_any_size_arrive_whole() throws Exception {
        try (Link link = links.dial()) {
            for (int size : new int[] {0, 1, 2047, 65_535, 65_536, 65_537, 1_000_000, Limits.MAX_MESSAGE_BYTES}) {
                byte[] request = Links.random(size);
                assertThat(link.call("echo", request, Links.PATIENCE)).isEqualTo(request);
            }
        }
    }

    @Test
    void the_listening_side_calls_as_well_and_from_inside_a_call() throws Exception {
        try (Link link = links.dial()) {
            Link back = links.accepted();
            assertThat(back.call("echo", new byte[] {7}, Links.PATIENCE)).containsExactly(7);
            assertThat(link.call("call-back", new byte[] {8}, Links.PATIENCE)).containsExactly(8);
        }
    }

    @Test
    void refusals_and_faults_come_with_status_and_text() throws Exception {
        try (Link link = links.dial()) {
            assertThatThrownBy(() -> link.call("refuse", new byte[0], Links.PATIENCE))
                    .isInstanceOfSatisfying(RemoteException.class, refusal -> {
                        assertThat(refusal.status()).isEqualTo(403);
                        assertThat(refusal.text()).isEqualTo("not you");
                    });
            assertThatThrownBy(() -> link.call("fail", new byte[0], Links.PATIENCE))
                    .isInstanceOfSatisfying(RemoteException.class, refusal -> {
                        assertThat(refusal.status()).isEqualTo(500);
                        assertThat(refusal.text()).contains("fail", "broken inside");
                    });
        }
    }

    @Test
    void what_is_too_large_is_refused_on_either_side_and_the_link_goes_on() throws Exception {
        try (Link link = links.dial()) {
            int size = Limits.MAX_MESSAGE_BYTES + 1;
            assertThatThrownBy(() -> link.call("echo", new byte[size], Links.PATIENCE))
                    .isInstanceOfSatisfying(
                            RemoteException.class,
                            refusal -> assertThat(refusal.status()).isEqualTo(413));
            byte[] request = Integer.toString(size).getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> link.call("large", request, Links.PATIENCE))
                    .isInstanceOf(RemoteException.class)
                    .hasMessageContaining("limit");
            assertThat(link.call("echo", new byte[] {1}, Links.PATIENCE)).containsExactly(1);
        }
    }

    @Test
    void a_late_answer_fails_the_caller_and_interrupts_the_one_who_works_on_it() throws Exception {
        try (Link link = links.dial()) {
            assertThatThrownBy(() -> link.call("wait", new byte[0], Duration.ofMillis(100)))
                    .isInstanceOfSatisfying(
                            LinkException.class, late -> assertThat(late.sent()).isTrue())
                    .hasMessageContaining("not answered within 100 ms");
            assertThat(links.serverSide.heard.poll(20, TimeUnit.SECONDS)).isEqualTo("waiting");
            assertThat(links.serverSide.heard.poll(20, TimeUnit.SECONDS)).isEqualTo("interrupted");
            assertThat(link.call("echo", new byte[] {1}, Links.PATIENCE)).containsExactly(1);
        }
    }

    @Test
    void a_thousand_calls_in_both_directions_are_answered_while_others_wait() throws Exception {
        try (Link link = links.dial();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Link back = links.accepted();
            List<Callable<byte[]>> waiting = new ArrayList<>();
            List<Callable<byte[]>> quick = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                byte[] request = Links.random(i * 37);
                waiting.add(() -> link.call("wait", request, Links.PATIENCE));
                quick.add(() -> link.call("echo", request, Links.PATIENCE));
                quick.add(() -> back.call("echo", request, Links.PATIENCE));
            }
            List<Future<byte[]>> answers = waiting.stream().map(threads::submit).toList();
            List<Future<byte[]>> others = threads.invokeAll(quick);
            for (int i = 0; i < others.size(); i++) {
                assertThat(others.get(i).get()).isEqualTo(Links.random(i / 2 * 37));
            }
            Links.await(() -> links.serverSide.heard.size() == 1000);
            links.serverSide.release.countDown();
            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get()).isEqualTo(Links.random(i * 37));
            }
        }
    }

    @Test
    void a_small_call_overtakes_a_large_one() throws Exception {
        try (Link link = links.dial();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            byte[] large = Links.random(60_000_000);
            Future<byte[]> slow = threads.submit(() -> link.call("echo", large, Links.PATIENCE));
            int small = 0;
            while (!slow.isDone()) {
                assertThat(link.call("echo", new byte[] {1}, Links.PATIENCE)).containsExactly(1);
                small++;
            }
            assertThat(slow.get()).isEqualTo(large);
            assertThat(small).isGreaterThan(3);
        }
    }
}
