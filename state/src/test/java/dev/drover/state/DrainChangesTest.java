package dev.drover.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.node.DrainMetadata;
import dev.drover.model.node.DrainStrategy;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeEvent;
import dev.drover.model.node.SchedulingEligibility;
import dev.drover.state.command.Command;
import dev.drover.state.command.NodeCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DrainChangesTest {
    private static final Instant LATER = Samples.NOW.plusSeconds(60);

    private static Command register() {
        return new NodeCommand.Register(Samples.node("n1"), Samples.NOW, List.of());
    }

    private static Command drain(Instant time, Duration deadline, Optional<Map<String, String>> meta) {
        DrainStrategy strategy = new DrainStrategy(deadline, false, time.plus(deadline), time);
        NodeEvent event = new NodeEvent("Node drain strategy set", "Drain", Map.of(), time, 0);
        return new NodeCommand.UpdateDrain("n1", strategy, meta, Optional.of(event), time);
    }

    private static Command cancel(boolean markEligible) {
        return new NodeCommand.CancelDrain("n1", markEligible, Optional.empty(), Optional.empty(), LATER, List.of());
    }

    private static Command complete() {
        NodeEvent event = new NodeEvent("Node drain complete", "Drain", Map.of(), LATER, 0);
        return new NodeCommand.CompleteDrain("n1", Optional.of(event), LATER);
    }

    private static Node node(State state) {
        return state.node("n1").orElseThrow();
    }

    private static DrainMetadata last(State state) {
        return Objects.requireNonNull(node(state).lastDrain());
    }

    private static DrainStrategy strategy(State state) {
        return Objects.requireNonNull(node(state).drainStrategy());
    }

    @Test
    void a_draining_node_takes_no_new_work_and_says_since_when() {
        State state =
                Samples.after(register(), drain(Samples.NOW, Duration.ofHours(1), Optional.of(Map.of("why", "disk"))));
        assertThat(node(state).schedulingEligibility()).isEqualTo(SchedulingEligibility.INELIGIBLE);
        assertThat(strategy(state).forceDeadline()).isEqualTo(Samples.NOW.plus(Duration.ofHours(1)));
        assertThat(last(state))
                .isEqualTo(new DrainMetadata(Samples.NOW, Samples.NOW, "draining", "", Map.of("why", "disk")));
        assertThat(node(state).events()).last().satisfies(event -> {
            assertThat(event.message()).isEqualTo("Node drain strategy set");
            assertThat(event.createIndex()).isEqualTo(2);
        });
    }

    @Test
    void a_changed_drain_keeps_its_beginning_and_its_notes() {
        State state = Samples.after(
                register(),
                drain(Samples.NOW, Duration.ofHours(1), Optional.of(Map.of("why", "disk"))),
                drain(LATER, Duration.ofMinutes(5), Optional.empty()));
        assertThat(strategy(state).startedAt()).isEqualTo(Samples.NOW);
        assertThat(strategy(state).deadline()).isEqualTo(Duration.ofMinutes(5));
        assertThat(last(state)).isEqualTo(new DrainMetadata(Samples.NOW, LATER, "draining", "", Map.of("why", "disk")));
    }

    @Test
    void a_canceled_drain_opens_the_node_only_when_asked_to() {
        State before = Samples.after(register(), drain(Samples.NOW, Duration.ZERO, Optional.empty()));
        Node opened = node(StateMachine.apply(before, 9, cancel(true)));
        assertThat(opened.schedulingEligibility()).isEqualTo(SchedulingEligibility.ELIGIBLE);
        assertThat(opened.drainStrategy()).isNull();
        Node closed = node(StateMachine.apply(before, 9, cancel(false)));
        assertThat(closed.schedulingEligibility()).isEqualTo(SchedulingEligibility.INELIGIBLE);
        assertThat(Objects.requireNonNull(closed.lastDrain()).status()).isEqualTo("canceled");
    }

    @Test
    void a_completed_drain_leaves_the_node_closed() {
        State state = Samples.after(register(), drain(Samples.NOW, Duration.ZERO, Optional.empty()), complete());
        assertThat(node(state).drainStrategy()).isNull();
        assertThat(node(state).drain()).isFalse();
        assertThat(node(state).schedulingEligibility()).isEqualTo(SchedulingEligibility.INELIGIBLE);
        assertThat(last(state).status()).isEqualTo("complete");
        assertThat(last(state).updatedAt()).isEqualTo(LATER);
        assertThat(node(state).events()).last().extracting(NodeEvent::message).isEqualTo("Node drain complete");
    }

    @Test
    void a_completion_that_comes_after_the_cancellation_changes_nothing() {
        State canceled = Samples.after(register(), drain(Samples.NOW, Duration.ZERO, Optional.empty()), cancel(true));
        State after = StateMachine.apply(canceled, 9, complete());
        assertThat(node(after)).isEqualTo(node(canceled));
    }

    @Test
    void a_drain_survives_that_the_node_registers_anew() {
        State state = Samples.after(register(), drain(Samples.NOW, Duration.ofHours(1), Optional.empty()), register());
        assertThat(strategy(state).deadline()).isEqualTo(Duration.ofHours(1));
        assertThat(node(state).schedulingEligibility()).isEqualTo(SchedulingEligibility.INELIGIBLE);
    }
}
