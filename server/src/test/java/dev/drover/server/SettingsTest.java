package dev.drover.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.model.acl.Acl;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.api.JobDispatchRequestBuilder;
import dev.drover.model.api.JobRegisterRequestBuilder;
import dev.drover.model.api.JobRegisterResponse;
import dev.drover.model.deployment.DeploymentStatus;
import dev.drover.model.eval.EvaluationStatus;
import dev.drover.model.eval.PlanAnnotations;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.ScalingPolicyBuilder;
import dev.drover.model.job.TaskGroupBuilder;
import dev.drover.model.namespace.NamespaceBuilder;
import dev.drover.model.node.NodePoolBuilder;
import dev.drover.model.operator.SchedulerConfiguration;
import dev.drover.model.operator.SchedulerConfigurationBuilder;
import dev.drover.server.job.Scaling;
import dev.drover.state.JobId;
import dev.drover.state.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What operators set up, and the smaller things that users ask for. */
@Timeout(60)
class SettingsTest {
    private static final String NODE = "11111111-2222-3333-4444-555555555555";
    private static final JobId WEB = new JobId("default", "web");

    private final TestCluster cluster = new TestCluster();
    private final Server server = cluster.server;

    @AfterEach
    void stop() {
        cluster.close();
    }

    private void configure(boolean paused, boolean closed) {
        server.system()
                .setSchedulerConfiguration(
                        SchedulerConfigurationBuilder.builder(server.system().schedulerConfiguration())
                                .pauseEvalBroker(paused)
                                .rejectJobRegistration(closed)
                                .build());
    }

    @Test
    void a_paused_broker_hands_nothing_out_until_it_goes_on() {
        server.nodes().register(TestCluster.node(NODE));
        configure(true, false);
        JobRegisterResponse response = cluster.register(TestCluster.job("web", "service", 1, 100));
        assertThat(server.state().evaluation(response.evalId()).orElseThrow().status())
                .isEqualTo(EvaluationStatus.PENDING);
        configure(false, false);
        assertThat(cluster.awaitLive("web", 1)).hasSize(1);
    }

    @Test
    void a_configuration_is_not_set_over_one_that_the_caller_has_not_seen() {
        configure(false, false);
        SchedulerConfiguration seen = server.system().schedulerConfiguration();
        configure(false, true);
        assertThat(server.system().setSchedulerConfiguration(seen, seen.modifyIndex()))
                .isFalse();
        assertThat(server.system().schedulerConfiguration().rejectJobRegistration())
                .isTrue();
        long index = server.system().schedulerConfiguration().modifyIndex();
        assertThat(server.system().setSchedulerConfiguration(seen, index)).isTrue();
        assertThat(server.system().schedulerConfiguration().rejectJobRegistration())
                .isFalse();
    }

    @Test
    void while_registration_is_closed_nothing_new_is_taken_up_but_stops_are() {
        cluster.register(TestCluster.job("web", "service", 1, 100));
        configure(false, true);
        Job job = TestCluster.job("late", "service", 1, 100);
        assertThatThrownBy(() -> cluster.register(job))
                .isInstanceOfSatisfying(
                        ServerException.class,
                        fault -> assertThat(fault.status()).isEqualTo(403));
        assertThatThrownBy(() -> scale("web", 2L)).hasMessageContaining("disabled by the scheduler configuration");
        assertThatThrownBy(() -> server.jobs()
                        .dispatch(WEB, JobDispatchRequestBuilder.builder().build(), ""))
                .hasMessageContaining("disabled by the scheduler configuration");
        server.jobs().deregister(WEB, false, 0);
        assertThat(server.state().job(WEB).orElseThrow().stop()).isTrue();
    }

    @Test
    void of_many_that_expect_the_same_index_one_succeeds() throws Exception {
        long index = cluster.register(TestCluster.job("web", "service", 1, 100)).jobModifyIndex();
        Queue<String> refusals = new ConcurrentLinkedQueue<>();
        List<Thread> writers = IntStream.range(0, 8)
                .mapToObj(number -> Thread.ofVirtual().start(() -> {
                    try {
                        server.jobs()
                                .register(JobRegisterRequestBuilder.builder(
                                                TestCluster.request(TestCluster.job("web", "service", 1, 101 + number)))
                                        .enforceIndex(true)
                                        .jobModifyIndex(index)
                                        .build());
                    } catch (ServerException refused) {
                        refusals.add(refused.text());
                    }
                }))
                .toList();
        for (Thread writer : writers) {
            writer.join();
        }
        assertThat(refusals).hasSize(7).allMatch(text -> text.contains("conflicting job modify index"));
        assertThat(server.state().job(WEB).orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void a_complete_evaluation_tells_what_its_plan_meant_to_do() {
        server.nodes().register(TestCluster.node(NODE));
        String id = cluster.register(TestCluster.job("web", "service", 2, 100)).evalId();
        PlanAnnotations annotations = cluster.await(
                        "it is complete",
                        state -> state.evaluation(id)
                                .filter(it -> it.status() == EvaluationStatus.COMPLETE)
                                .isPresent())
                .evaluation(id)
                .orElseThrow()
                .planAnnotations();
        assertThat(annotations).isNotNull();
        assertThat(annotations.desiredTgUpdates())
                .hasEntrySatisfying("web", group -> assertThat(group.place()).isEqualTo(2));
    }

    private JobRegisterResponse scale(String id, @Nullable Long count) {
        return server.jobs()
                .scale(new JobId("default", id), new Scaling.Request("web", count, "by the test", false, Map.of()));
    }

    @Test
    void scaling_changes_the_count_within_the_bounds_of_its_policy_and_is_remembered() {
        server.nodes().register(TestCluster.node(NODE));
        Job job = TestCluster.job("web", "service", 1, 100);
        cluster.register(JobBuilder.builder(job)
                .taskGroups(List.of(TaskGroupBuilder.builder(job.taskGroups().getFirst())
                        .scaling(ScalingPolicyBuilder.builder()
                                .min(1L)
                                .max(3L)
                                .enabled(true)
                                .build())
                        .build()))
                .build());
        Allocation first = cluster.awaitLive("web", 1).getFirst();
        assertThatThrownBy(() -> scale("web", 2L)).hasMessageContaining("blocked due to active deployment");
        cluster.report(first.id(), ClientStatus.RUNNING, true);
        cluster.await(
                "the deployment is over",
                state -> state.latestDeployment(WEB)
                        .filter(it -> it.status() == DeploymentStatus.SUCCESSFUL)
                        .isPresent());
        scale("web", 3L);
        assertThat(cluster.awaitLive("web", 3)).hasSize(3);
        assertThatThrownBy(() -> scale("web", 4L)).hasMessageContaining("greater than scaling policy maximum: 4 > 3");
        assertThatThrownBy(() -> scale("web", 0L)).hasMessageContaining("less than scaling policy minimum: 0 < 1");
        assertThatThrownBy(() -> scale("web", -1L)).hasMessageContaining("can't be negative");
        scale("web", null);
        assertThat(server.state().scalingEvents(WEB)).hasEntrySatisfying("web", events -> {
            assertThat(events).hasSize(2);
            assertThat(events.getLast().count()).isEqualTo(3);
            assertThat(events.getLast().previousCount()).isEqualTo(1);
            assertThat(events.getFirst().count()).isNull();
        });
        assertThat(server.state().job(WEB).orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void a_namespace_goes_only_when_nothing_lives_in_it() {
        server.system().upsertNamespace(NamespaceBuilder.builder().name("apps").build());
        Job job = JobBuilder.builder(TestCluster.job("web", "service", 1, 100))
                .namespace("apps")
                .build();
        cluster.register(job);
        assertThatThrownBy(() -> server.system().deleteNamespace("apps")).hasMessageContaining("non-terminal jobs");
        server.jobs().deregister(new JobId("apps", "web"), true, 0);
        server.system().deleteNamespace("apps");
        assertThat(server.state().namespace("apps")).isEmpty();
        assertThatThrownBy(() -> cluster.register(job)).hasMessageContaining("nonexistent namespace");
        assertThatThrownBy(() -> server.system().deleteNamespace("default")).hasMessageContaining("default");
        assertThatThrownBy(() -> server.system()
                        .upsertNamespace(NamespaceBuilder.builder().name("a b").build()))
                .hasMessageContaining("invalid name");
    }

    @Test
    void a_node_pool_goes_only_when_neither_node_nor_job_is_in_it() {
        server.system().upsertNodePool(NodePoolBuilder.builder().name("gpu").build());
        Job job = JobBuilder.builder(TestCluster.job("web", "service", 1, 100))
                .nodePool("gpu")
                .build();
        cluster.register(job);
        assertThatThrownBy(() -> server.system().deleteNodePool("gpu")).hasMessageContaining("non-terminal jobs");
        server.jobs().deregister(WEB, true, 0);
        server.system().deleteNodePool("gpu");
        assertThatThrownBy(() -> cluster.register(job)).hasMessageContaining("nonexistent node pool");
        assertThatThrownBy(() -> server.system().deleteNodePool("default")).hasMessageContaining("not allowed");
        assertThatThrownBy(() -> server.system().deleteNodePool("gpu")).hasMessageContaining("not found");
    }

    @Test
    void things_are_found_by_the_beginning_of_their_id_and_by_parts_of_their_name() {
        server.nodes().register(TestCluster.node(NODE));
        cluster.register(TestCluster.job("web", "service", 1, 100));
        Allocation allocation = cluster.awaitLive("web", 1).getFirst();
        assertThat(server.search()
                        .byPrefix(allocation.id().substring(0, 4), "allocs", "default", Acl.MANAGEMENT)
                        .matches())
                .containsOnlyKeys("allocs")
                .containsEntry("allocs", List.of(allocation.id()));
        assertThat(server.search()
                        .byPrefix("we", "all", "default", Acl.MANAGEMENT)
                        .matches())
                .containsEntry("jobs", List.of("web"));
        assertThat(server.search()
                        .byPrefix("we", "jobs", "other", Acl.MANAGEMENT)
                        .matches())
                .containsOnlyKeys("jobs")
                .containsValue(null);
        assertThatThrownBy(() -> server.search().byPrefix("x", "unknown", "default", Acl.MANAGEMENT))
                .hasMessageContaining("context must be one of");
        assertThat(server.search().fuzzy("ERV", "all", "*", Acl.MANAGEMENT).matches())
                .hasEntrySatisfying(
                        "tasks",
                        tasks -> assertThat(tasks)
                                .singleElement()
                                .satisfies(match -> assertThat(match.id()).isEqualTo("server")));
        assertThatThrownBy(() -> server.search().fuzzy("e", "all", "*", Acl.MANAGEMENT))
                .hasMessageContaining("at least 2 characters");
    }

    @Test
    void what_is_over_is_forgotten_once_it_is_old_enough() {
        server.nodes().register(TestCluster.node(NODE));
        cluster.register(TestCluster.job("work", "batch", 1, 100));
        cluster.report(cluster.awaitLive("work", 1).getFirst().id(), ClientStatus.COMPLETE);
        JobId work = new JobId("default", "work");
        cluster.await("it is dead", state -> cluster.status("work").equals("dead"));
        pass(Duration.ofHours(3));
        assertThat(server.state().job(work)).isPresent();
        awaitLater("the job is forgotten", state -> state.job(work).isEmpty());
        assertThat(server.state().allocationsOfJob(work)).isEmpty();
        assertThat(server.state().node(NODE)).isPresent();
        pass(Duration.ofHours(24));
        awaitLater("the node is forgotten", state -> state.node(NODE).isEmpty());
    }

    /** Lets time go on until it is so. */
    private void awaitLater(String what, Predicate<State> condition) {
        cluster.await(what, state -> {
            cluster.time.advance(Duration.ofMinutes(5));
            return condition.test(state);
        });
    }

    /** Rounds of garbage collection follow each other through threads, so time goes on in steps. */
    private void pass(Duration duration) {
        for (Duration passed = Duration.ZERO; passed.compareTo(duration) < 0; passed = passed.plusMinutes(5)) {
            cluster.time.advance(Duration.ofMinutes(5));
        }
    }
}
