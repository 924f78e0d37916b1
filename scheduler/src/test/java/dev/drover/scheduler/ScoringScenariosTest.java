package dev.drover.scheduler;

import static dev.drover.scheduler.JobFiles.service;
import static dev.drover.scheduler.PlacingKit.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationMetric;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.NodeScoreMeta;
import dev.drover.model.job.Affinity;
import dev.drover.model.job.EphemeralDisk;
import dev.drover.model.job.Job;
import dev.drover.model.job.NUMAResource;
import dev.drover.model.job.NetworkResource;
import dev.drover.model.job.NetworkResourceBuilder;
import dev.drover.model.job.Port;
import dev.drover.model.job.ResourcesBuilder;
import dev.drover.model.job.Spread;
import dev.drover.model.job.SpreadTarget;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskGroupBuilder;
import dev.drover.model.job.TaskLifecycle;
import dev.drover.model.node.NodeReservedNetworkResources;
import dev.drover.model.node.NodeReservedResources;
import dev.drover.model.node.NodeResourcesBuilder;
import dev.drover.model.operator.PreemptionConfig;
import dev.drover.model.volume.HostVolumeInfo;
import dev.drover.model.volume.VolumeRequest;
import dev.drover.model.volume.VolumeRequestBuilder;
import dev.drover.state.Statuses;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is told of scores and refusals, with the figures worked by hand. Nodes have 4000 MHz and 8000 MiB. */
final class ScoringScenariosTest {
    private final Cluster cluster = new Cluster();

    private static Job small(String id, int count, UnaryOperator<TaskGroupBuilder> change) {
        return service(id, count, g -> change.apply(JobFiles.asking(1000, 2000).apply(g)));
    }

    private static NodeScoreMeta best(Allocation allocation) {
        return Objects.requireNonNull(allocation.metrics()).scoreMetaData().getFirst();
    }

    private static Affinity inRack(String rack, int weight) {
        return new Affinity("${meta.rack}", rack, "=", weight);
    }

    private void rack(String id, String rack) {
        cluster.node(id, b -> b.meta(Map.of("rack", rack)));
    }

    /** 20 - 2 x 10^0.75 of 18 and 20 - 2 x 10^0.5 of 18. */
    private static final double QUARTER_FULL = 0.48628744;

    private static final double HALF_FULL = 0.75974693;

    @Test
    void the_final_score_is_the_mean_of_what_is_present() {
        rack("n1", "r1");
        cluster.run(small("web", 2, g -> g.affinities(List.of(inRack("r1", 30), inRack("r2", 10)))));
        NodeScoreMeta first = best(cluster.named("web", "web.g[0]"));
        assertThat(first.normScore()).isCloseTo((QUARTER_FULL + 0.75) / 2, within(1e-7));
        NodeScoreMeta second = best(cluster.named("web", "web.g[1]"));
        assertThat(second.scores())
                .containsEntry("job-anti-affinity", -1.0)
                .containsEntry("node-affinity", 0.75)
                .containsEntry("node-reschedule-penalty", 0.0);
        assertThat(second.normScore()).isCloseTo((HALF_FULL - 1.0 + 0.75) / 3, within(1e-7));
    }

    @Test
    void all_names_of_scores_are_the_published_ones() {
        PlacingKit.allowPreemption(cluster);
        cluster.node(
                "n1",
                b -> b.meta(Map.of("rack", "r1"))
                        .nodeResources(PlacingKit.with(PlacingKit.gpus("nvidia", "v100", "a"))));
        cluster.run(PlacingKit.prioritised(service("low", 1, JobFiles.asking(4000, 100)), 10));
        Job high = service(
                "high",
                1,
                g -> PlacingKit.asking(PlacingKit.small(
                                PlacingKit.liking("gpu", new Affinity("${device.vendor}", "nvidia", "=", 50))))
                        .apply(g)
                        .affinities(List.of(inRack("r1", 50)))
                        .spreads(List.of(new Spread("${meta.rack}", 100, List.of(new SpreadTarget("r1", 50))))));
        cluster.run(PlacingKit.prioritised(high, 90));
        assertThat(best(cluster.only("high")).scores())
                .containsOnlyKeys(
                        "binpack",
                        "job-anti-affinity",
                        "node-reschedule-penalty",
                        "node-affinity",
                        "devices",
                        "preemption",
                        "allocation-spread");
    }

    @Test
    void affinities_of_job_group_and_task_count_together() {
        rack("n1", "r1");
        Job job = JobFiles.with(
                small(
                        "web",
                        1,
                        g -> g.affinities(List.of(inRack("r2", 20)))
                                .tasks(List.of(JobFiles.task(t -> t.resources(JobFiles.resources(1000, 2000))
                                        .affinities(List.of(inRack("r1", 20))))))),
                j -> j.affinities(List.of(inRack("r1", 60))));
        cluster.run(job);
        assertThat(best(cluster.only("web")).scores()).containsEntry("node-affinity", 0.8);
    }

    @Test
    void neighbours_of_another_group_or_job_are_no_neighbours() {
        cluster.node("n1");
        cluster.run(small("other", 1, g -> g));
        cluster.run(JobFiles.job(
                "web",
                "service",
                JobFiles.group(1, JobFiles.asking(100, 100)),
                JobFiles.group(1, g -> JobFiles.asking(100, 100).apply(g).name("h"))));
        assertThat(cluster.live("web"))
                .allSatisfy(
                        allocation -> assertThat(best(allocation).scores()).containsEntry("job-anti-affinity", 0.0));
    }

    @Test
    void the_emptier_node_wins_by_the_published_figure_under_spread() {
        cluster.algorithm("spread");
        cluster.nodes(2);
        cluster.run(small("other", 1, g -> g));
        cluster.run(small("web", 1, g -> g));
        assertThat(best(cluster.only("web")).normScore()).isCloseTo(1 - QUARTER_FULL, within(1e-7));
        List<NodeScoreMeta> told =
                Objects.requireNonNull(cluster.only("web").metrics()).scoreMetaData();
        assertThat(told.getLast().normScore()).isCloseTo(1 - HALF_FULL, within(1e-7));
    }

    @Test
    void what_spread_targets_leave_is_for_all_other_values() {
        for (int i = 1; i <= 3; i++) {
            rack("n" + i, "r" + i);
        }
        Spread spread = new Spread("${meta.rack}", 100, List.of(new SpreadTarget("r1", 50)));
        cluster.run(service("web", 4, g -> JobFiles.asking(10, 10).apply(g).spreads(List.of(spread))));
        assertThat(cluster.live("web").stream().filter(a -> a.nodeId().equals("n1")))
                .hasSize(2);
        assertThat(cluster.nodesOf("web")).containsExactly("n1", "n2", "n3");
    }

    @Test
    void a_node_without_the_attribute_of_a_spread_is_the_last_resort() {
        cluster.node("n1");
        rack("n2", "r1");
        Spread spread = new Spread("${meta.rack}", 100, List.of());
        cluster.run(service("web", 1, g -> g.spreads(List.of(spread))));
        assertThat(cluster.only("web").nodeId()).isEqualTo("n2");
        cluster.ineligible("n2");
        cluster.run(service("late", 1, g -> g.spreads(List.of(spread))));
        assertThat(best(cluster.only("late")).scores()).containsEntry("allocation-spread", -1.0);
    }

    @Test
    void spreads_of_a_job_hold_for_all_its_groups_each_by_itself() {
        rack("n1", "r1");
        rack("n2", "r2");
        Job job = JobFiles.with(
                JobFiles.job(
                        "web",
                        "service",
                        JobFiles.group(2, JobFiles.asking(10, 10)),
                        JobFiles.group(2, g -> JobFiles.asking(10, 10).apply(g).name("h"))),
                j -> j.spreads(List.of(new Spread("${meta.rack}", 100, List.of()))));
        cluster.run(job);
        for (String group : List.of("g", "h")) {
            assertThat(cluster.live("web").stream()
                            .filter(a -> a.taskGroup().equals(group))
                            .map(Allocation::nodeId))
                    .containsExactlyInAnyOrder("n1", "n2");
        }
    }

    @Test
    void a_sticky_disk_does_not_lead_to_a_node_that_takes_no_new_work() {
        cluster.nodes(2);
        UnaryOperator<TaskGroupBuilder> sticky = g -> g.ephemeralDisk(new EphemeralDisk(true, false, 300));
        cluster.run(service("web", 1, sticky));
        String before = cluster.only("web").nodeId();
        cluster.ineligible(before);
        cluster.run(service("web", 1, g -> JobFiles.command("/bin/true").apply(sticky.apply(g))));
        assertThat(cluster.only("web").nodeId()).isNotEqualTo(before);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "${node.unique.id}, =, n2",
        "${node.unique.name}, =, host-n2",
        "${node.datacenter}, =, dc2",
        "${node.class}, =, big",
        "${node.pool}, =, gpu",
        "${attr.kernel.name}, =, plan9",
        "${attr.cpu.numcores}, >, 4",
        "${attr.os.version}, version, '>= 12, < 13'",
        "${attr.consul.version}, semver, >= 1.8.0",
        "${attr.os.signals}, set_contains, SIGUSR1",
        "${attr.os.signals}, set_contains_any, 'SIGX,SIGUSR1'",
        "${meta.rack}, regexp, ^r[0-9]$",
        "${meta.rack}, is_set, ''",
        "${meta.tainted}, is_not_set, ''",
        "${meta.a}, =, ${meta.b}",
        "r7, =, ${meta.rack}",
        "${attr.kernel.name}, !=, linux",
        "${meta.rack}, not, ${meta.nothing}",
        "${node.class}, is, big",
    })
    void each_target_and_operator_leads_to_the_node_that_it_is_about(String left, String operand, String right) {
        cluster.node(
                "n1",
                b -> b.meta(Map.of("tainted", "1", "a", "x", "b", "y"))
                        .attributes(Map.of("kernel.name", "linux", "cpu.numcores", "4", "os.version", "11")));
        cluster.node(
                "n2",
                b -> b.datacenter("dc2")
                        .nodeClass("big")
                        .nodePool("gpu")
                        .meta(Map.of("rack", "r7", "a", "z", "b", "z"))
                        .attributes(Map.of(
                                "kernel.name", "plan9",
                                "cpu.numcores", "16",
                                "os.version", "12.11",
                                "consul.version", "1.20.1",
                                "os.signals", "SIGTERM, SIGUSR1")));
        cluster.run(JobFiles.with(
                service("web", 2, g -> g.constraints(List.of(JobFiles.constraint(left, operand, right)))),
                j -> j.nodePool("all")));
        assertThat(cluster.live("web"))
                .hasSize(2)
                .extracting(Allocation::nodeId)
                .containsOnly("n2");
    }

    @Test
    void an_unknown_operator_fits_no_node_and_is_told() {
        cluster.node("n1");
        Outcome.Planned planned = cluster.run(
                service("web", 1, g -> g.constraints(List.of(JobFiles.constraint("${meta.a}", "resembles", "b")))));
        assertThat(failure(planned).constraintFiltered()).isEqualTo(Map.of("${meta.a} resembles b", 1));
    }

    @Test
    void nodes_of_one_class_are_told_apart_by_their_volumes_and_drivers() {
        VolumeRequest request = VolumeRequestBuilder.builder()
                .name("data")
                .type("host")
                .source("data")
                .build();
        HostVolumeInfo volume = new HostVolumeInfo("/d", false, "", "data");
        cluster.node("n1", b -> b.computedClass("v1:a"))
                .node("n2", b -> b.computedClass("v1:a").hostVolumes(Map.of("data", volume)))
                .node(
                        "n3",
                        b -> b.computedClass("v1:a")
                                .hostVolumes(Map.of("data", volume))
                                .drivers(Map.of("raw_exec", Machines.driver(false))));
        cluster.run(service("web", 2, g -> JobFiles.asking(10, 10).apply(g).volumes(Map.of("data", request))));
        assertThat(cluster.live("web"))
                .hasSize(2)
                .extracting(Allocation::nodeId)
                .containsOnly("n2");
    }

    private static UnaryOperator<TaskGroupBuilder> resources(UnaryOperator<ResourcesBuilder> change) {
        return PlacingKit.asking(
                change.apply(ResourcesBuilder.builder().cpu(10).memoryMb(10)).build());
    }

    private static UnaryOperator<TaskGroupBuilder> network(NetworkResource network) {
        return g -> g.networks(List.of(network));
    }

    static Stream<Arguments> exhausted() {
        NetworkResource nowhere = NetworkResourceBuilder.builder()
                .dynamicPorts(List.of(new Port("http", 0, 0, "public", false)))
                .build();
        return Stream.of(
                Arguments.of("cpu", resources(r -> r.cpu(4001))),
                Arguments.of("memory", resources(r -> r.memoryMb(8001))),
                Arguments.of("cores", resources(r -> r.cores(5))),
                Arguments.of("numa-cores", resources(r -> r.cores(3).numa(new NUMAResource("require", List.of())))),
                Arguments.of("network: reserved port collision ssh=22", network(JobFiles.staticPort("ssh", 22))),
                Arguments.of("network: dynamic port selection failed", network(JobFiles.dynamicPorts("a", "b", "c"))),
                Arguments.of("", network(nowhere)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("exhausted")
    void what_a_node_has_too_little_of_is_told_by_its_published_name(
            String dimension, UnaryOperator<TaskGroupBuilder> change) {
        cluster.node(
                "n1",
                b -> b.nodeResources(NodeResourcesBuilder.builder(PlacingKit.numa(2, 2, Map.of()))
                                .minDynamicPort(30_000)
                                .maxDynamicPort(30_001)
                                .build())
                        .reservedResources(
                                new NodeReservedResources(null, null, null, new NodeReservedNetworkResources("22"))));
        AllocationMetric metric = failure(cluster.run(service("web", 1, change)));
        assertThat(metric.dimensionExhausted()).isEqualTo(dimension.isEmpty() ? Map.of() : Map.of(dimension, 1));
        assertThat(metric.nodesExhausted()).isEqualTo(dimension.isEmpty() ? 0 : 1);
        assertThat(metric.nodesFiltered()).isEqualTo(dimension.isEmpty() ? 1 : 0);
    }

    @ParameterizedTest
    @EnumSource(ClientStatus.class)
    void room_is_held_until_the_node_has_said_that_it_has_ended(ClientStatus status) {
        cluster.node("n1");
        cluster.run(service("first", 1, JobFiles.asking(4000, 100)));
        cluster.report(cluster.only("first"), status);
        cluster.run(service("second", 1, JobFiles.asking(4000, 100)));
        assertThat(cluster.live("second")).hasSize(Statuses.terminal(status) ? 1 : 0);
    }

    @ParameterizedTest(name = "before {0}, beside {1}, main {2}, started after {3}, at the end {4}")
    @CsvSource({
        "900,   0, 800,   0,   0, 900",
        "100,   0, 800,   0,   0, 800",
        "  0, 200, 800,   0,   0, 1000",
        "900, 200, 800,   0,   0, 1100",
        "  0,   0, 800, 150,   0, 950",
        "  0, 200, 800, 150,   0, 1150",
        "  0,   0, 800,   0, 900, 900",
        "300, 200, 100, 100, 100, 500",
    })
    void of_tasks_that_never_run_together_the_fullest_time_counts(
            int before, int beside, int main, int after, int end, int expected) {
        cluster.node("n1");
        cluster.run(service(
                "web",
                1,
                g -> g.tasks(List.of(
                        task("before", new TaskLifecycle("prestart", false), before),
                        task("beside", new TaskLifecycle("prestart", true), beside),
                        task("t", null, main),
                        task("after", new TaskLifecycle("poststart", false), after),
                        task("end", new TaskLifecycle("poststop", false), end)))));
        assertThat(cluster.state().usage("n1").cpuMhz()).isEqualTo(expected);
        assertThat(cluster.state().usage("n1").memoryMb()).isEqualTo(expected);
    }

    private static Task task(String name, @Nullable TaskLifecycle lifecycle, int amount) {
        return JobFiles.task(t -> t.name(name).lifecycle(lifecycle).resources(JobFiles.resources(amount, amount)));
    }

    @ParameterizedTest(name = "a {0} job where {1} jobs may preempt")
    @CsvSource({
        "service, service, true", "service, batch, false", "service, system, false", "service, sysbatch, false",
        "batch, service, false", "batch, batch, true", "batch, system, false", "batch, sysbatch, false",
        "system, service, false", "system, batch, false", "system, system, true", "system, sysbatch, false",
        "sysbatch, service, false", "sysbatch, batch, false", "sysbatch, system, false", "sysbatch, sysbatch, true",
    })
    void preemption_is_allowed_for_each_type_of_job_by_itself(String type, String allowed, boolean preempts) {
        cluster.node("n1");
        PlacingKit.preemption(
                cluster,
                new PreemptionConfig(
                        allowed.equals("system"),
                        allowed.equals("sysbatch"),
                        allowed.equals("batch"),
                        allowed.equals("service")));
        cluster.run(PlacingKit.prioritised(service("low", 1, JobFiles.asking(3000, 100)), 10));
        Job high = JobFiles.job(
                "high",
                type,
                JobFiles.group(1, g -> JobFiles.asking(3000, 100).apply(g).reschedulePolicy(null)));
        Outcome.Planned planned = cluster.run(PlacingKit.prioritised(high, 90));
        assertThat(planned.plan().preemptions()).hasSize(preempts ? 1 : 0);
        assertThat(cluster.live("high")).hasSize(preempts ? 1 : 0);
    }

    @Test
    void a_preempted_allocation_says_by_whom_and_its_successor_whom() {
        cluster.node("n1");
        PlacingKit.allowPreemption(cluster);
        cluster.run(PlacingKit.prioritised(service("low", 2, JobFiles.asking(2000, 100)), 10));
        List<String> before = cluster.idsOf(cluster.live("low"));
        cluster.run(PlacingKit.prioritised(service("high", 1, JobFiles.asking(4000, 100)), 90));
        assertThat(cluster.only("high").preemptedAllocations()).containsExactlyInAnyOrderElementsOf(before);
        assertThat(before)
                .allSatisfy(id -> assertThat(cluster.allocation(id).preemptedByAllocation())
                        .isEqualTo(cluster.only("high").id()));
    }
}
