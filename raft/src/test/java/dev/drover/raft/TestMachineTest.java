package dev.drover.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class TestMachineTest {
    /** It once counted as one, and tests that looked while commands came failed now and then. */
    @Test
    void a_test_that_looks_at_the_machine_is_no_second_thread_in_it() throws Exception {
        TestMachine machine = new TestMachine();
        AtomicBoolean ended = new AtomicBoolean();
        Thread looking = Thread.ofPlatform().start(() -> {
            while (!ended.get()) {
                machine.applied();
            }
        });
        for (int number = 0; number < 5_000; number++) {
            machine.apply(("command " + number).getBytes(StandardCharsets.UTF_8));
        }
        ended.set(true);
        looking.join();

        assertThat(machine.failures()).isEmpty();
        assertThat(machine.applied()).hasSize(5_000);
    }
}
