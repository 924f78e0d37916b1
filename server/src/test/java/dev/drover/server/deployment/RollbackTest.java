package dev.drover.server.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.deployment.DeploymentStatus;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.ReschedulePolicy;
import dev.drover.model.job.UpdateStrategy;
import dev.drover.model.job.UpdateStrategyBuilder;
import dev.drover.server.TestCluster;
import dev.drover.state.JobId;
import dev.drover.state.State;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Deployments that fail, and what becomes of the job then. */
@Timeout(60)
class RollbackTest {
    private static final String NODE = "11111111-2222-3333-4444-555555555555";
    private static final JobId WEB = new JobId("default", "web");
    private static final ReschedulePolicy NEVER =
            new ReschedulePolicy(0, Duration.ZERO, Duration.ofSeconds(5), "constant", Duration.ZERO, false);

    private final TestCluster cluster = new TestCluster();

    @AfterEach
    void stop() {
        cluster.close();
    }

    private static UpdateStrategy update(UnaryOperator<UpdateStrategyBuilder> change) {
        return change.apply(UpdateStrategyBuilder.builder()
                        .maxParallel(1)
                        .minHealthyTime(Duration.ofSeconds(1))
                        .healthyDeadline(Duration.ofMinutes(5))
                        .progressDeadline(Duration.ofMinutes(10))
                        .autoRevert(true))
                .build();
    }

    private static Job job(int cpu, UnaryOperator<UpdateStrategyBuilder> change) {
        return JobBuilder.builder(TestCluster.job("web", "service", 2, cpu))
                .update(update(change))
                .reschedule(NEVER)
                .build();
    }

    private void deployed(Job job, long version) {
        cluster.register(job);
        awaitVersion(version, 2).forEach(it -> cluster.report(it.id(), ClientStatus.RUNNING, true));
        awaitStatus(version, DeploymentStatus.SUCCESSFUL);
    }

    private Deployment awaitStatus(long version, DeploymentStatus status) {
        State state = cluster.await(
                "deployment of version " + version + " is " + status,
                it -> of(it, version).stream().anyMatch(deployment -> deployment.status() == status));
        return of(state, version).getFirst();
    }

    private static List<Deployment> of(State state, long version) {
        return state.deploymentsOfJob(WEB).stream()
                .filter(deployment -> deployment.jobVersion() == version)
                .toList();
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
    void a_deployment_that_succeeds_makes_its_version_stable() {
        cluster.server.nodes().register(TestCluster.node(NODE));
        cluster.register(job(100, update -> update));
        assertThat(cluster.server.state().job(WEB).orElseThrow().stable()).isFalse();
        awaitVersion(0, 2).forEach(it -> cluster.report(it.id(), ClientStatus.RUNNING, true));
        awaitStatus(0, DeploymentStatus.SUCCESSFUL);
        assertThat(cluster.server.state().job(WEB).orElseThrow().stable()).isTrue();
    }

    @Test
    void a_failure_that_nobody_tries_again_takes_the_job_back_to_its_stable_version() {
        cluster.server.nodes().register(TestCluster.node(NODE));
        deployed(job(100, update -> update), 0);
        cluster.register(job(200, update -> update));
        cluster.report(awaitVersion(1, 1).getFirst().id(), ClientStatus.FAILED, false);
        Deployment failed = awaitStatus(1, DeploymentStatus.FAILED);
        assertThat(failed.statusDescription())
                .isEqualTo("Failed due to unhealthy allocations - rolling back to job version 0");
        awaitVersion(2, 2).forEach(it -> cluster.report(it.id(), ClientStatus.RUNNING, true));
        awaitStatus(2, DeploymentStatus.SUCCESSFUL);
        assertThat(cluster.server.state().job(WEB).orElseThrow().version()).isEqualTo(2);
    }

    @Test
    void what_still_ran_the_stable_version_is_not_replaced_by_going_back() {
        cluster.server.nodes().register(TestCluster.node(NODE));
        deployed(job(100, update -> update), 0);
        List<String> before = cluster.live("web").stream().map(Allocation::id).toList();
        cluster.register(job(200, update -> update));
        cluster.report(awaitVersion(1, 1).getFirst().id(), ClientStatus.FAILED, false);
        assertThat(awaitVersion(2, 2)).extracting(Allocation::id).containsAnyElementsOf(before);
    }

    @Test
    void a_missed_deadline_takes_the_job_back_too() {
        cluster.server.nodes().register(TestCluster.node(NODE));
        deployed(job(100, update -> update), 0);
        cluster.register(job(200, update -> update));
        awaitVersion(1, 1);
        awaitStatus(1, DeploymentStatus.RUNNING);
        for (int i = 0; i < 61; i++) {
            cluster.server.nodes().heartbeat(NODE);
            cluster.time.advance(Duration.ofSeconds(10));
        }
        assertThat(awaitStatus(1, DeploymentStatus.FAILED).statusDescription())
                .isEqualTo("Failed due to progress deadline - rolling back to job version 0");
        assertThat(awaitVersion(2, 2)).hasSize(2);
    }

    @Test
    void marking_a_deployment_as_failed_takes_the_job_back_too() {
        cluster.server.nodes().register(TestCluster.node(NODE));
        deployed(job(100, update -> update), 0);
        cluster.register(job(200, update -> update));
        awaitVersion(1, 1);
        Deployment running = awaitStatus(1, DeploymentStatus.RUNNING);
        assertThat(cluster.server.deployments().fail(running.id()).revertedJobVersion())
                .isEqualTo(0);
        assertThat(awaitVersion(2, 2)).hasSize(2);
    }

    @Test
    void without_a_stable_version_there_is_nothing_to_go_back_to() {
        cluster.server.nodes().register(TestCluster.node(NODE));
        cluster.register(job(100, update -> update));
        cluster.report(awaitVersion(0, 2).getFirst().id(), ClientStatus.FAILED, false);
        assertThat(awaitStatus(0, DeploymentStatus.FAILED).statusDescription())
                .isEqualTo("Failed due to unhealthy allocations - no stable job version to auto revert to");
        assertThat(cluster.server.state().job(WEB).orElseThrow().version()).isZero();
    }

    @Test
    void a_job_that_is_not_to_go_back_stays_where_it_failed() {
        cluster.server.nodes().register(TestCluster.node(NODE));
        deployed(job(100, update -> update), 0);
        cluster.register(job(200, update -> update.autoRevert(false)));
        cluster.report(awaitVersion(1, 1).getFirst().id(), ClientStatus.FAILED, false);
        assertThat(awaitStatus(1, DeploymentStatus.FAILED).statusDescription())
                .isEqualTo("Failed due to unhealthy allocations");
        assertThat(cluster.server.state().job(WEB).orElseThrow().version()).isEqualTo(1);
        assertThat(ofVersion(cluster.server.state(), 0)).hasSize(1);
    }

    @Test
    void a_deadline_of_zero_fails_on_the_first_unhealthy_allocation() {
        cluster.server.nodes().register(TestCluster.node(NODE));
        cluster.register(job(100, update -> update.progressDeadline(Duration.ZERO)));
        cluster.report(awaitVersion(0, 2).getFirst().id(), ClientStatus.RUNNING, false);
        assertThat(awaitStatus(0, DeploymentStatus.FAILED).statusDescription())
                .startsWith("Failed due to unhealthy allocations");
    }

    @Test
    void a_canary_that_died_is_not_promoted() {
        cluster.server.nodes().register(TestCluster.node(NODE));
        deployed(job(100, update -> update.canary(1)), 0);
        cluster.register(JobBuilder.builder(job(200, update -> update.canary(1).autoRevert(false)))
                .reschedule(
                        new ReschedulePolicy(0, Duration.ZERO, Duration.ofHours(1), "constant", Duration.ZERO, true))
                .build());
        Allocation canary = awaitVersion(1, 1).getFirst();
        cluster.report(canary.id(), ClientStatus.RUNNING, true);
        cluster.report(canary.id(), ClientStatus.FAILED);
        Deployment running = awaitStatus(1, DeploymentStatus.RUNNING);
        assertThatThrownBy(() -> cluster.server.deployments().promote(running.id(), List.of()))
                .hasMessageContaining("has 0/1 healthy allocations");
    }

    @Test
    void a_system_job_is_taken_back_on_its_nodes() {
        String second = "22222222-2222-3333-4444-555555555555";
        cluster.server.nodes().register(TestCluster.node(NODE));
        cluster.server.nodes().register(TestCluster.node(second));
        Job agent = JobBuilder.builder(TestCluster.job("web", "system", 1, 100))
                .update(update(it -> it))
                .build();
        deployed(agent, 0);
        cluster.register(JobBuilder.builder(TestCluster.job("web", "system", 1, 200))
                .update(update(it -> it))
                .build());
        cluster.report(awaitVersion(1, 1).getFirst().id(), ClientStatus.FAILED, false);
        awaitStatus(1, DeploymentStatus.FAILED);
        awaitVersion(2, 2).forEach(it -> cluster.report(it.id(), ClientStatus.RUNNING, true));
        awaitStatus(2, DeploymentStatus.SUCCESSFUL);
    }
}
