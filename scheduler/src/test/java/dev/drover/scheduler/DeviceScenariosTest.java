package dev.drover.scheduler;

import static dev.drover.scheduler.JobFiles.constraint;
import static dev.drover.scheduler.JobFiles.service;
import static dev.drover.scheduler.PlacingKit.asking;
import static dev.drover.scheduler.PlacingKit.device;
import static dev.drover.scheduler.PlacingKit.devices;
import static dev.drover.scheduler.PlacingKit.failure;
import static dev.drover.scheduler.PlacingKit.gpus;
import static dev.drover.scheduler.PlacingKit.liking;
import static dev.drover.scheduler.PlacingKit.small;
import static dev.drover.scheduler.PlacingKit.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.drover.model.alloc.AllocatedDeviceResource;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.job.Affinity;
import dev.drover.model.job.Job;
import dev.drover.model.job.RequestedDevice;
import dev.drover.model.node.NodeDevice;
import dev.drover.model.node.NodeDeviceResource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class DeviceScenariosTest {
    private final Cluster cluster = new Cluster();

    private static Job job(int count, RequestedDevice... devices) {
        return service("web", count, asking(small(devices)));
    }

    private static Map<String, Double> scores(Outcome.Planned planned) {
        return Objects.requireNonNull(planned.plan().placements().getFirst().metrics())
                .scoreMetaData()
                .getFirst()
                .scores();
    }

    @Test
    void a_device_is_handed_out_with_vendor_type_model_and_id() {
        cluster.node("n1", b -> b.nodeResources(with(gpus("nvidia", "v100", "a"))));
        cluster.run(job(1, device("nvidia/gpu/v100", 1)));
        assertThat(PlacingKit.task(cluster.only("web")).devices())
                .containsExactly(new AllocatedDeviceResource("nvidia", "gpu", "v100", List.of("a")));
    }

    @Test
    void only_nodes_with_the_device_are_used() {
        cluster.node("n1").node("n2", b -> b.nodeResources(with(gpus("nvidia", "v100", "a"))));
        cluster.run(job(1, device("gpu", 1)));
        assertThat(cluster.only("web").nodeId()).isEqualTo("n2");
    }

    @Test
    void a_node_without_the_device_is_filtered_and_not_exhausted() {
        cluster.node("n1");
        Outcome.Planned planned = cluster.run(job(1, device("gpu", 1)));
        assertThat(failure(planned).constraintFiltered()).containsExactly(Map.entry("missing devices", 1));
        assertThat(failure(planned).nodesExhausted()).isZero();
    }

    @Test
    void a_node_with_too_few_of_the_device_is_filtered() {
        cluster.node("n1", b -> b.nodeResources(with(gpus("nvidia", "v100", "a"))));
        assertThat(failure(cluster.run(job(1, device("gpu", 2)))).constraintFiltered())
                .containsExactly(Map.entry("missing devices", 1));
    }

    @Test
    void no_instance_is_ever_given_to_two_allocations() {
        cluster.node("n1", b -> b.nodeResources(with(gpus("nvidia", "v100", "a", "b", "c"))));
        Outcome.Planned planned = cluster.run(job(5, device("gpu", 1)));
        assertThat(cluster.live("web").stream().flatMap(a -> devices(a).stream()))
                .containsExactlyInAnyOrder("v100/a", "v100/b", "v100/c");
        assertThat(failure(planned).dimensionExhausted())
                .containsExactly(Map.entry("devices: no devices match request", 1));
    }

    @Test
    void instances_held_by_another_job_are_left_alone() {
        cluster.node("n1", b -> b.nodeResources(with(gpus("nvidia", "v100", "a", "b"))));
        cluster.run(service("first", 1, asking(small(device("gpu", 1)))));
        cluster.run(job(1, device("gpu", 1)));
        assertThat(devices(cluster.only("web"))).isNotEqualTo(devices(cluster.only("first")));
    }

    @Test
    void an_instance_is_free_again_when_its_holder_has_ended() {
        cluster.node("n1", b -> b.nodeResources(with(gpus("nvidia", "v100", "a"))));
        cluster.run(service("first", 1, asking(small(device("gpu", 1)))));
        Allocation holder = cluster.only("first");
        cluster.stopJob("first");
        cluster.evaluate("first");
        cluster.run(job(1, device("gpu", 1)));
        assertThat(cluster.live("web")).isEmpty();
        cluster.report(holder, ClientStatus.COMPLETE);
        cluster.evaluate("web");
        assertThat(devices(cluster.only("web"))).containsExactly("v100/a");
    }

    @Test
    void all_instances_of_one_request_come_from_one_group() {
        cluster.node("n1", b -> b.nodeResources(with(gpus("nvidia", "k80", "a"), gpus("nvidia", "v100", "b", "c"))));
        cluster.run(job(1, device("gpu", 2)));
        assertThat(devices(cluster.only("web"))).containsExactly("v100/b", "v100/c");
    }

    @Test
    void two_groups_with_one_instance_each_do_not_make_two() {
        cluster.node("n1", b -> b.nodeResources(with(gpus("nvidia", "k80", "a"), gpus("nvidia", "v100", "b"))));
        assertThat(failure(cluster.run(job(1, device("gpu", 2)))).constraintFiltered())
                .containsKey("missing devices");
    }

    @Test
    void an_unhealthy_instance_is_not_handed_out() {
        NodeDeviceResource group = new NodeDeviceResource(
                "nvidia",
                "gpu",
                "v100",
                List.of(new NodeDevice("a", false, "overheated", null), new NodeDevice("b", true, "", null)),
                Map.of());
        cluster.node("n1", b -> b.nodeResources(with(group)));
        cluster.run(job(1, device("gpu", 1)));
        assertThat(devices(cluster.only("web"))).containsExactly("v100/b");
    }

    @Test
    void a_constraint_on_an_attribute_chooses_the_group() {
        cluster.node("n1", b -> b.nodeResources(with(gpus("amd", "mi50", "a"))));
        cluster.run(job(1, device("gpu", 1, constraint("${device.attr.memory}", ">=", "32 GiB"))));
        assertThat(cluster.live("web")).isEmpty();
        cluster.run(job(1, device("gpu", 1, constraint("${device.attr.memory}", ">=", "16000 MiB"))));
        assertThat(devices(cluster.only("web"))).containsExactly("mi50/a");
    }

    @Test
    void an_affinity_chooses_between_groups_of_a_node() {
        cluster.node("n1", b -> b.nodeResources(with(gpus("nvidia", "v100", "a"), gpus("amd", "mi50", "b"))));
        cluster.run(job(1, liking("gpu", new Affinity("${device.vendor}", "nvidia", "=", 50))));
        assertThat(devices(cluster.only("web"))).containsExactly("v100/a");
    }

    @Test
    void a_negative_affinity_keeps_away_while_there_is_another() {
        cluster.node("n1", b -> b.nodeResources(with(gpus("nvidia", "v100", "a"), gpus("amd", "mi50", "b"))));
        cluster.run(job(2, liking("gpu", new Affinity("${device.vendor}", "amd", "=", -50))));
        List<String> order =
                cluster.live("web").stream().flatMap(a -> devices(a).stream()).toList();
        assertThat(order).containsExactly("v100/a", "mi50/b");
    }

    @Test
    void of_equally_welcome_groups_the_later_one_is_taken() {
        cluster.node("n1", b -> b.nodeResources(with(gpus("nvidia", "v100", "a"), gpus("amd", "mi50", "b"))));
        cluster.run(job(1, device("gpu", 1)));
        assertThat(devices(cluster.only("web"))).containsExactly("mi50/b");
    }

    @Test
    void a_device_affinity_chooses_the_node_and_shows_as_a_score() {
        cluster.node("n1", b -> b.nodeResources(with(gpus("amd", "mi50", "b"))))
                .node("n2", b -> b.nodeResources(with(gpus("nvidia", "v100", "a"))));
        Outcome.Planned planned = cluster.run(job(
                1,
                liking(
                        "gpu",
                        new Affinity("${device.vendor}", "nvidia", "=", 60),
                        new Affinity("${device.model}", "k80", "=", 40))));
        assertThat(cluster.only("web").nodeId()).isEqualTo("n2");
        assertThat(scores(planned).get("devices")).isCloseTo(0.6, within(1e-9));
    }

    @Test
    void the_devices_score_counts_in_the_mean_even_when_it_is_zero() {
        cluster.node("n1", b -> b.nodeResources(with(gpus("amd", "mi50", "b"))));
        Outcome.Planned planned =
                cluster.run(job(1, liking("gpu", new Affinity("${device.vendor}", "nvidia", "=", 60))));
        double binpack = Objects.requireNonNull(scores(planned).get("binpack"));
        assertThat(scores(planned)).containsEntry("devices", 0.0);
        assertThat(Objects.requireNonNull(planned.plan().placements().getFirst().metrics())
                        .scoreMetaData()
                        .getFirst()
                        .normScore())
                .isCloseTo(binpack / 2, within(1e-9));
    }

    @Test
    void without_affinities_there_is_no_devices_score() {
        cluster.node("n1", b -> b.nodeResources(with(gpus("amd", "mi50", "b"))));
        assertThat(scores(cluster.run(job(1, device("gpu", 1))))).doesNotContainKey("devices");
    }

    @Test
    void two_requests_of_one_task_get_different_instances() {
        cluster.node("n1", b -> b.nodeResources(with(gpus("nvidia", "v100", "a", "b"))));
        cluster.run(job(1, device("gpu", 1), device("nvidia/gpu", 1)));
        assertThat(devices(cluster.only("web"))).containsExactlyInAnyOrder("v100/a", "v100/b");
    }

    @Test
    void a_request_for_any_device_leaves_the_only_suitable_one_to_a_choosier_request() {
        cluster.node("n1", b -> b.nodeResources(with(gpus("amd", "mi50", "b"), gpus("nvidia", "v100", "a"))));
        cluster.run(job(1, device("gpu", 1), device("nvidia/gpu/v100", 1)));
        assertThat(devices(cluster.only("web"))).containsExactlyInAnyOrder("mi50/b", "v100/a");
    }

    @Test
    void tasks_of_a_group_do_not_share_an_instance() {
        cluster.node("n1", b -> b.nodeResources(with(gpus("nvidia", "v100", "a", "b"))));
        cluster.run(service(
                "web",
                1,
                g -> g.tasks(List.of(
                        JobFiles.task(t -> t.name("one").resources(small(device("gpu", 1)))),
                        JobFiles.task(t -> t.name("two").resources(small(device("gpu", 1))))))));
        Allocation placed = cluster.only("web");
        assertThat(PlacingKit.task(placed, "one").devices())
                .isNotEqualTo(PlacingKit.task(placed, "two").devices());
        assertThat(devices(placed)).hasSize(2);
    }

    @Test
    void two_tasks_that_together_want_more_than_there_is_are_filtered() {
        cluster.node("n1", b -> b.nodeResources(with(gpus("nvidia", "v100", "a"))));
        Outcome.Planned planned = cluster.run(job(1, device("gpu", 1), device("nvidia/gpu", 1)));
        assertThat(failure(planned).constraintFiltered()).containsKey("missing devices");
    }

    @Test
    void a_certain_instance_can_be_asked_for() {
        cluster.node("n1", b -> b.nodeResources(with(gpus("nvidia", "v100", "a", "b", "c"))));
        cluster.run(job(1, device("gpu", 1, constraint("${device.ids}", "set_contains", "c"))));
        assertThat(devices(cluster.only("web"))).containsExactly("v100/c");
    }

    @Test
    void a_replacement_may_take_over_the_device_of_the_one_it_replaces() {
        cluster.node("n1", b -> b.nodeResources(with(gpus("nvidia", "v100", "a"))));
        cluster.run(job(1, device("gpu", 1)));
        Allocation first = cluster.only("web");
        Job changed = service(
                "web",
                1,
                g -> g.tasks(List.of(JobFiles.task(
                        t -> t.config(Map.of("command", "/bin/true")).resources(small(device("gpu", 1)))))));
        cluster.run(changed);
        assertThat(cluster.only("web").id()).isNotEqualTo(first.id());
        assertThat(devices(cluster.only("web"))).containsExactly("v100/a");
    }

    @Test
    void system_jobs_get_devices_on_each_node_that_has_them() {
        cluster.node("n1", b -> b.nodeResources(with(gpus("nvidia", "v100", "a"))))
                .node("n2")
                .node("n3", b -> b.nodeResources(with(gpus("nvidia", "v100", "a"))));
        cluster.run(JobFiles.job(
                "web",
                "system",
                JobFiles.group(1, g -> asking(small(device("gpu", 1))).apply(g).reschedulePolicy(null))));
        assertThat(cluster.nodesOf("web")).containsExactly("n1", "n3");
        assertThat(cluster.live("web")).allSatisfy(a -> assertThat(devices(a)).containsExactly("v100/a"));
    }

    @Test
    void requests_that_want_the_same_devices_a_thousand_ways_are_decided_soon() {
        String[] ids = new String[10];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = "i" + i;
        }
        NodeDeviceResource[] groups = new NodeDeviceResource[10];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = gpus("vendor", "m" + i, ids);
        }
        RequestedDevice[] requests = new RequestedDevice[30];
        for (int i = 0; i < requests.length; i++) {
            requests[i] = device("gpu", 4);
        }
        cluster.node("n1", b -> b.nodeResources(with(groups)));
        assertThat(failure(cluster.run(job(1, requests))).nodesFiltered()).isEqualTo(1);
    }
}
