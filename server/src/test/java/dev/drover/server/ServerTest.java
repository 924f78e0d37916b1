package dev.drover.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.api.JobDispatchRequestBuilder;
import dev.drover.model.api.JobDispatchResponse;
import dev.drover.model.api.JobPlanRequest;
import dev.drover.model.api.JobPlanResponse;
import dev.drover.model.api.JobRegisterRequestBuilder;
import dev.drover.model.api.JobRegisterResponse;
import dev.drover.model.api.JobRevertRequest;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.deployment.DeploymentStatus;
import dev.drover.model.eval.EvaluationStatus;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.ParameterizedJobConfig;
import dev.drover.model.job.PeriodicConfigBuilder;
import dev.drover.model.job.UpdateStrategyBuilder;
import dev.drover.model.node.NodeStatus;
import dev.drover.server.node.NodeAllocations;
import dev.drover.state.JobId;
import dev.drover.state.State;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A job's way through the whole server, with the schedulers of production. */
@Timeout(60)
class ServerTest {
    private static final String NODE = "11111111-2222-3333-4444-555555555555";
    private static final String OTHER = "99999999-2222-3333-4444-555555555555";
    private static final JobId WEB = new JobId("default", "web");

    private final TestCluster cluster = new TestCluster();
    private final Server server = cluster.server;

    @AfterEach
    void stop() {
        cluster.close();
    }

    private Allocation placed(Job job) {
        server.nodes().register(TestCluster.node(NODE));
        cluster.register(job);
        return cluster.awaitLive(job.id(), 1).getFirst();
    }

    @Test
    void a_service_reaches_its_node_and_runs() {
        server.nodes().register(TestCluster.node(NODE));
        NodeAllocations before = server.nodes().awaitAllocations(NODE, 0, Duration.ofSeconds(5));
        assertThat(before.allocations()).isEmpty();
        JobRegisterResponse response = cluster.register(TestCluster.job("web", "service", 2, 100));
        NodeAllocations work = server.nodes().awaitAllocations(NODE, before.index(), Duration.ofSeconds(5));
        assertThat(work.allocations())
                .hasSize(2)
                .allSatisfy(it -> assertThat(it.job()).isNotNull());
        State done = cluster.await(
                "the evaluation is complete",
                state -> state.evaluation(response.evalId())
                        .filter(it -> it.status() == EvaluationStatus.COMPLETE)
                        .isPresent());
        assertThat(done.evaluation(response.evalId()).orElseThrow().queuedAllocations())
                .containsEntry("web", 0);
        work.allocations().forEach(it -> cluster.report(it.id(), ClientStatus.RUNNING));
        assertThat(cluster.status("web")).isEqualTo("running");
        assertThat(server.state().summary(WEB).orElseThrow().summary().get("web"))
                .satisfies(summary -> assertThat(summary.running()).isEqualTo(2))
                .satisfies(summary -> assertThat(summary.starting()).isZero());
    }

    @Test
    void stopping_a_job_stops_its_allocations() {
        Allocation allocation = placed(TestCluster.job("web", "service", 1, 100));
        cluster.report(allocation.id(), ClientStatus.RUNNING);
        server.jobs().deregister(WEB, false, 0);
        cluster.awaitLive("web", 0);
        cluster.report(allocation.id(), ClientStatus.COMPLETE);
        cluster.await("the job is dead", state -> cluster.status("web").equals("dead"));
        assertThat(server.state().job(WEB).orElseThrow().stop()).isTrue();
    }

    @Test
    void a_changed_count_places_and_stops() {
        placed(TestCluster.job("web", "service", 1, 100));
        cluster.register(TestCluster.job("web", "service", 3, 100));
        assertThat(cluster.awaitLive("web", 3)).extracting(Allocation::name).doesNotHaveDuplicates();
        cluster.register(TestCluster.job("web", "service", 1, 100));
        assertThat(cluster.awaitLive("web", 1)).extracting(Allocation::name).containsExactly("web.web[0]");
    }

    @Test
    void a_destructive_update_replaces_the_allocation() {
        Allocation old = placed(TestCluster.job("web", "service", 1, 100));
        cluster.report(old.id(), ClientStatus.RUNNING, true);
        cluster.register(TestCluster.job("web", "service", 1, 200));
        State state = cluster.await(
                "another allocation lives",
                it -> TestCluster.live(it, "web").stream()
                        .anyMatch(allocation -> !allocation.id().equals(old.id())));
        assertThat(TestCluster.live(state, "web").getLast().previousAllocation())
                .isNotNull();
        cluster.await(
                "the old one stops",
                it -> TestCluster.live(it, "web").stream()
                        .noneMatch(allocation -> allocation.id().equals(old.id())));
    }

    @Test
    void an_update_in_place_keeps_the_allocation() {
        Allocation old = placed(TestCluster.job("web", "service", 1, 100));
        Job changed = JobBuilder.builder(TestCluster.job("web", "service", 1, 100))
                .priority(70)
                .build();
        cluster.register(changed);
        cluster.await("the allocation has the new version", state -> {
            Job job = state.allocation(old.id()).orElseThrow().job();
            return job != null && job.version() == 1;
        });
        assertThat(cluster.awaitLive("web", 1).getFirst().id()).isEqualTo(old.id());
    }

    @Test
    void work_of_a_lost_node_moves_to_another() {
        Allocation first = placed(TestCluster.job("web", "service", 1, 100));
        cluster.report(first.id(), ClientStatus.RUNNING);
        server.nodes().register(TestCluster.node(OTHER));
        cluster.time.advance(Duration.ofSeconds(15));
        server.nodes().heartbeat(OTHER);
        cluster.time.advance(Duration.ofSeconds(16));
        cluster.await(
                "the node is down", state -> state.node(NODE).orElseThrow().status() == NodeStatus.DOWN);
        State state = cluster.await(
                "the other node has the work",
                it -> TestCluster.live(it, "web").stream()
                        .anyMatch(allocation -> allocation.nodeId().equals(OTHER)));
        assertThat(state.allocation(first.id()).orElseThrow().clientStatus()).isEqualTo(ClientStatus.LOST);
    }

    @Test
    void a_job_without_room_waits_and_is_placed_when_a_node_comes() {
        cluster.register(TestCluster.job("web", "service", 1, 100));
        cluster.await(
                "an evaluation is blocked",
                state -> state.evaluationsOfJob(WEB).stream().anyMatch(it -> it.status() == EvaluationStatus.BLOCKED));
        assertThat(cluster.live("web")).isEmpty();
        server.nodes().register(TestCluster.node(NODE));
        cluster.awaitLive("web", 1);
        cluster.await(
                "no evaluation waits any more",
                state -> state.evaluationsOfJob(WEB).stream().noneMatch(it -> it.status() == EvaluationStatus.BLOCKED));
    }

    @Test
    void room_that_comes_free_is_used() {
        Allocation big = placed(TestCluster.job("web", "service", 1, 3500));
        cluster.register(TestCluster.job("late", "service", 1, 3500));
        cluster.await(
                "the second job waits",
                state -> state.evaluationsOfJob(new JobId("default", "late")).stream()
                        .anyMatch(it -> it.status() == EvaluationStatus.BLOCKED));
        server.jobs().deregister(WEB, false, 0);
        cluster.awaitLive("web", 0);
        assertThat(cluster.live("late")).isEmpty();
        cluster.report(big.id(), ClientStatus.COMPLETE);
        assertThat(cluster.awaitLive("late", 1).getFirst().nodeId()).isEqualTo(NODE);
    }

    @Test
    void a_batch_job_completes_once() {
        Allocation allocation = placed(TestCluster.job("work", "batch", 1, 100));
        cluster.report(allocation.id(), ClientStatus.RUNNING);
        cluster.report(allocation.id(), ClientStatus.COMPLETE);
        // The worker may still be writing down that the evaluation is done.
        cluster.await("the job is dead", state -> cluster.status("work").equals("dead"));
        assertThat(server.state().allocationsOfJob(new JobId("default", "work")))
                .hasSize(1);
    }

    @Test
    void a_stopped_allocation_is_replaced() {
        Allocation first = placed(TestCluster.job("web", "service", 1, 100));
        server.allocations().stop(first.id(), false, false);
        cluster.await(
                "another allocation lives",
                state -> TestCluster.live(state, "web").stream()
                                .noneMatch(it -> it.id().equals(first.id()))
                        && TestCluster.live(state, "web").size() == 1);
        assertThat(server.state()
                        .allocation(first.id())
                        .orElseThrow()
                        .desiredStatus()
                        .wireName())
                .isEqualTo("stop");
    }

    @Test
    void a_failed_service_is_rescheduled_after_its_delay() {
        Allocation first = placed(TestCluster.job("web", "service", 1, 100));
        cluster.report(first.id(), ClientStatus.FAILED);
        cluster.await(
                "a retry waits for its time",
                state -> !state.allocation(first.id())
                        .orElseThrow()
                        .followupEvalId()
                        .isEmpty());
        assertThat(cluster.live("web")).isEmpty();
        cluster.time.advance(Duration.ofSeconds(15));
        server.nodes().heartbeat(NODE);
        cluster.time.advance(Duration.ofSeconds(16));
        assertThat(cluster.awaitLive("web", 1).getFirst().previousAllocation()).isEqualTo(first.id());
    }

    @Test
    void a_dispatch_makes_a_child_that_runs() {
        server.nodes().register(TestCluster.node(NODE));
        Job parent = JobBuilder.builder(TestCluster.job("work", "batch", 1, 100))
                .parameterizedJob(new ParameterizedJobConfig("optional", List.of("input"), List.of()))
                .build();
        cluster.register(parent);
        JobId id = new JobId("default", "work");
        String payload = Base64.getEncoder().encodeToString("hello".getBytes(StandardCharsets.UTF_8));
        JobDispatchResponse child = server.jobs()
                .dispatch(
                        id,
                        JobDispatchRequestBuilder.builder()
                                .payload(payload)
                                .meta(Map.of("input", "x"))
                                .build(),
                        "token");
        assertThat(child.dispatchedJobId()).matches("work/dispatch-\\d+-[0-9a-f]{8}");
        assertThat(cluster.awaitLive(child.dispatchedJobId(), 1)).hasSize(1);
        assertThat(server.jobs()
                        .dispatch(
                                id,
                                JobDispatchRequestBuilder.builder()
                                        .meta(Map.of("input", "y"))
                                        .build(),
                                "token")
                        .dispatchedJobId())
                .isEqualTo(child.dispatchedJobId());
        assertThatThrownBy(() -> server.jobs()
                        .dispatch(id, JobDispatchRequestBuilder.builder().build(), ""))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("required meta keys: [input]");
        String large = Base64.getEncoder().encodeToString(new byte[16 * 1024 + 1]);
        assertThatThrownBy(() -> server.jobs()
                        .dispatch(
                                id,
                                JobDispatchRequestBuilder.builder()
                                        .payload(large)
                                        .meta(Map.of("input", "x"))
                                        .build(),
                                ""))
                .hasMessageContaining("Payload exceeds maximum size; 16385 > 16384");
    }

    @Test
    void a_periodic_job_is_launched_when_due_and_when_forced() {
        server.nodes().register(TestCluster.node(NODE));
        Job parent = JobBuilder.builder(TestCluster.job("cron", "batch", 1, 100))
                .periodic(PeriodicConfigBuilder.builder()
                        .spec("*/10 * * * *")
                        .specType("cron")
                        .prohibitOverlap(true)
                        .build())
                .build();
        cluster.register(parent);
        JobId id = new JobId("default", "cron");
        assertThat(server.state().children(id)).isEmpty();
        cluster.time.advance(Duration.ofMinutes(5));
        server.nodes().heartbeat(NODE);
        State launched =
                cluster.await("a child is launched", state -> state.children(id).size() == 1);
        assertThat(launched.children(id).getFirst().id()).isEqualTo("cron/periodic-1772601000");
        cluster.awaitLive("cron/periodic-1772601000", 1);
        server.jobs().periodicForce(id);
        assertThat(server.state().children(id)).hasSize(2);
    }

    @Test
    void a_rolling_update_goes_on_as_allocations_become_healthy() {
        Job job = JobBuilder.builder(TestCluster.job("web", "service", 2, 100))
                .update(UpdateStrategyBuilder.builder().maxParallel(1).build())
                .build();
        server.nodes().register(TestCluster.node(NODE));
        cluster.register(job);
        cluster.awaitLive("web", 2).forEach(it -> cluster.report(it.id(), ClientStatus.RUNNING, true));
        State first = cluster.await(
                "the first roll-out succeeds",
                state -> state.latestDeployment(WEB)
                        .filter(it -> it.status() == DeploymentStatus.SUCCESSFUL)
                        .isPresent());
        assertThat(first.job(WEB).orElseThrow().stable()).isTrue();
        cluster.register(JobBuilder.builder(TestCluster.job("web", "service", 2, 200))
                .update(UpdateStrategyBuilder.builder().maxParallel(1).build())
                .build());
        for (int round = 1; round <= 2; round++) {
            int expected = round;
            State state = cluster.await(
                    round + " allocations of version 1", it -> ofVersion(it, 1).size() == expected);
            assertThat(TestCluster.live(state, "web")).hasSize(2);
            ofVersion(state, 1).forEach(it -> cluster.report(it.id(), ClientStatus.RUNNING, true));
        }
        cluster.await(
                "the second roll-out succeeds",
                state -> state.latestDeployment(WEB)
                        .filter(it -> it.jobVersion() == 1 && it.status() == DeploymentStatus.SUCCESSFUL)
                        .isPresent());
        assertThat(server.state().jobVersion(WEB, 1).orElseThrow().stable()).isTrue();
    }

    private static List<Allocation> ofVersion(State state, long version) {
        return TestCluster.live(state, "web").stream()
                .filter(it -> it.job() != null && it.job().version() == version)
                .toList();
    }

    @Test
    void a_deployment_without_progress_fails_and_goes_back() {
        UpdateStrategyBuilder update = UpdateStrategyBuilder.builder()
                .maxParallel(1)
                .autoRevert(true)
                .minHealthyTime(Duration.ofSeconds(1))
                .healthyDeadline(Duration.ofMinutes(1))
                .progressDeadline(Duration.ofMinutes(2));
        server.nodes().register(TestCluster.node(NODE));
        cluster.register(JobBuilder.builder(TestCluster.job("web", "service", 1, 100))
                .update(update.build())
                .build());
        cluster.awaitLive("web", 1).forEach(it -> cluster.report(it.id(), ClientStatus.RUNNING, true));
        cluster.await(
                "the first version is stable",
                state -> state.job(WEB).filter(Job::stable).isPresent());
        cluster.register(JobBuilder.builder(TestCluster.job("web", "service", 1, 200))
                .update(update.build())
                .build());
        cluster.await(
                "the second version is placed", state -> ofVersion(state, 1).size() == 1);
        Deployment second = server.state().latestDeployment(WEB).orElseThrow();
        for (int seconds = 0; seconds < 130; seconds += 10) {
            server.nodes().heartbeat(NODE);
            cluster.time.advance(Duration.ofSeconds(10));
        }
        State state = cluster.await(
                "the deployment fails",
                it -> it.deployment(second.id())
                        .filter(found -> found.status() == DeploymentStatus.FAILED)
                        .isPresent());
        assertThat(state.deployment(second.id()).orElseThrow().statusDescription())
                .contains("progress deadline")
                .contains("rolling back to job version 0");
        assertThat(state.job(WEB).orElseThrow().version()).isEqualTo(2);
    }

    @Test
    void planning_tells_what_would_happen_and_changes_nothing() {
        server.nodes().register(TestCluster.node(NODE));
        long before = server.state().index();
        JobPlanResponse plan =
                server.jobs().plan(new JobPlanRequest(TestCluster.job("web", "service", 2, 100), true, false));
        assertThat(server.state().index()).isEqualTo(before);
        assertThat(plan.annotations()).isNotNull();
        assertThat(plan.annotations().desiredTgUpdates())
                .hasEntrySatisfying(
                        "web", updates -> assertThat(updates.place()).isEqualTo(2));
        assertThat(plan.diff()).isNotNull();
        JobPlanResponse tooMuch =
                server.jobs().plan(new JobPlanRequest(TestCluster.job("web", "service", 1, 9000), true, false));
        assertThat(tooMuch.failedTgAllocs()).containsKey("web");
    }

    @Test
    void an_index_that_is_enforced_has_to_be_the_current_one() {
        Job job = TestCluster.job("web", "service", 1, 100);
        JobRegisterResponse first = cluster.register(job);
        assertThatThrownBy(() -> server.jobs()
                        .register(JobRegisterRequestBuilder.builder(TestCluster.request(job))
                                .enforceIndex(true)
                                .jobModifyIndex(0)
                                .build()))
                .hasMessageContaining("job already exists");
        assertThat(server.jobs()
                        .register(JobRegisterRequestBuilder.builder(TestCluster.request(job))
                                .enforceIndex(true)
                                .jobModifyIndex(first.jobModifyIndex())
                                .build())
                        .jobModifyIndex())
                .isEqualTo(first.jobModifyIndex());
    }

    @Test
    void reverting_registers_the_older_version_as_the_newest() {
        cluster.register(TestCluster.job("web", "service", 1, 100));
        cluster.register(TestCluster.job("web", "service", 2, 100));
        server.jobs().revert(WEB, new JobRevertRequest("web", 0, null));
        Job job = server.state().job(WEB).orElseThrow();
        assertThat(job.version()).isEqualTo(2);
        assertThat(job.taskGroups().getFirst().count()).isEqualTo(1);
        assertThatThrownBy(() -> server.jobs().revert(WEB, new JobRevertRequest("web", 2, null)))
                .hasMessageContaining("current version");
    }

    @Test
    void what_is_over_can_be_forgotten_on_demand() {
        Allocation allocation = placed(TestCluster.job("work", "batch", 1, 100));
        cluster.report(allocation.id(), ClientStatus.COMPLETE);
        cluster.await(
                "the evaluation is over",
                state -> state.evaluations().stream().allMatch(it -> it.status() == EvaluationStatus.COMPLETE));
        server.system().collectGarbage();
        assertThat(server.state().jobs()).isEmpty();
        assertThat(server.state().allocations()).isEmpty();
        assertThat(server.state().evaluations()).isEmpty();
    }

    @Test
    void unknown_things_are_answered_with_404() {
        assertThatThrownBy(() -> server.jobs().deregister(WEB, false, 0))
                .isInstanceOfSatisfying(
                        ServerException.class,
                        fault -> assertThat(fault.status()).isEqualTo(404))
                .hasMessage("job not found");
        assertThatThrownBy(() -> server.nodes().heartbeat(NODE)).hasMessage("node not found");
    }
}
