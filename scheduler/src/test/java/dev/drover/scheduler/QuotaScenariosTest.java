package dev.drover.scheduler;

import static dev.drover.scheduler.JobFiles.service;
import static dev.drover.scheduler.PlacingKit.asking;
import static dev.drover.scheduler.PlacingKit.cores;
import static dev.drover.scheduler.PlacingKit.device;
import static dev.drover.scheduler.PlacingKit.failure;
import static dev.drover.scheduler.PlacingKit.gpus;
import static dev.drover.scheduler.PlacingKit.small;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.Job;
import dev.drover.model.job.RequestedDevice;
import dev.drover.model.job.ResourcesBuilder;
import dev.drover.model.namespace.NamespaceBuilder;
import dev.drover.model.quota.NodePoolLimitBuilder;
import dev.drover.model.quota.QuotaLimit;
import dev.drover.model.quota.QuotaResources;
import dev.drover.model.quota.QuotaResourcesBuilder;
import dev.drover.model.quota.QuotaSpecBuilder;
import dev.drover.state.Statuses;
import dev.drover.state.command.SettingsCommand;
import dev.drover.state.usage.QuotaUse;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

final class QuotaScenariosTest {
    private final Cluster cluster = new Cluster();

    private static void limit(Cluster cluster, String region, QuotaResources limit) {
        cluster.apply(new SettingsCommand.UpsertQuotas(List.of(QuotaSpecBuilder.builder()
                .name("gold")
                .limits(List.of(new QuotaLimit(region, limit, null, "hash")))
                .build())));
        cluster.apply(new SettingsCommand.UpsertNamespaces(
                List.of(NamespaceBuilder.builder().name("default").quota("gold").build())));
    }

    private void limit(QuotaResourcesBuilder limit) {
        limit(cluster, "global", limit.build());
    }

    private static QuotaResourcesBuilder most() {
        return QuotaResourcesBuilder.builder();
    }

    private static Job job(String id, int count, int memory) {
        return service(id, count, asking(JobFiles.resources(100, memory)));
    }

    private static Evaluation blocked(Outcome.Planned planned) {
        return planned.blocked().orElseThrow();
    }

    @Test
    void a_job_is_placed_as_far_as_the_quota_of_its_namespace_allows() {
        cluster.nodes(3);
        limit(most().memoryMb(500));
        Outcome.Planned planned = cluster.run(job("web", 7, 100));
        assertThat(cluster.live("web")).hasSize(5);
        assertThat(planned.queued()).containsEntry("g", 2);
        assertThat(failure(planned).coalescedFailures()).isEqualTo(1);
    }

    @Test
    void the_dimension_that_is_exhausted_is_named_with_its_amounts() {
        cluster.node("n1");
        limit(most().memoryMb(150));
        Outcome.Planned planned = cluster.run(job("web", 2, 100));
        assertThat(failure(planned).quotaExhausted()).containsExactly("memory exhausted (200 needed > 150 limit)");
        assertThat(failure(planned).nodesExhausted()).isZero();
    }

    @Test
    void every_exhausted_dimension_is_named() {
        cluster.node("n1");
        limit(most().memoryMb(50).cpu(60));
        assertThat(failure(cluster.run(job("web", 1, 100))).quotaExhausted())
                .containsExactly("cpu exhausted (100 needed > 60 limit)", "memory exhausted (100 needed > 50 limit)");
    }

    @Test
    void what_waits_for_a_quota_waits_for_nothing_else() {
        cluster.node("n1");
        limit(most().memoryMb(50));
        assertThat(blocked(cluster.run(job("web", 1, 100))))
                .returns("gold", Evaluation::quotaLimitReached)
                .returns(false, Evaluation::escapedComputedClass)
                .returns(Map.of(), Evaluation::classEligibility);
    }

    @Test
    void what_waits_for_room_and_for_a_quota_waits_for_either() {
        cluster.node("n1");
        limit(most().memoryMb(50));
        Job both = JobFiles.job(
                "web",
                "service",
                JobFiles.group(1, asking(JobFiles.resources(100, 100))),
                JobFiles.group(
                        1,
                        g -> asking(JobFiles.resources(1_000_000, 10)).apply(g).name("h")));
        assertThat(blocked(cluster.run(both)))
                .returns("gold", Evaluation::quotaLimitReached)
                .returns(true, Evaluation::escapedComputedClass);
    }

    @Test
    void without_room_on_nodes_no_quota_is_blamed() {
        limit(most().memoryMb(50));
        assertThat(blocked(cluster.run(job("web", 1, 100))).quotaLimitReached()).isEmpty();
    }

    @Test
    void nothing_and_zero_do_not_limit() {
        cluster.node("n1");
        limit(most().memoryMb(0));
        assertThat(cluster.run(job("web", 3, 100)).failedGroups()).isEmpty();
    }

    @Test
    void less_than_zero_allows_nothing() {
        cluster.node("n1");
        limit(most().cores(-1).memoryMb(-1));
        assertThat(failure(cluster.run(job("web", 1, 100))).quotaExhausted())
                .containsExactly("memory exhausted (100 needed > 0 limit)");
    }

    @Test
    void limits_of_other_regions_mean_nothing_here() {
        cluster.node("n1");
        limit(cluster, "europe", most().memoryMb(50).build());
        assertThat(cluster.run(job("web", 1, 100)).failedGroups()).isEmpty();
    }

    @Test
    void other_namespaces_are_not_limited() {
        cluster.node("n1");
        limit(most().memoryMb(50));
        cluster.apply(new SettingsCommand.UpsertNamespaces(
                List.of(NamespaceBuilder.builder().name("default").build())));
        assertThat(cluster.run(job("web", 1, 100)).failedGroups()).isEmpty();
    }

    @Test
    void memory_max_is_limited_by_what_may_be_used() {
        cluster.node("n1");
        cluster.oversubscribe();
        limit(most().memoryMaxMb(300));
        Job bursting = service(
                "web",
                1,
                asking(ResourcesBuilder.builder()
                        .cpu(100)
                        .memoryMb(100)
                        .memoryMaxMb(400)
                        .build()));
        assertThat(failure(cluster.run(bursting)).quotaExhausted())
                .containsExactly("memory_max exhausted (400 needed > 300 limit)");
    }

    @Test
    void cores_are_limited_apart_from_mhz() {
        cluster.node("n1", n -> n.nodeResources(PlacingKit.numa(1, 8, Map.of())));
        limit(most().cores(3).cpu(1));
        Outcome.Planned planned = cluster.run(service("web", 2, asking(cores(2))));
        assertThat(cluster.live("web")).hasSize(1);
        assertThat(failure(planned).quotaExhausted()).containsExactly("cores exhausted (4 needed > 3 limit)");
    }

    @Test
    void devices_are_limited_by_any_of_their_names() {
        for (String name : List.of("gpu", "nvidia/gpu", "nvidia/gpu/a100")) {
            Cluster own = new Cluster();
            own.node("n1", n -> n.nodeResources(PlacingKit.with(gpus("nvidia", "a100", "0", "1", "2"))));
            limit(
                    own,
                    "global",
                    most().devices(List.of(new RequestedDevice(name, 2L, List.of(), List.of())))
                            .build());
            Outcome.Planned planned = own.run(service("web", 3, asking(small(device("gpu", 1)))));
            assertThat(own.live("web")).hasSize(2);
            assertThat(failure(planned).quotaExhausted())
                    .containsExactly("device " + name + " exhausted (3 needed > 2 limit)");
        }
    }

    @Test
    void a_limited_device_leads_to_nodes_with_another_one() {
        cluster.node("n1", n -> n.nodeResources(PlacingKit.with(gpus("nvidia", "a100", "0", "1"))));
        cluster.node("n2", n -> n.nodeResources(PlacingKit.with(gpus("amd", "mi300", "0", "1"))));
        limit(most().devices(List.of(new RequestedDevice("nvidia/gpu", -1L, List.of(), List.of()))));
        cluster.run(service("web", 2, asking(small(device("gpu", 1)))));
        assertThat(cluster.nodesOf("web")).containsExactly("n2");
    }

    @Test
    void a_limit_of_a_node_pool_leaves_the_other_pools_alone() {
        cluster.node("n1", n -> n.nodePool("big"));
        cluster.node("n2", n -> n.nodePool("small"));
        limit(most().nodePools(List.of(
                NodePoolLimitBuilder.builder().nodePool("big").memoryMb(200).build())));
        cluster.run(JobFiles.with(job("web", 6, 100), j -> j.nodePool("all")));
        assertThat(cluster.live("web").stream().filter(it -> it.nodeId().equals("n1")))
                .hasSizeLessThanOrEqualTo(2);
        assertThat(cluster.live("web")).hasSize(6);
    }

    @Test
    void an_exhausted_pool_is_named() {
        cluster.node("n1", n -> n.nodePool("big"));
        limit(most().nodePools(List.of(
                NodePoolLimitBuilder.builder().nodePool("big").memoryMb(50).build())));
        Outcome.Planned planned = cluster.run(JobFiles.with(job("web", 1, 100), j -> j.nodePool("big")));
        assertThat(failure(planned).quotaExhausted())
                .containsExactly("memory in node pool \"big\" exhausted (100 needed > 50 limit)");
        assertThat(blocked(planned).quotaLimitReached()).isEqualTo("gold");
    }

    @Test
    void what_stops_in_the_same_plan_makes_room_for_what_replaces_it() {
        cluster.nodes(2);
        limit(most().memoryMb(100));
        cluster.run(job("web", 1, 100));
        cluster.reportAll("web", ClientStatus.RUNNING);
        Job next = JobFiles.with(job("web", 1, 90), j -> j.priority(60));
        assertThat(cluster.run(next).failedGroups()).isEmpty();
    }

    @Test
    void what_was_told_to_stop_counts_until_it_has_ended() {
        cluster.nodes(2);
        limit(most().memoryMb(100));
        cluster.run(job("old", 1, 100));
        Allocation old = cluster.only("old");
        cluster.stopJob("old");
        cluster.evaluate("old");
        assertThat(cluster.run(job("new", 1, 100)).failedGroups()).containsKey("g");
        cluster.report(old, ClientStatus.COMPLETE);
        assertThat(cluster.evaluate("new").failedGroups()).isEmpty();
    }

    @Test
    void a_higher_limit_lets_the_rest_in() {
        cluster.nodes(2);
        limit(most().memoryMb(100));
        cluster.run(job("web", 3, 100));
        limit(most().memoryMb(300));
        assertThat(cluster.evaluate("web").failedGroups()).isEmpty();
        assertThat(cluster.live("web")).hasSize(3);
    }

    @Test
    void a_lower_limit_stops_nothing_that_runs() {
        cluster.nodes(2);
        limit(most().memoryMb(300));
        cluster.run(job("web", 3, 100));
        limit(most().memoryMb(100));
        assertThat(cluster.evaluate("web").plan().isEmpty()).isTrue();
        assertThat(cluster.live("web")).hasSize(3);
    }

    @Test
    void nobody_is_pushed_aside_for_the_sake_of_a_quota() {
        cluster.node("n1");
        PlacingKit.allowPreemption(cluster);
        limit(most().memoryMb(100));
        cluster.run(PlacingKit.prioritised(job("low", 1, 100), 10));
        Outcome.Planned planned = cluster.run(PlacingKit.prioritised(job("high", 1, 100), 90));
        assertThat(planned.plan().preemptions()).isEmpty();
        assertThat(failure(planned).quotaExhausted()).isNotEmpty();
    }

    @Test
    void a_system_job_waits_once_for_its_quota_and_not_for_each_node() {
        cluster.nodes(4);
        limit(most().memoryMb(200));
        Job system = JobFiles.with(job("agent", 1, 100), j -> j.type("system"));
        Outcome.Planned planned = cluster.run(system);
        assertThat(cluster.live("agent")).hasSize(2);
        assertThat(planned.blockedOnNodes()).isEmpty();
        assertThat(blocked(planned))
                .returns("gold", Evaluation::quotaLimitReached)
                .returns("", Evaluation::nodeId);
    }

    @Property(tries = 60)
    void no_history_of_jobs_holds_more_than_the_quota(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        Random random = new Random(seed);
        Cluster own = new Cluster();
        own.nodes(3);
        int most = 200 + random.nextInt(800);
        limit(own, "global", most().memoryMb(most).build());
        for (int step = 0; step < 12; step++) {
            String id = "j" + random.nextInt(4);
            switch (random.nextInt(4)) {
                case 0, 1 -> own.run(job(id, random.nextInt(6), 50 + random.nextInt(200)));
                case 2 -> own.reportAll(id, random.nextBoolean() ? ClientStatus.RUNNING : ClientStatus.COMPLETE);
                default -> {
                    own.stopJob(id);
                    own.evaluate(id);
                }
            }
            long wanted = own.state().allocations().stream()
                    .filter(it -> !Statuses.terminal(it))
                    .mapToLong(it -> QuotaUse.of(it).memoryMb())
                    .sum();
            assertThat(wanted).isLessThanOrEqualTo(most);
        }
    }
}
