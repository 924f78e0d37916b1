package dev.drover.scheduler.reconcile;

import static dev.drover.scheduler.reconcile.Scene.NOW;
import static dev.drover.scheduler.reconcile.Scene.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.AllocState;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OutageTest {
    private static final Allocation RUNNING = Scene.running(Scene.web(1, 1), 0);

    private static Allocation states(AllocState... states) {
        return with(RUNNING, a -> a.allocStates(List.of(states)));
    }

    private static AllocState status(String value, long secondsAgo) {
        return new AllocState(0, value, NOW.minusSeconds(secondsAgo));
    }

    @Test
    void what_was_never_out_of_sight_has_no_outage() {
        assertThat(Outage.since(RUNNING)).isEmpty();
        assertThat(Outage.since(states(status("running", 9)))).isEmpty();
    }

    @Test
    void the_last_status_tells_since_when() {
        assertThat(Outage.since(states(status("unknown", 9)))).hasValue(NOW.minusSeconds(9));
        assertThat(Outage.since(states(status("unknown", 9), status("running", 8))))
                .isEmpty();
        assertThat(Outage.since(states(status("unknown", 9), status("running", 8), status("unknown", 2))))
                .hasValue(NOW.minusSeconds(2));
    }

    @Test
    void states_of_other_fields_do_not_count() {
        AllocState other = new AllocState(1, "running", NOW);
        assertThat(Outage.since(states(status("unknown", 9), other))).hasValue(NOW.minusSeconds(9));
        assertThat(Outage.since(states(new AllocState(1, "unknown", NOW)))).isEmpty();
    }

    @Test
    void an_outage_begins_with_the_time_the_reason_and_the_evaluation_that_ends_it() {
        Allocation out = Outage.begin(RUNNING, NOW, "later");
        assertThat(out.clientStatus()).isEqualTo(ClientStatus.UNKNOWN);
        assertThat(out.clientDescription()).isEqualTo("alloc is unknown since its node is disconnected");
        assertThat(out.followupEvalId()).isEqualTo("later");
        assertThat(Outage.since(out)).hasValue(NOW);
        assertThat(out.desiredStatus()).isEqualTo(RUNNING.desiredStatus());
    }

    @Test
    void a_noted_return_ends_the_outage_and_keeps_what_the_node_said() {
        Allocation back =
                with(Outage.begin(RUNNING, NOW.minusSeconds(5), "later"), a -> a.clientStatus(ClientStatus.RUNNING));
        Allocation noted = Outage.end(back, NOW);
        assertThat(Outage.since(back)).isPresent();
        assertThat(Outage.since(noted)).isEmpty();
        assertThat(noted.followupEvalId()).isEmpty();
        assertThat(noted.clientStatus()).isEqualTo(ClientStatus.RUNNING);
        assertThat(noted.allocStates()).containsExactly(status("unknown", 5), new AllocState(0, "running", NOW));
    }

    @Test
    void only_the_last_twenty_states_are_kept() {
        Allocation allocation = RUNNING;
        List<Instant> times = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            Instant time = NOW.plusSeconds(i);
            times.add(time);
            allocation = i % 2 == 0 ? Outage.begin(allocation, time, "") : Outage.end(allocation, time);
        }
        assertThat(allocation.allocStates()).extracting(AllocState::time).isEqualTo(times.subList(10, 30));
    }
}
