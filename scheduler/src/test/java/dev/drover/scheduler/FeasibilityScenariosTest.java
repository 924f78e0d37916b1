package dev.drover.scheduler;

import static dev.drover.scheduler.JobFiles.constraint;
import static dev.drover.scheduler.JobFiles.service;
import static dev.drover.scheduler.JobFiles.task;
import static dev.drover.scheduler.JobFiles.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.AllocationMetric;
import dev.drover.model.eval.EvaluationBuilder;
import dev.drover.model.job.Constraint;
import dev.drover.model.job.Job;
import dev.drover.model.job.NetworkResourceBuilder;
import dev.drover.model.job.Port;
import dev.drover.model.job.RequestedDeviceBuilder;
import dev.drover.model.job.ResourcesBuilder;
import dev.drover.model.node.DrainStrategyBuilder;
import dev.drover.model.node.NodeStatus;
import dev.drover.model.volume.HostVolumeInfo;
import dev.drover.model.volume.VolumeRequest;
import dev.drover.model.volume.VolumeRequestBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class FeasibilityScenariosTest {
    private final Cluster cluster = new Cluster();

    private AllocationMetric failure(Outcome.Planned planned) {
        assertThat(planned.failedGroups()).containsKey("g");
        return Objects.requireNonNull(planned.failedGroups().get("g"));
    }

    private Job constrained(Constraint... constraints) {
        return service("web", 1, g -> g.constraints(List.of(constraints)));
    }

    @Test
    void a_job_is_placed_on_the_only_node() {
        cluster.node("n1");
        Outcome.Planned planned = cluster.run(service("web", 1));
        assertThat(cluster.only("web").nodeId()).isEqualTo("n1");
        assertThat(cluster.only("web").nodeName()).isEqualTo("host-n1");
        assertThat(planned.failedGroups()).isEmpty();
        assertThat(planned.blocked()).isEmpty();
    }

    @Test
    void without_nodes_the_job_is_queued_and_an_evaluation_waits() {
        Outcome.Planned planned = cluster.run(service("web", 2));
        assertThat(planned.queued()).containsEntry("g", 2);
        assertThat(failure(planned).nodesEvaluated()).isZero();
        assertThat(failure(planned).coalescedFailures()).isEqualTo(1);
        assertThat(planned.blocked()).isPresent();
        assertThat(planned.plan().isEmpty())
                .as("nothing but a deployment-less empty plan")
                .isTrue();
    }

    @Test
    void only_nodes_of_the_wanted_datacenters_are_used() {
        cluster.node("n1", b -> b.datacenter("eu-1")).node("n2", b -> b.datacenter("us-1"));
        cluster.run(with(service("web", 2), j -> j.datacenters(List.of("us-*"))));
        assertThat(cluster.nodesOf("web")).containsExactly("n2");
    }

    @Test
    void only_nodes_of_the_wanted_pool_are_used() {
        cluster.node("n1").node("n2", b -> b.nodePool("gpu"));
        cluster.run(with(service("web", 2), j -> j.nodePool("gpu")));
        assertThat(cluster.nodesOf("web")).containsExactly("n2");
    }

    @Test
    void the_pool_all_means_every_pool() {
        cluster.node("n1").node("n2", b -> b.nodePool("gpu"));
        cluster.run(with(
                service("web", 2, g -> g.constraints(List.of(constraint("", "distinct_hosts", "true")))),
                j -> j.nodePool("all")));
        assertThat(cluster.nodesOf("web")).containsExactly("n1", "n2");
    }

    @Test
    void nodes_that_are_down_draining_or_ineligible_take_no_new_work() {
        cluster.nodes(4);
        cluster.nodeStatus("n1", NodeStatus.DOWN);
        cluster.ineligible("n2");
        cluster.node("n5", b -> b.drainStrategy(DrainStrategyBuilder.builder().build()));
        cluster.run(service("web", 6));
        assertThat(cluster.nodesOf("web")).doesNotContain("n1", "n2", "n5");
        assertThat(cluster.live("web")).hasSize(6);
    }

    @Test
    void a_refused_constraint_is_told_as_written_and_counted() {
        cluster.nodes(2);
        AllocationMetric metric = failure(cluster.run(constrained(constraint("${attr.kernel.name}", "=", "plan9"))));
        assertThat(metric.constraintFiltered()).containsExactly(Map.entry("${attr.kernel.name} = plan9", 2));
        assertThat(metric.nodesFiltered()).isEqualTo(2);
        assertThat(metric.nodesEvaluated()).isEqualTo(2);
        assertThat(metric.nodesAvailable()).containsExactly(Map.entry("dc1", 2));
        assertThat(metric.nodesInPool()).isEqualTo(2);
        assertThat(metric.nodePool()).isEqualTo("default");
        assertThat(metric.nodesExhausted()).isZero();
    }

    @Test
    void job_group_and_task_constraints_must_all_hold() {
        cluster.node("n1", b -> b.meta(Map.of("a", "1")))
                .node("n2", b -> b.meta(Map.of("a", "1", "b", "1")))
                .node("n3", b -> b.meta(Map.of("a", "1", "b", "1", "c", "1")));
        Job job = with(
                service(
                        "web",
                        1,
                        g -> g.constraints(List.of(constraint("${meta.b}", "=", "1")))
                                .tasks(List.of(
                                        task(t -> t.constraints(List.of(constraint("${meta.c}", "is_set", ""))))))),
                j -> j.constraints(List.of(constraint("${meta.a}", "=", "1"))));
        cluster.run(job);
        assertThat(cluster.only("web").nodeId()).isEqualTo("n3");
    }

    @Test
    void a_node_can_be_named_by_its_id() {
        cluster.nodes(3);
        cluster.run(constrained(constraint("${node.unique.id}", "=", "n2")));
        assertThat(cluster.only("web").nodeId()).isEqualTo("n2");
    }

    @Test
    void refusals_are_counted_per_node_class() {
        cluster.node("n1", b -> b.nodeClass("small"))
                .node("n2", b -> b.nodeClass("small"))
                .node("n3", b -> b.nodeClass("big"));
        AllocationMetric metric = failure(cluster.run(constrained(constraint("${node.class}", "=", "huge"))));
        assertThat(metric.classFiltered()).containsOnly(Map.entry("small", 2), Map.entry("big", 1));
    }

    @Test
    void classes_that_cannot_are_told_to_the_blocked_evaluation() {
        cluster.node("n1", b -> b.computedClass("v1:a").attributes(Map.of("kernel.name", "windows")))
                .node("n2", b -> b.computedClass("v1:b").nodeResources(Machines.resources(100, 8000)));
        Outcome.Planned planned = cluster.run(constrained(constraint("${attr.kernel.name}", "=", "linux")));
        assertThat(planned.blocked().orElseThrow().classEligibility())
                .containsOnly(Map.entry("v1:a", false), Map.entry("v1:b", true));
        assertThat(planned.blocked().orElseThrow().escapedComputedClass()).isFalse();
        assertThat(planned.blocked().orElseThrow().triggeredBy()).isEqualTo("queued-allocs");
    }

    @Test
    void a_unique_constraint_makes_the_blocked_evaluation_escape_its_classes() {
        cluster.node("n1", b -> b.computedClass("v1:a"));
        Outcome.Planned planned = cluster.run(constrained(constraint("${node.unique.name}", "=", "elsewhere")));
        assertThat(planned.blocked().orElseThrow().escapedComputedClass()).isTrue();
    }

    @Test
    void nodes_of_one_class_with_different_unique_attributes_are_told_apart() {
        cluster.node("n1", b -> b.computedClass("v1:a").attributes(Map.of("unique.hostname", "alpha")))
                .node("n2", b -> b.computedClass("v1:a").attributes(Map.of("unique.hostname", "beta")));
        cluster.run(constrained(constraint("${attr.unique.hostname}", "=", "beta")));
        assertThat(cluster.only("web").nodeId()).isEqualTo("n2");
    }

    @Test
    void a_missing_or_unhealthy_driver_rules_a_node_out() {
        cluster.node("n1", b -> b.drivers(Map.of()))
                .node("n2", b -> b.drivers(Map.of("raw_exec", Machines.driver(false))));
        AllocationMetric metric = failure(cluster.run(service("web", 1)));
        assertThat(metric.constraintFiltered()).containsExactly(Map.entry("missing drivers", 2));
    }

    @Test
    void a_driver_may_be_told_by_attribute_only() {
        cluster.node("n1", b -> b.drivers(Map.of()).attributes(Map.of("driver.raw_exec", "1")));
        cluster.run(service("web", 1));
        assertThat(cluster.live("web")).hasSize(1);
    }

    @Test
    void distinct_hosts_allows_one_allocation_per_node() {
        cluster.nodes(2);
        Outcome.Planned planned =
                cluster.run(service("web", 3, g -> g.constraints(List.of(constraint("", "distinct_hosts", "true")))));
        assertThat(cluster.nodesOf("web")).containsExactly("n1", "n2");
        assertThat(cluster.live("web")).hasSize(2);
        assertThat(failure(planned).constraintFiltered()).containsExactly(Map.entry("distinct_hosts", 2));
    }

    @Test
    void distinct_hosts_can_be_switched_off() {
        cluster.node("n1");
        cluster.run(service("web", 3, g -> g.constraints(List.of(constraint("", "distinct_hosts", "false")))));
        assertThat(cluster.live("web")).hasSize(3);
    }

    @Test
    void distinct_property_limits_allocations_per_value() {
        cluster.node("n1", b -> b.meta(Map.of("rack", "r1")))
                .node("n2", b -> b.meta(Map.of("rack", "r1")))
                .node("n3", b -> b.meta(Map.of("rack", "r2")))
                .node("n4");
        Outcome.Planned planned = cluster.run(
                service("web", 5, g -> g.constraints(List.of(constraint("${meta.rack}", "distinct_property", "2")))));
        assertThat(cluster.live("web")).hasSize(4);
        assertThat(cluster.live("web")).filteredOn(a -> a.nodeId().equals("n3")).hasSize(2);
        assertThat(failure(planned).constraintFiltered())
                .containsOnly(
                        Map.entry("distinct_property: ${meta.rack}=r1 used by 2 allocs", 2),
                        Map.entry("distinct_property: ${meta.rack}=r2 used by 2 allocs", 1),
                        Map.entry("missing property \"${meta.rack}\"", 1));
    }

    @Test
    void host_volumes_are_found_by_name_and_must_be_writable_when_asked() {
        VolumeRequest request = VolumeRequestBuilder.builder()
                .name("data")
                .type("host")
                .source("data")
                .build();
        cluster.node("n1").node("n2", b -> b.hostVolumes(Map.of("data", new HostVolumeInfo("/d", true, "", "data"))));
        Job job = service("web", 1, g -> g.volumes(Map.of("data", request)));
        assertThat(failure(cluster.run(job)).constraintFiltered())
                .containsExactly(Map.entry("missing compatible host volumes", 2));
        cluster.node("n3", b -> b.hostVolumes(Map.of("data", new HostVolumeInfo("/d", false, "", "data"))));
        cluster.evaluate("web");
        assertThat(cluster.only("web").nodeId()).isEqualTo("n3");
    }

    @Test
    void bridge_mode_needs_a_node_with_a_bridge() {
        cluster.node("n1");
        Job job = service(
                "web",
                1,
                g -> g.networks(
                        List.of(NetworkResourceBuilder.builder().mode("bridge").build())));
        assertThat(failure(cluster.run(job)).constraintFiltered()).containsExactly(Map.entry("missing network", 1));
    }

    @Test
    void an_unknown_host_network_is_named_in_the_refusal() {
        cluster.node("n1");
        Job job = service(
                "web",
                1,
                g -> g.networks(List.of(NetworkResourceBuilder.builder()
                        .dynamicPorts(List.of(new Port("http", 0, 0, "public", false)))
                        .build())));
        assertThat(failure(cluster.run(job)).constraintFiltered())
                .containsExactly(Map.entry("missing host network \"public\" for port \"http\"", 1));
    }

    @Test
    void a_group_that_wants_a_device_is_not_placed_without_it() {
        cluster.node("n1");
        Job job = service(
                "web",
                1,
                g -> g.tasks(List.of(task(t -> t.resources(ResourcesBuilder.builder()
                        .cpu(100)
                        .memoryMb(100)
                        .devices(List.of(
                                RequestedDeviceBuilder.builder().name("gpu").build()))
                        .build())))));
        assertThat(failure(cluster.run(job)).constraintFiltered()).containsExactly(Map.entry("missing devices", 1));
    }

    @Test
    void an_unknown_trigger_and_an_unknown_type_are_refused() {
        Outcome trigger = Schedulers.forType("service")
                .schedule(
                        cluster.state(),
                        EvaluationBuilder.builder()
                                .type("service")
                                .triggeredBy("moon-phase")
                                .build(),
                        cluster.context());
        assertThat(trigger).isInstanceOf(Outcome.Refused.class);
        assertThat(((Outcome.Refused) trigger).reason()).contains("moon-phase");
        Outcome type =
                Schedulers.forType("magic").schedule(cluster.state(), cluster.evaluation("x"), cluster.context());
        assertThat(type).isInstanceOf(Outcome.Refused.class);
    }
}
