package dev.drover.server.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.AllocDeploymentStatus;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredStatus;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.deployment.DeploymentBuilder;
import dev.drover.model.deployment.DeploymentState;
import dev.drover.model.deployment.DeploymentStateBuilder;
import dev.drover.model.deployment.DeploymentStatus;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.ReschedulePolicy;
import dev.drover.model.job.TaskGroupBuilder;
import dev.drover.model.wire.Defaults;
import dev.drover.state.State;
import dev.drover.state.StateMachine;
import dev.drover.state.command.PlanCommand;
import dev.drover.state.plan.PlanCommit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a deployment calls for, case by case. */
class DeploymentRulesTest {
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    private static final ReschedulePolicy NEVER =
            new ReschedulePolicy(0, Duration.ZERO, Duration.ofSeconds(5), "constant", Duration.ZERO, false);
    private static final ReschedulePolicy ALWAYS =
            new ReschedulePolicy(0, Duration.ZERO, Duration.ofSeconds(5), "constant", Duration.ZERO, true);

    private State state = State.initial();

    private static Deployment deployment(UnaryOperator<DeploymentStateBuilder> change) {
        DeploymentState group = change.apply(DeploymentStateBuilder.builder()
                        .desiredTotal(2)
                        .progressDeadline(Duration.ofMinutes(10))
                        .requireProgressBy(NOW.plus(Duration.ofMinutes(10))))
                .build();
        return DeploymentBuilder.builder()
                .id("d")
                .namespace("default")
                .jobId("web")
                .status(DeploymentStatus.RUNNING)
                .taskGroups(Map.of("g", group))
                .build();
    }

    private static Deployment with(Deployment deployment, DeploymentStatus status) {
        return DeploymentBuilder.builder(deployment).status(status).build();
    }

    private DeploymentRules.Step next(Deployment deployment, Instant now) {
        return DeploymentRules.next(state, deployment, now);
    }

    private DeploymentRules.Step next(Deployment deployment) {
        return next(deployment, NOW);
    }

    private void allocation(String id, ClientStatus status, @Nullable Boolean healthy, ReschedulePolicy policy) {
        Job job = JobBuilder.builder()
                .namespace("default")
                .id("web")
                .type("service")
                .taskGroups(List.of(TaskGroupBuilder.builder()
                        .name("g")
                        .count(2)
                        .reschedulePolicy(policy)
                        .build()))
                .build();
        Allocation allocation = AllocationBuilder.builder()
                .id(id)
                .namespace("default")
                .name("web.g[0]")
                .nodeId("n")
                .jobId("web")
                .job(job)
                .taskGroup("g")
                .desiredStatus(DesiredStatus.RUN)
                .clientStatus(status)
                .deploymentId("d")
                .deploymentStatus(new AllocDeploymentStatus(healthy, NOW, false, 0))
                .build();
        state = StateMachine.apply(
                state,
                state.index() + 1,
                new PlanCommand.Commit(new PlanCommit(
                        "e",
                        job,
                        List.of(allocation),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        List.of(),
                        NOW,
                        List.of())));
    }

    @Test
    void one_that_goes_on_is_waited_for() {
        assertThat(next(deployment(g -> g))).isEqualTo(new DeploymentRules.Step.Wait());
    }

    @Test
    void no_progress_until_the_deadline_fails_it() {
        Instant deadline = NOW.plus(Duration.ofMinutes(10));
        assertThat(next(deployment(g -> g), deadline.minusSeconds(1))).isEqualTo(new DeploymentRules.Step.Wait());
        assertThat(next(deployment(g -> g), deadline))
                .isEqualTo(new DeploymentRules.Step.Fail("Failed due to progress deadline"));
    }

    @Test
    void a_group_that_is_done_is_under_no_deadline() {
        assertThat(next(deployment(g -> g.healthyAllocs(2)), NOW.plus(Duration.ofHours(1))))
                .isEqualTo(new DeploymentRules.Step.Wait());
        assertThat(DeploymentRules.deadline(state, deployment(g -> g.healthyAllocs(2))))
                .isEmpty();
    }

    @Test
    void a_group_that_has_not_begun_is_under_no_deadline() {
        assertThat(next(deployment(g -> g.requireProgressBy(Defaults.NO_TIME)), NOW.plus(Duration.ofHours(1))))
                .isEqualTo(new DeploymentRules.Step.Wait());
    }

    @Test
    void a_paused_deployment_is_under_no_deadline() {
        Deployment paused = with(deployment(g -> g), DeploymentStatus.PAUSED);
        assertThat(next(paused, NOW.plus(Duration.ofHours(1)))).isEqualTo(new DeploymentRules.Step.Wait());
        assertThat(DeploymentRules.deadline(state, paused)).isEmpty();
    }

    @Test
    void one_that_is_over_calls_for_nothing() {
        for (DeploymentStatus status :
                List.of(DeploymentStatus.FAILED, DeploymentStatus.SUCCESSFUL, DeploymentStatus.CANCELLED)) {
            assertThat(next(with(deployment(g -> g), status), NOW.plus(Duration.ofHours(1))))
                    .isEqualTo(new DeploymentRules.Step.Wait());
        }
    }

    @Test
    void without_a_deadline_the_first_unhealthy_allocation_fails_it() {
        assertThat(next(deployment(g -> g.progressDeadline(Duration.ZERO).unhealthyAllocs(1))))
                .isEqualTo(new DeploymentRules.Step.Fail("Failed due to unhealthy allocations"));
        assertThat(next(deployment(g -> g.progressDeadline(Duration.ZERO)), NOW.plus(Duration.ofDays(1))))
                .isEqualTo(new DeploymentRules.Step.Wait());
    }

    @Test
    void an_unhealthy_allocation_that_will_be_tried_again_is_waited_for() {
        allocation("a", ClientStatus.FAILED, false, ALWAYS);
        assertThat(next(deployment(g -> g.unhealthyAllocs(1)))).isEqualTo(new DeploymentRules.Step.Wait());
    }

    @Test
    void a_failure_that_nobody_tries_again_fails_it_at_once() {
        allocation("a", ClientStatus.FAILED, false, NEVER);
        assertThat(next(deployment(g -> g.unhealthyAllocs(1))))
                .isEqualTo(new DeploymentRules.Step.Fail("Failed due to unhealthy allocations"));
    }

    @Test
    void what_is_unhealthy_and_still_runs_may_recover() {
        allocation("a", ClientStatus.RUNNING, false, NEVER);
        assertThat(next(deployment(g -> g.unhealthyAllocs(1)))).isEqualTo(new DeploymentRules.Step.Wait());
    }

    @Test
    void a_failure_without_a_verdict_on_its_health_is_waited_for() {
        allocation("a", ClientStatus.FAILED, null, NEVER);
        assertThat(next(deployment(g -> g.unhealthyAllocs(1)))).isEqualTo(new DeploymentRules.Step.Wait());
    }

    @Test
    void healthy_canaries_that_may_promote_themselves() {
        allocation("c", ClientStatus.RUNNING, true, ALWAYS);
        assertThat(next(deployment(g -> g.desiredCanaries(1)
                        .autoPromote(true)
                        .placedCanaries(List.of("c"))
                        .healthyAllocs(1))))
                .isEqualTo(new DeploymentRules.Step.Promote());
    }

    @Test
    void a_canary_that_was_healthy_and_has_failed_is_no_reason_to_promote() {
        allocation("c", ClientStatus.FAILED, true, ALWAYS);
        assertThat(next(deployment(g -> g.desiredCanaries(1)
                        .autoPromote(true)
                        .placedCanaries(List.of("c"))
                        .healthyAllocs(1))))
                .isEqualTo(new DeploymentRules.Step.Wait());
    }

    @Test
    void canaries_without_auto_promote_wait_for_a_person_under_no_deadline() {
        allocation("c", ClientStatus.RUNNING, true, ALWAYS);
        Deployment waiting = deployment(
                g -> g.desiredCanaries(1).placedCanaries(List.of("c")).healthyAllocs(1));
        assertThat(next(waiting, NOW.plus(Duration.ofDays(3)))).isEqualTo(new DeploymentRules.Step.Wait());
        assertThat(DeploymentRules.deadline(state, waiting)).isEmpty();
    }

    @Test
    void canaries_that_are_not_healthy_in_time_fail_it() {
        allocation("c", ClientStatus.RUNNING, null, ALWAYS);
        Deployment waiting = deployment(g -> g.desiredCanaries(1).placedCanaries(List.of("c")));
        assertThat(next(waiting, NOW.plus(Duration.ofMinutes(10))))
                .isEqualTo(new DeploymentRules.Step.Fail("Failed due to progress deadline"));
    }

    @Test
    void one_group_that_must_not_promote_itself_holds_up_all() {
        allocation("c", ClientStatus.RUNNING, true, ALWAYS);
        DeploymentState ready = DeploymentStateBuilder.builder()
                .desiredTotal(2)
                .desiredCanaries(1)
                .placedCanaries(List.of("c"))
                .healthyAllocs(1)
                .autoPromote(true)
                .progressDeadline(Duration.ofMinutes(10))
                .build();
        DeploymentState other =
                DeploymentStateBuilder.builder(ready).autoPromote(false).build();
        Deployment both = DeploymentBuilder.builder(deployment(g -> g))
                .taskGroups(Map.of("g", ready, "h", other))
                .build();
        assertThat(next(both)).isEqualTo(new DeploymentRules.Step.Wait());
    }

    @Test
    void a_promoted_group_is_not_promoted_again() {
        allocation("c", ClientStatus.RUNNING, true, ALWAYS);
        assertThat(next(deployment(g -> g.desiredCanaries(1)
                        .autoPromote(true)
                        .promoted(true)
                        .placedCanaries(List.of("c"))
                        .healthyAllocs(1))))
                .isEqualTo(new DeploymentRules.Step.Wait());
    }

    @Test
    void it_is_looked_at_again_at_the_earliest_deadline() {
        DeploymentState early = DeploymentStateBuilder.builder()
                .desiredTotal(1)
                .progressDeadline(Duration.ofMinutes(1))
                .requireProgressBy(NOW.plusSeconds(60))
                .build();
        DeploymentState late = DeploymentStateBuilder.builder(early)
                .requireProgressBy(NOW.plusSeconds(90))
                .build();
        Deployment both = DeploymentBuilder.builder(deployment(g -> g))
                .taskGroups(Map.of("g", late, "h", early))
                .build();
        assertThat(DeploymentRules.deadline(state, both)).contains(NOW.plusSeconds(60));
    }

    @Test
    void a_verdict_of_either_kind_is_news() {
        assertThat(DeploymentRules.verdicts(deployment(g -> g.healthyAllocs(2).unhealthyAllocs(1))))
                .isEqualTo(3);
    }
}
