package dev.drover.scheduler;

import static dev.drover.scheduler.JobFiles.constraint;
import static dev.drover.scheduler.JobFiles.service;
import static dev.drover.scheduler.JobFiles.staticPort;
import static dev.drover.scheduler.PlacingKit.asking;
import static dev.drover.scheduler.PlacingKit.cores;
import static dev.drover.scheduler.PlacingKit.device;
import static dev.drover.scheduler.PlacingKit.devices;
import static dev.drover.scheduler.PlacingKit.failure;
import static dev.drover.scheduler.PlacingKit.gpus;
import static dev.drover.scheduler.PlacingKit.prioritised;
import static dev.drover.scheduler.PlacingKit.small;
import static dev.drover.scheduler.PlacingKit.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationListStub;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredStatus;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.Affinity;
import dev.drover.model.job.EphemeralDisk;
import dev.drover.model.job.Job;
import dev.drover.model.job.MigrateStrategy;
import dev.drover.model.job.TaskGroupBuilder;
import dev.drover.model.operator.PreemptionConfig;
import dev.drover.model.volume.HostVolumeInfo;
import dev.drover.model.volume.VolumeRequest;
import dev.drover.model.volume.VolumeRequestBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PreemptionScenariosTest {
    private final Cluster cluster = new Cluster();

    @BeforeEach
    void allow() {
        PlacingKit.allowPreemption(cluster);
    }

    private void low(String id, int count, int priority, UnaryOperator<TaskGroupBuilder> change) {
        cluster.run(prioritised(service(id, count, change), priority));
        assertThat(cluster.live(id)).hasSize(count);
    }

    private static Job high(int mhz, int memory) {
        return prioritised(service("high", 1, JobFiles.asking(mhz, memory)), 80);
    }

    private static Set<String> victims(Outcome.Planned planned) {
        return planned.plan().preemptions().stream().map(Allocation::jobId).collect(Collectors.toSet());
    }

    private static Map<String, Double> scores(Outcome.Planned planned) {
        return Objects.requireNonNull(planned.plan().placements().getFirst().metrics())
                .scoreMetaData()
                .getFirst()
                .scores();
    }

    private static Job ofType(String type, int priority) {
        UnaryOperator<TaskGroupBuilder> change = type.startsWith("sys")
                ? g -> JobFiles.asking(3000, 100).apply(g).reschedulePolicy(null)
                : JobFiles.asking(3000, 100);
        return prioritised(JobFiles.job("high", type, JobFiles.group(1, change)), priority);
    }

    @Test
    void less_important_work_makes_room() {
        cluster.node("n1");
        low("low", 1, 20, JobFiles.asking(3000, 100));
        Allocation victim = cluster.only("low");
        cluster.run(high(3000, 100));
        Allocation placed = cluster.only("high");
        assertThat(placed.preemptedAllocations()).containsExactly(victim.id());
        Allocation evicted = cluster.allocation(victim.id());
        assertThat(evicted.desiredStatus()).isEqualTo(DesiredStatus.EVICT);
        assertThat(evicted.preemptedByAllocation()).isEqualTo(placed.id());
        assertThat(evicted.desiredDescription()).isEqualTo("Preempted by alloc ID " + placed.id());
    }

    @Test
    void nobody_is_evicted_while_there_is_a_free_node() {
        cluster.nodes(2);
        low("low", 1, 20, JobFiles.asking(3000, 100));
        Outcome.Planned planned = cluster.run(high(3000, 100));
        assertThat(planned.plan().preemptions()).isEmpty();
        assertThat(cluster.only("high").nodeId())
                .isNotEqualTo(cluster.only("low").nodeId());
    }

    @Test
    void a_gap_of_ten_is_enough_and_nine_is_not() {
        cluster.node("n1");
        low("low", 1, 71, JobFiles.asking(3000, 100));
        assertThat(cluster.plan(cluster.register(high(3000, 100)).id()).plan().isEmpty())
                .isTrue();
        cluster.register(prioritised(high(3000, 100), 81));
        assertThat(victims(cluster.evaluate("high"))).containsExactly("low");
    }

    @Test
    void more_important_work_stays() {
        cluster.node("n1");
        low("vital", 1, 90, JobFiles.asking(3000, 100));
        Outcome.Planned planned = cluster.run(high(3000, 100));
        assertThat(planned.plan().preemptions()).isEmpty();
        assertThat(failure(planned).dimensionExhausted()).containsExactly(Map.entry("cpu", 1));
        assertThat(planned.blocked()).isPresent();
    }

    @Test
    void a_job_does_not_evict_its_own_allocations() {
        cluster.node("n1");
        low("high", 1, 20, JobFiles.asking(3000, 100));
        cluster.register(prioritised(service("high", 2, JobFiles.asking(3000, 100)), 80));
        Outcome.Planned planned = cluster.evaluate("high");
        assertThat(planned.plan().preemptions()).isEmpty();
    }

    @Test
    void the_least_important_go_first() {
        cluster.node("n1");
        low("middle", 1, 40, JobFiles.asking(2000, 100));
        low("low", 1, 20, JobFiles.asking(2000, 100));
        assertThat(victims(cluster.run(high(2000, 100)))).containsExactly("low");
    }

    @Test
    void of_equally_important_ones_the_nearest_in_size_goes() {
        cluster.node("n1");
        low("big", 1, 20, JobFiles.asking(2500, 100));
        low("fitting", 1, 20, JobFiles.asking(1000, 100));
        low("small", 1, 20, JobFiles.asking(500, 100));
        assertThat(victims(cluster.run(high(1000, 100)))).containsExactly("fitting");
    }

    @Test
    void several_leave_when_one_is_not_enough() {
        cluster.node("n1");
        low("low", 4, 20, JobFiles.asking(1000, 100));
        Outcome.Planned planned = cluster.run(high(2500, 100));
        assertThat(planned.plan().preemptions()).hasSize(3);
        assertThat(cluster.live("low")).hasSize(1);
    }

    @Test
    void who_turns_out_not_to_be_in_the_way_is_spared() {
        cluster.node("n1");
        low("small", 1, 20, JobFiles.asking(500, 100));
        low("big", 1, 30, JobFiles.asking(3500, 100));
        assertThat(victims(cluster.run(high(3500, 100)))).containsExactly("big");
    }

    @Test
    void memory_is_made_room_for_as_well() {
        cluster.node("n1");
        low("cpu", 1, 20, JobFiles.asking(1000, 100));
        low("memory", 1, 20, JobFiles.asking(100, 7000));
        assertThat(victims(cluster.run(high(100, 4000)))).containsExactly("memory");
    }

    @Test
    void disk_is_made_room_for_as_well() {
        cluster.node("n1");
        low("low", 1, 20, g -> g.ephemeralDisk(new EphemeralDisk(false, false, 90_000)));
        Job job = prioritised(service("high", 1, g -> g.ephemeralDisk(new EphemeralDisk(false, false, 50_000))), 80);
        assertThat(victims(cluster.run(job))).containsExactly("low");
    }

    @Test
    void a_node_with_the_least_important_victims_is_chosen() {
        cluster.node("n1").node("n2");
        low("middle", 1, 50, JobFiles.asking(4000, 7000));
        low("low", 1, 10, JobFiles.asking(4000, 7000));
        assertThat(victims(cluster.run(high(4000, 7000)))).containsExactly("low");
    }

    @Test
    void the_score_of_preemption_is_the_published_one() {
        cluster.node("n1");
        low("low", 2, 20, JobFiles.asking(2000, 100));
        Outcome.Planned planned = cluster.run(high(4000, 100));
        double netPriority = 20 + 40.0 / 20;
        assertThat(scores(planned).get("preemption"))
                .isCloseTo(1 / (1 + Math.exp(0.0048 * (netPriority - 2048))), within(1e-12));
    }

    @Test
    void the_fit_is_scored_as_it_will_be_without_the_victims() {
        cluster.node("n1");
        low("low", 1, 20, JobFiles.asking(3000, 3000));
        Outcome.Planned planned = cluster.run(high(2000, 4000));
        double expected = (20 - Math.pow(10, 0.5) - Math.pow(10, 0.5)) / 18;
        assertThat(scores(planned).get("binpack")).isCloseTo(expected, within(1e-9));
    }

    @Test
    void without_victims_there_is_no_score_of_preemption() {
        cluster.node("n1");
        assertThat(scores(cluster.run(high(2000, 4000)))).doesNotContainKey("preemption");
    }

    @Test
    void types_of_job_that_may_not_preempt_wait() {
        cluster.node("n1");
        PlacingKit.preemption(cluster, new PreemptionConfig(true, false, false, false));
        low("low", 1, 20, JobFiles.asking(3000, 100));
        for (String type : List.of("service", "batch", "sysbatch")) {
            assertThat(cluster.plan(cluster.register(ofType(type, 80)).id())
                            .plan()
                            .preemptions())
                    .as(type)
                    .isEmpty();
            cluster.purgeJob("high");
        }
    }

    @Test
    void each_type_of_job_may_preempt_when_it_is_allowed() {
        cluster.node("n1");
        low("low", 1, 20, JobFiles.asking(3000, 100));
        for (String type : List.of("service", "batch", "system", "sysbatch")) {
            assertThat(cluster.plan(cluster.register(ofType(type, 80)).id())
                            .plan()
                            .preemptions())
                    .as(type)
                    .hasSize(1);
            cluster.purgeJob("high");
        }
    }

    @Test
    void system_jobs_preempt_unless_told_otherwise() {
        Cluster usual = new Cluster();
        usual.node("n1");
        usual.run(prioritised(service("low", 1, JobFiles.asking(3000, 100)), 20));
        assertThat(victims(usual.run(ofType("system", 80)))).containsExactly("low");
    }

    @Test
    void system_jobs_preempt_on_every_node_where_they_must() {
        cluster.nodes(3);
        low("low", 2, 20, JobFiles.asking(3000, 100));
        Outcome.Planned planned = cluster.run(ofType("system", 80));
        assertThat(planned.plan().preemptions()).hasSize(2);
        assertThat(cluster.live("high")).hasSize(3);
    }

    @Test
    void the_holder_of_a_static_port_makes_way() {
        cluster.node("n1");
        low("other", 1, 20, JobFiles.asking(100, 100));
        low("low", 1, 20, g -> g.networks(List.of(staticPort("http", 8080))));
        Job job = prioritised(service("high", 1, g -> g.networks(List.of(staticPort("http", 8080)))), 80);
        assertThat(victims(cluster.run(job))).containsExactly("low");
    }

    @Test
    void a_static_port_held_by_someone_important_stays_held_and_nobody_leaves_in_vain() {
        cluster.node("n1");
        low("vital", 1, 75, g -> g.networks(List.of(staticPort("http", 8080))));
        low("low", 1, 20, JobFiles.asking(3000, 100));
        Job job = prioritised(
                service(
                        "high",
                        1,
                        g -> JobFiles.asking(3000, 100).apply(g).networks(List.of(staticPort("http", 8080)))),
                80);
        Outcome.Planned planned = cluster.run(job);
        assertThat(planned.plan().preemptions()).isEmpty();
        assertThat(cluster.live("low")).hasSize(1);
    }

    @Test
    void a_port_and_cpu_may_come_from_different_victims() {
        cluster.node("n1");
        low("port", 1, 30, g -> JobFiles.asking(100, 100).apply(g).networks(List.of(staticPort("http", 8080))));
        low("cpu", 1, 20, JobFiles.asking(3500, 100));
        Job job = prioritised(
                service(
                        "high",
                        1,
                        g -> JobFiles.asking(3000, 100).apply(g).networks(List.of(staticPort("http", 8080)))),
                80);
        assertThat(victims(cluster.run(job))).containsExactlyInAnyOrder("port", "cpu");
    }

    @Test
    void the_holder_of_a_device_makes_way_and_hands_it_over() {
        cluster.node("n1", b -> b.nodeResources(with(gpus("nvidia", "v100", "a"))));
        low("other", 1, 20, JobFiles.asking(100, 100));
        low("low", 1, 20, asking(small(device("gpu", 1))));
        cluster.run(prioritised(service("high", 1, asking(small(device("gpu", 1)))), 80));
        assertThat(cluster.live("low")).isEmpty();
        assertThat(cluster.live("other")).hasSize(1);
        assertThat(devices(cluster.only("high"))).containsExactly("v100/a");
    }

    @Test
    void free_instances_count_before_anyone_leaves() {
        cluster.node("n1", b -> b.nodeResources(with(gpus("nvidia", "v100", "a", "b", "c"))));
        low("low", 2, 20, asking(small(device("gpu", 1))));
        Outcome.Planned planned = cluster.run(prioritised(service("high", 1, asking(small(device("gpu", 2)))), 80));
        assertThat(planned.plan().preemptions()).hasSize(1);
    }

    @Test
    void the_device_group_with_the_less_important_holders_is_taken() {
        cluster.node("n1", b -> b.nodeResources(with(gpus("nvidia", "v100", "a"), gpus("amd", "mi50", "b"))));
        low("middle", 1, 50, asking(small(device("nvidia/gpu", 1))));
        low("low", 1, 20, asking(small(device("amd/gpu", 1))));
        cluster.run(prioritised(service("high", 1, asking(small(device("gpu", 1)))), 80));
        assertThat(devices(cluster.only("high"))).containsExactly("mi50/b");
        assertThat(cluster.live("middle")).hasSize(1);
    }

    @Test
    void a_device_held_by_someone_important_cannot_be_had() {
        cluster.node("n1", b -> b.nodeResources(with(gpus("nvidia", "v100", "a"))));
        low("vital", 1, 75, asking(small(device("gpu", 1))));
        Outcome.Planned planned = cluster.run(prioritised(service("high", 1, asking(small(device("gpu", 1)))), 80));
        assertThat(failure(planned).dimensionExhausted())
                .containsExactly(Map.entry("devices: no devices match request", 1));
    }

    @Test
    void holders_of_cores_make_way() {
        cluster.node("n1");
        low("low", 2, 20, asking(cores(2)));
        Outcome.Planned planned = cluster.run(prioritised(service("high", 1, asking(cores(2))), 80));
        assertThat(planned.plan().preemptions()).hasSize(1);
        assertThat(PlacingKit.coresOf(cluster.only("high"))).hasSize(2);
    }

    @Test
    void of_those_with_cores_the_one_with_just_enough_leaves() {
        cluster.node("n1");
        low("three", 1, 20, asking(cores(3)));
        low("one", 1, 20, asking(cores(1)));
        assertThat(victims(cluster.run(prioritised(service("high", 1, asking(cores(1))), 80))))
                .containsExactly("one");
    }

    @Test
    void the_single_writer_of_a_volume_makes_way() {
        VolumeRequest request = VolumeRequestBuilder.builder()
                .name("data")
                .type("host")
                .source("data")
                .accessMode("single-node-single-writer")
                .build();
        cluster.node("n1", b -> b.hostVolumes(Map.of("data", new HostVolumeInfo("/d", false, "", "data"))));
        low("other", 1, 20, JobFiles.asking(100, 100));
        low("low", 1, 20, g -> g.volumes(Map.of("data", request)));
        Job job = prioritised(service("high", 1, g -> g.volumes(Map.of("data", request))), 80);
        assertThat(victims(cluster.run(job))).containsExactly("low");
    }

    @Test
    void a_node_with_a_full_list_loses_one_allocation() {
        cluster.node("n1", b -> b.nodeMaxAllocs(2));
        low("low", 2, 20, JobFiles.asking(10, 10));
        assertThat(cluster.run(high(10, 10)).plan().preemptions()).hasSize(1);
    }

    @Test
    void nobody_leaves_a_node_that_does_not_suit_anyway() {
        cluster.node("n1");
        low("low", 1, 20, JobFiles.asking(3000, 100));
        Job job = JobFiles.with(
                high(3000, 100), j -> j.constraints(List.of(constraint("${attr.kernel.name}", "=", "plan9"))));
        assertThat(cluster.run(job).plan().preemptions()).isEmpty();
    }

    @Test
    void nobody_leaves_when_even_an_empty_node_is_too_small() {
        cluster.node("n1");
        low("low", 1, 20, JobFiles.asking(3000, 100));
        assertThat(cluster.run(high(5000, 100)).plan().preemptions()).isEmpty();
        assertThat(cluster.live("low")).hasSize(1);
    }

    @Test
    void groups_share_the_loss_by_what_they_can_bear_at_once() {
        cluster.node("n1");
        MigrateStrategy one = new MigrateStrategy(1, "", null, null);
        low("careful", 2, 20, g -> JobFiles.asking(1000, 100).apply(g).migrate(one));
        low("other", 2, 20, g -> JobFiles.asking(900, 100).apply(g).migrate(one));
        Job job = prioritised(service("high", 2, JobFiles.asking(1000, 100)), 80);
        Outcome.Planned planned = cluster.run(job);
        assertThat(cluster.live("high")).hasSize(2);
        assertThat(victims(planned)).contains("careful", "other");
    }

    @Test
    void room_that_is_about_to_be_free_is_waited_for() {
        cluster.node("n1");
        low("ending", 1, 20, JobFiles.asking(2000, 100));
        low("low", 1, 20, JobFiles.asking(2000, 100));
        cluster.stopJob("ending");
        cluster.evaluate("ending");
        Outcome.Planned planned = cluster.run(high(2000, 100));
        assertThat(planned.plan().preemptions()).isEmpty();
        assertThat(planned.blocked()).isPresent();
    }

    @Test
    void who_was_evicted_already_is_not_evicted_again() {
        cluster.node("n1");
        low("low", 1, 20, JobFiles.asking(3000, 100));
        cluster.run(high(3000, 100));
        Job next = prioritised(service("next", 1, JobFiles.asking(1000, 100)), 95);
        Outcome.Planned planned = cluster.run(next);
        assertThat(victims(planned)).doesNotContain("low");
    }

    @Test
    void two_allocations_of_one_plan_do_not_count_on_the_same_victim() {
        cluster.node("n1");
        low("low", 2, 20, JobFiles.asking(2000, 100));
        Outcome.Planned planned = cluster.run(prioritised(service("high", 2, JobFiles.asking(2000, 100)), 80));
        assertThat(planned.plan().preemptions()).extracting(Allocation::id).doesNotHaveDuplicates();
        assertThat(planned.plan().preemptions()).hasSize(2);
        assertThat(cluster.live("high")).hasSize(2);
    }

    @Test
    void room_left_over_by_one_eviction_is_used_before_the_next() {
        cluster.node("n1");
        low("low", 1, 20, JobFiles.asking(3900, 100));
        Outcome.Planned planned = cluster.run(prioritised(service("high", 3, JobFiles.asking(1000, 100)), 80));
        assertThat(planned.plan().preemptions()).hasSize(1);
        assertThat(cluster.live("high")).hasSize(3);
    }

    @Test
    void annotations_show_who_would_leave_and_how_many() {
        cluster.node("n1");
        low("low", 2, 20, JobFiles.asking(2000, 100));
        Outcome.Planned planned = cluster.run(high(3000, 100));
        assertThat(planned.plan().annotations().preemptedAllocs())
                .extracting(AllocationListStub::jobId)
                .containsExactly("low", "low");
        assertThat(cluster.desired(planned, "g").preemptions()).isEqualTo(2);
    }

    @Test
    void without_preemption_the_annotations_count_none() {
        cluster.node("n1");
        Outcome.Planned planned = cluster.run(high(3000, 100));
        assertThat(planned.plan().annotations().preemptedAllocs()).isEmpty();
        assertThat(cluster.desired(planned, "g").preemptions()).isZero();
    }

    @Test
    void an_evicted_service_is_placed_again_where_there_is_room() {
        cluster.node("n1");
        low("low", 1, 20, JobFiles.asking(3000, 100));
        cluster.run(high(3000, 100));
        cluster.node("n2");
        cluster.evaluate("low");
        assertThat(cluster.only("low").nodeId()).isEqualTo("n2");
    }

    @Test
    void an_evicted_batch_allocation_that_had_not_finished_is_run_again() {
        cluster.node("n1");
        cluster.run(prioritised(
                JobFiles.job(
                        "low",
                        "batch",
                        JobFiles.group(
                                1, g -> JobFiles.asking(3000, 100).apply(g).reschedulePolicy(JobFiles.BATCH_POLICY))),
                20));
        Allocation victim = cluster.only("low");
        cluster.run(high(3000, 100));
        cluster.report(cluster.allocation(victim.id()), ClientStatus.FAILED);
        cluster.node("n2");
        cluster.evaluate("low");
        assertThat(cluster.only("low").nodeId()).isEqualTo("n2");
    }

    @Test
    void a_destructive_update_may_preempt_for_what_it_wants_more() {
        cluster.node("n1");
        cluster.run(high(1000, 100));
        low("low", 1, 20, JobFiles.asking(3000, 100));
        Outcome.Planned planned = cluster.run(high(4000, 100));
        assertThat(victims(planned)).containsExactly("low");
        assertThat(planned.plan().stops()).hasSize(1);
    }

    @Test
    void the_plan_is_the_same_for_the_same_question() {
        cluster.nodes(4);
        low("low", 8, 20, JobFiles.asking(2000, 100));
        cluster.register(prioritised(service("high", 5, JobFiles.asking(1500, 100)), 80));
        Evaluation evaluation = cluster.evaluation("high");
        assertThat(cluster.plan(evaluation).plan().preemptions())
                .extracting(Allocation::id)
                .isEqualTo(cluster.plan(evaluation).plan().preemptions().stream()
                        .map(Allocation::id)
                        .toList());
    }

    @Test
    void spread_and_other_scores_still_count_between_nodes_that_need_preemption() {
        cluster.node("n1", b -> b.meta(Map.of("disk", "ssd"))).node("n2");
        low("low", 2, 20, JobFiles.asking(4000, 100));
        Job job = JobFiles.with(
                high(4000, 100), j -> j.affinities(List.of(new Affinity("${meta.disk}", "ssd", "=", 100))));
        cluster.run(job);
        assertThat(cluster.only("high").nodeId()).isEqualTo("n1");
    }

    @Test
    void distinct_hosts_holds_while_preempting() {
        cluster.nodes(2);
        low("low", 2, 20, JobFiles.asking(4000, 100));
        Job job = prioritised(
                service(
                        "high",
                        3,
                        g -> JobFiles.asking(1000, 100)
                                .apply(g)
                                .constraints(List.of(constraint("", "distinct_hosts", "true")))),
                80);
        cluster.run(job);
        assertThat(cluster.nodesOf("high")).containsExactly("n1", "n2");
        assertThat(cluster.live("high")).hasSize(2);
    }
}
