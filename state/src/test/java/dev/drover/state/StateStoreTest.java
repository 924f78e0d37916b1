package dev.drover.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.job.Job;
import dev.drover.state.command.AllocationCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class StateStoreTest {
    private static final Duration LONG = Duration.ofSeconds(15);

    private final StateStore store = new StateStore();

    private FutureTask<Long> waiting(Watch watch, long index) throws InterruptedException {
        FutureTask<Long> task =
                new FutureTask<>(() -> store.await(Set.of(watch), index, LONG).index());
        Thread thread = Thread.ofVirtual().start(task);
        while (thread.getState() != Thread.State.TIMED_WAITING && !task.isDone()) {
            Thread.onSpinWait();
        }
        return task;
    }

    @Test
    void a_waiter_wakes_for_its_node_and_not_for_another() throws Exception {
        Job job = Samples.job("web", 2);
        store.apply(1, Samples.register(job));
        FutureTask<Long> first = waiting(new Watch.WorkOfNode("n1"), 1);
        FutureTask<Long> second = waiting(new Watch.WorkOfNode("n2"), 1);
        store.apply(2, Samples.place(job, Samples.allocation("a", "web", "n1", 1)));
        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(2);
        assertThat(second.isDone()).isFalse();
        store.apply(3, Samples.place(job, Samples.allocation("b", "web", "n2", 1)));
        assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(3);
    }

    @Test
    void what_a_node_reports_does_not_wake_its_own_watch() {
        Job job = Samples.job("web", 1);
        store.apply(1, Samples.register(job));
        store.apply(2, Samples.place(job, Samples.allocation("a", "web", "n1", 1)));
        State state = store.apply(
                3,
                new AllocationCommand.UpdateFromClient(
                        List.of(AllocationBuilder.builder()
                                .id("a")
                                .clientStatus(ClientStatus.RUNNING)
                                .build()),
                        Samples.NOW,
                        List.of()));
        assertThat(state.index(new Watch.WorkOfNode("n1"))).isEqualTo(2);
        assertThat(state.index(new Watch.AllocationsOfNode("n1"))).isEqualTo(3);
    }

    @Test
    void a_change_before_the_wait_answers_at_once() {
        store.apply(1, Samples.register(Samples.job("web", 1)));
        State state = store.await(Set.of(new Watch.OneJob(Samples.id("web"))), 0, LONG);
        assertThat(state.job(Samples.id("web"))).isPresent();
    }

    @Test
    void a_wait_ends_when_its_time_is_over_and_leaves_nothing_behind() {
        State state = store.await(Set.of(new Watch.Whole(Table.JOBS)), 5, Duration.ofMillis(20));
        assertThat(state.index()).isZero();
        assertThat(store.watched()).isZero();
    }

    @Test
    void a_waiter_for_a_table_wakes_for_every_change_of_it_only() throws Exception {
        FutureTask<Long> jobs = waiting(new Watch.Whole(Table.JOBS), 0);
        FutureTask<Long> deployments = waiting(new Watch.Whole(Table.DEPLOYMENTS), 0);
        store.apply(1, Samples.register(Samples.job("web", 1)));
        assertThat(jobs.get(10, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(deployments.isDone()).isFalse();
        deployments.cancel(true);
    }

    @Test
    void one_change_wakes_exactly_one_of_five_thousand() throws Exception {
        List<FutureTask<Long>> tasks = new ArrayList<>();
        Job job = Samples.job("web", 1);
        store.apply(1, Samples.register(job));
        for (int node = 0; node < 5_000; node++) {
            tasks.add(waiting(new Watch.WorkOfNode("n" + node), 1));
        }
        long woken = store.woken();
        store.apply(2, Samples.place(job, Samples.allocation("a", "web", "n1234", 1)));
        assertThat(tasks.get(1234).get(10, TimeUnit.SECONDS)).isEqualTo(2);
        assertThat(store.woken() - woken).isEqualTo(1);
        assertThat(tasks.stream().filter(FutureTask::isDone)).hasSize(1);
        store.restore(store.snapshot());
        assertThat(tasks.stream().filter(FutureTask::isDone)).hasSize(1);
        tasks.forEach(task -> task.cancel(true));
    }

    @Test
    void a_state_that_takes_the_place_of_this_one_wakes_whom_it_concerns() throws Exception {
        Job job = Samples.job("web", 1);
        store.apply(1, Samples.register(job));
        FutureTask<Long> concerned = waiting(new Watch.WorkOfNode("n1"), 1);
        FutureTask<Long> other = waiting(new Watch.WorkOfNode("n2"), 1);
        State ahead =
                StateMachine.apply(store.snapshot(), 7, Samples.place(job, Samples.allocation("a", "web", "n1", 1)));
        store.restore(ahead);
        assertThat(concerned.get(10, TimeUnit.SECONDS)).isEqualTo(7);
        assertThat(other.isDone()).isFalse();
        other.cancel(true);
    }
}
