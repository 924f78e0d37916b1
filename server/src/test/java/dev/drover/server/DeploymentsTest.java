package dev.drover.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.deployment.DeploymentStatus;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationStatus;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.UpdateStrategyBuilder;
import dev.drover.state.JobId;
import dev.drover.state.State;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Roll-outs with canaries, and what people may do with a roll-out. */
@Timeout(60)
class DeploymentsTest {
    private static final String NODE = "11111111-2222-3333-4444-555555555555";
    private static final JobId WEB = new JobId("default", "web");

    private final TestCluster cluster = new TestCluster();
    private final Server server = cluster.server;

    @AfterEach
    void stop() {
        cluster.close();
    }

    private static Job job(int cpu, UnaryOperator<UpdateStrategyBuilder> change) {
        UpdateStrategyBuilder update = UpdateStrategyBuilder.builder()
                .maxParallel(2)
                .minHealthyTime(Duration.ofSeconds(1))
                .healthyDeadline(Duration.ofMinutes(5))
                .progressDeadline(Duration.ofMinutes(10));
        return JobBuilder.builder(TestCluster.job("web", "service", 2, cpu))
                .update(change.apply(update).build())
                .build();
    }

    /** Two healthy allocations of version 0. */
    private void running(UnaryOperator<UpdateStrategyBuilder> change) {
        server.nodes().register(TestCluster.node(NODE));
        cluster.register(job(100, change));
        cluster.awaitLive("web", 2).forEach(it -> cluster.report(it.id(), ClientStatus.RUNNING, true));
        awaitStatus(0, DeploymentStatus.SUCCESSFUL);
    }

    private Deployment awaitStatus(long version, DeploymentStatus status) {
        return cluster.await(
                        "deployment of version " + version + " is " + status,
                        state -> state.latestDeployment(WEB)
                                .filter(it -> it.jobVersion() == version && it.status() == status)
                                .isPresent())
                .latestDeployment(WEB)
                .orElseThrow();
    }

    private List<Allocation> awaitVersion(long version, int count) {
        State state = cluster.await(
                count + " allocations of version " + version,
                it -> ofVersion(it, version).size() == count);
        return ofVersion(state, version);
    }

    private static List<Allocation> ofVersion(State state, long version) {
        return TestCluster.live(state, "web").stream()
                .filter(it -> it.job() != null && it.job().version() == version)
                .toList();
    }

    @Test
    void canaries_run_beside_the_others_until_they_are_promoted() {
        running(update -> update.canary(1));
        cluster.register(job(200, update -> update.canary(1)));
        Allocation canary = awaitVersion(1, 1).getFirst();
        assertThat(cluster.live("web")).hasSize(3);
        Deployment deployment = awaitStatus(1, DeploymentStatus.RUNNING);
        assertThat(deployment.taskGroups().get("web"))
                .satisfies(group -> assertThat(group.placedCanaries()).containsExactly(canary.id()));
        assertThatThrownBy(() -> server.deployments().promote(deployment.id(), List.of()))
                .hasMessageContaining("has 0/1 healthy allocations");
        cluster.report(canary.id(), ClientStatus.RUNNING, true);
        server.deployments().promote(deployment.id(), List.of());
        awaitVersion(1, 2).forEach(it -> cluster.report(it.id(), ClientStatus.RUNNING, true));
        awaitStatus(1, DeploymentStatus.SUCCESSFUL);
        assertThat(cluster.awaitLive("web", 2)).extracting(Allocation::id).contains(canary.id());
    }

    @Test
    void canaries_that_promote_themselves_need_nobody() {
        running(update -> update.canary(1).autoPromote(true));
        cluster.register(job(200, update -> update.canary(1).autoPromote(true)));
        cluster.report(awaitVersion(1, 1).getFirst().id(), ClientStatus.RUNNING, true);
        awaitVersion(1, 2).forEach(it -> cluster.report(it.id(), ClientStatus.RUNNING, true));
        Deployment done = awaitStatus(1, DeploymentStatus.SUCCESSFUL);
        assertThat(done.taskGroups().values()).allMatch(group -> group.promoted());
    }

    @Test
    void a_paused_deployment_replaces_nothing_until_it_goes_on() {
        running(update -> update.maxParallel(1));
        cluster.register(job(200, update -> update.maxParallel(1)));
        Allocation first = awaitVersion(1, 1).getFirst();
        Deployment deployment = awaitStatus(1, DeploymentStatus.RUNNING);
        server.deployments().pause(deployment.id(), true);
        assertThat(awaitStatus(1, DeploymentStatus.PAUSED).statusDescription()).isEqualTo("Deployment is paused");
        cluster.report(first.id(), ClientStatus.RUNNING, true);
        cluster.await("nothing is open", DeploymentsTest::isQuiet);
        assertThat(ofVersion(server.state(), 1)).hasSize(1);
        server.deployments().pause(deployment.id(), false);
        assertThat(awaitVersion(1, 2)).hasSize(2);
    }

    @Test
    void what_failed_while_a_deployment_was_paused_is_tried_again_when_it_goes_on() {
        running(update -> update.maxParallel(1));
        cluster.register(job(200, update -> update.maxParallel(1)));
        Allocation first = awaitVersion(1, 1).getFirst();
        Deployment deployment = awaitStatus(1, DeploymentStatus.RUNNING);
        server.deployments().pause(deployment.id(), true);
        cluster.report(first.id(), ClientStatus.FAILED, true);
        cluster.await("nothing is open", DeploymentsTest::isQuiet);
        assertThat(server.state().allocation(first.id()).orElseThrow().nextAllocation())
                .isEmpty();
        server.deployments().pause(deployment.id(), false);
        cluster.await(
                "its replacement is planned",
                state -> !state.allocation(first.id())
                        .orElseThrow()
                        .followupEvalId()
                        .isEmpty());
        server.nodes().heartbeat(NODE);
        cluster.time.advance(Duration.ofSeconds(15));
        server.nodes().heartbeat(NODE);
        cluster.time.advance(Duration.ofSeconds(16));
        cluster.await(
                "it is replaced",
                state -> !state.allocation(first.id())
                        .orElseThrow()
                        .nextAllocation()
                        .isEmpty());
    }

    @Test
    void a_deployment_of_a_system_job_goes_from_node_to_node() {
        String second = "22222222-2222-3333-4444-555555555555";
        server.nodes().register(TestCluster.node(NODE));
        server.nodes().register(TestCluster.node(second));
        cluster.register(everywhere(100));
        awaitVersion(0, 2).forEach(it -> cluster.report(it.id(), ClientStatus.RUNNING, true));
        awaitStatus(0, DeploymentStatus.SUCCESSFUL);
        cluster.register(everywhere(200));
        Allocation first = awaitVersion(1, 1).getFirst();
        cluster.await("nothing is open", DeploymentsTest::isQuiet);
        assertThat(ofVersion(server.state(), 0)).hasSize(1);
        cluster.report(first.id(), ClientStatus.RUNNING, true);
        awaitVersion(1, 2).forEach(it -> cluster.report(it.id(), ClientStatus.RUNNING, true));
        assertThat(awaitStatus(1, DeploymentStatus.SUCCESSFUL).jobVersion()).isEqualTo(1);
        assertThat(server.state().job(WEB).orElseThrow().stable()).isTrue();
    }

    private static Job everywhere(int cpu) {
        return JobBuilder.builder(TestCluster.job("web", "system", 1, cpu))
                .update(job(cpu, update -> update.maxParallel(1)).update())
                .build();
    }

    @Test
    void a_full_node_of_a_system_job_is_waited_for_by_its_own_evaluation() {
        String second = "22222222-2222-3333-4444-555555555555";
        server.nodes().register(TestCluster.node(NODE));
        cluster.register(TestCluster.job("load", "service", 1, 3900));
        Allocation load = cluster.awaitLive("load", 1).getFirst();
        server.nodes().register(TestCluster.node(second));
        cluster.register(TestCluster.job("web", "system", 1, 500));
        cluster.awaitLive("web", 1);
        State state = cluster.await(
                "somebody waits for the full node",
                it -> it.evaluationsOfJob(WEB).stream()
                        .anyMatch(evaluation -> evaluation.status() == EvaluationStatus.BLOCKED));
        assertThat(state.evaluationsOfJob(WEB))
                .filteredOn(evaluation -> evaluation.status() == EvaluationStatus.BLOCKED)
                .singleElement()
                .satisfies(evaluation -> assertThat(evaluation.nodeId()).isEqualTo(NODE));
        server.jobs().deregister(new JobId("default", "load"), false, 0);
        cluster.report(load.id(), ClientStatus.COMPLETE);
        cluster.awaitLive("web", 2);
    }

    @Test
    void an_allocation_that_is_stopped_to_be_rescheduled_says_so_in_its_evaluation() {
        running(update -> update);
        Allocation leaving = cluster.live("web").getFirst();
        server.allocations().stop(leaving.id(), false, true);
        State state = cluster.await(
                "it is replaced",
                it -> !it.allocation(leaving.id())
                        .orElseThrow()
                        .nextAllocation()
                        .isEmpty());
        assertThat(state.evaluationsOfJob(WEB))
                .extracting(Evaluation::triggeredBy)
                .contains("alloc-reschedule");
    }

    /** An evaluation may also end as canceled, when a newer one of the job took its place. */
    private static boolean isQuiet(State state) {
        return state.evaluationsOfJob(WEB).stream()
                .allMatch(it -> it.status() == EvaluationStatus.COMPLETE || it.status() == EvaluationStatus.CANCELED);
    }

    @Test
    void a_deployment_that_is_marked_as_failed_ends_and_cannot_be_changed_any_more() {
        running(update -> update.maxParallel(1));
        cluster.register(job(200, update -> update.maxParallel(1)));
        awaitVersion(1, 1);
        Deployment deployment = awaitStatus(1, DeploymentStatus.RUNNING);
        server.deployments().fail(deployment.id());
        assertThat(awaitStatus(1, DeploymentStatus.FAILED).statusDescription())
                .isEqualTo("Deployment marked as failed");
        assertThatThrownBy(() -> server.deployments().fail(deployment.id()))
                .hasMessageContaining("can't fail terminal deployment");
        assertThatThrownBy(() -> server.deployments().pause(deployment.id(), true))
                .hasMessageContaining("can't pause terminal deployment");
        assertThatThrownBy(() -> server.deployments().promote("nothing", List.of()))
                .hasMessageContaining("deployment not found");
    }

    @Test
    void health_may_be_told_by_hand() {
        running(update -> update.maxParallel(1).healthCheck("manual"));
        cluster.register(job(200, update -> update.maxParallel(1).healthCheck("manual")));
        Allocation first = awaitVersion(1, 1).getFirst();
        Deployment deployment = awaitStatus(1, DeploymentStatus.RUNNING);
        assertThatThrownBy(() -> server.deployments().setAllocationHealth(deployment.id(), List.of(), List.of()))
                .hasMessageContaining("at least one");
        server.deployments().setAllocationHealth(deployment.id(), List.of(first.id()), List.of());
        assertThat(awaitVersion(1, 2)).extracting(Allocation::id).contains(first.id());
        assertThat(server.state().allocation(first.id()).orElseThrow().deploymentStatus())
                .satisfies(status -> assertThat(status).isNotNull())
                .satisfies(status -> assertThat(status.healthy()).isTrue());
    }

    @Test
    void only_versions_that_exist_can_be_called_stable() {
        cluster.register(TestCluster.job("web", "service", 1, 100));
        server.jobs().stable(WEB, 0, true);
        assertThat(server.state().job(WEB).orElseThrow().stable()).isTrue();
        server.jobs().stable(WEB, 0, false);
        assertThat(server.state().jobVersion(WEB, 0).orElseThrow().stable()).isFalse();
        assertThatThrownBy(() -> server.jobs().stable(WEB, 7, true)).hasMessageContaining("job version not found");
    }
}
