package dev.drover.server.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationListStub;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredStatus;
import dev.drover.model.api.JobPlanRequest;
import dev.drover.model.api.JobPlanResponse;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationStatus;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.operator.PreemptionConfig;
import dev.drover.model.operator.SchedulerConfigurationBuilder;
import dev.drover.server.Server;
import dev.drover.server.TestCluster;
import dev.drover.state.JobId;
import dev.drover.state.State;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Important jobs push others aside, all the way through the server; the node has 4000 MHz. */
@Timeout(60)
class PreemptionTest {
    private static final String NODE = "11111111-2222-3333-4444-555555555555";
    private static final String OTHER = "99999999-2222-3333-4444-555555555555";

    private final TestCluster cluster = new TestCluster();
    private final Server server = cluster.server;

    @BeforeEach
    void allow() {
        server.system()
                .setSchedulerConfiguration(
                        SchedulerConfigurationBuilder.builder(server.system().schedulerConfiguration())
                                .preemptionConfig(new PreemptionConfig(true, true, true, true))
                                .build());
        server.nodes().register(TestCluster.node(NODE));
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private static Job job(String id, int priority, int cpu) {
        return JobBuilder.builder(TestCluster.job(id, "service", 1, cpu))
                .priority(priority)
                .build();
    }

    private Allocation run(Job job) {
        cluster.register(job);
        Allocation placed = cluster.awaitLive(job.id(), 1).getFirst();
        cluster.report(placed.id(), ClientStatus.RUNNING);
        return placed;
    }

    private boolean isBlocked(State state, String job) {
        return state.evaluationsOfJob(new JobId("default", job)).stream()
                .anyMatch(evaluation -> evaluation.status() == EvaluationStatus.BLOCKED);
    }

    @Test
    void the_loser_is_evicted_looked_at_again_and_waits_for_room() {
        Allocation victim = run(job("low", 20, 3000));
        Allocation winner = run(job("high", 80, 3000));
        Allocation evicted = server.state().allocation(victim.id()).orElseThrow();
        assertThat(evicted.desiredStatus()).isEqualTo(DesiredStatus.EVICT);
        assertThat(evicted.preemptedByAllocation()).isEqualTo(winner.id());
        assertThat(Objects.requireNonNull(evicted.job()).id()).isEqualTo("low");
        assertThat(winner.preemptedAllocations()).containsExactly(victim.id());
        State state = cluster.await("the loser waits", it -> isBlocked(it, "low"));
        assertThat(state.evaluationsOfJob(new JobId("default", "low")))
                .extracting(Evaluation::triggeredBy)
                .contains("preemption");
    }

    @Test
    void the_loser_comes_back_on_another_node() {
        Allocation victim = run(job("low", 20, 3000));
        run(job("high", 80, 3000));
        cluster.await("the loser waits", it -> isBlocked(it, "low"));
        server.nodes().register(TestCluster.node(OTHER));
        Allocation back = cluster.awaitLive("low", 1).getFirst();
        assertThat(back.nodeId()).isEqualTo(OTHER);
        assertThat(back.id()).isNotEqualTo(victim.id());
    }

    @Test
    void room_that_is_too_small_alone_wakes_a_job_that_can_take_the_rest_from_others() {
        run(job("peer", 75, 2000));
        Allocation peer = cluster.awaitLive("peer", 1).getFirst();
        run(job("low", 20, 2000));
        cluster.register(job("high", 80, 3000));
        cluster.await("the job waits", it -> isBlocked(it, "high"));
        server.jobs().deregister(new JobId("default", "peer"), false, 0);
        cluster.awaitLive("peer", 0);
        cluster.report(peer.id(), ClientStatus.COMPLETE);
        assertThat(cluster.awaitLive("high", 1)).hasSize(1);
        assertThat(cluster.live("low")).isEmpty();
    }

    @Test
    void a_plan_tells_who_would_leave_and_evicts_nobody() {
        Allocation victim = run(job("low", 20, 3000));
        JobPlanResponse plan = server.jobs().plan(new JobPlanRequest(job("high", 80, 3000), true, false));
        assertThat(Objects.requireNonNull(plan.annotations()).preemptedAllocs())
                .extracting(AllocationListStub::id)
                .containsExactly(victim.id());
        assertThat(Objects.requireNonNull(plan.annotations().desiredTgUpdates().get("web"))
                        .preemptions())
                .isEqualTo(1);
        assertThat(cluster.live("low")).hasSize(1);
    }
}
