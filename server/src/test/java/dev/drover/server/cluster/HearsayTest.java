package dev.drover.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HearsayTest {
    private final AtomicLong time = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private Optional<String> answer = Optional.of("10.0.0.1:4647");
    private final Hearsay hearsay = new Hearsay(
            () -> {
                asked.incrementAndGet();
                return answer;
            },
            time::get);

    @Test
    void many_who_wait_ask_once() throws InterruptedException {
        for (int i = 0; i < 1000; i++) {
            assertThat(hearsay.leader()).contains("10.0.0.1:4647");
        }

        assertThat(asked).hasValue(1);
    }

    @Test
    void an_old_answer_is_asked_for_anew() throws InterruptedException {
        assertThat(hearsay.leader()).contains("10.0.0.1:4647");
        answer = Optional.empty();
        time.addAndGet(Hearsay.LIFETIME.toNanos());

        assertThat(hearsay.leader()).isEmpty();
        assertThat(asked).hasValue(2);
    }
}
