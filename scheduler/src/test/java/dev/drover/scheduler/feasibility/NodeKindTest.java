package dev.drover.scheduler.feasibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.job.Constraint;
import dev.drover.model.job.Job;
import dev.drover.model.job.RequestedDevice;
import dev.drover.model.job.ResourcesBuilder;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeBuilder;
import dev.drover.model.node.NodeDevice;
import dev.drover.model.node.NodeDeviceResource;
import dev.drover.model.node.NodeResourcesBuilder;
import dev.drover.scheduler.JobFiles;
import dev.drover.scheduler.Machines;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NodeKindTest {
    private static Node node(String id, boolean healthy, String model, String... instances) {
        NodeDeviceResource group = new NodeDeviceResource(
                "nvidia",
                "gpu",
                model,
                Stream.of(instances)
                        .map(name -> new NodeDevice(name, healthy, "", null))
                        .toList(),
                Map.of());
        return NodeBuilder.builder(Machines.machine(id))
                .computedClass("v1:1")
                .nodeResources(NodeResourcesBuilder.builder(Machines.resources(4_000, 8_000))
                        .devices(List.of(group))
                        .build())
                .build();
    }

    private static Requirements wanting(Constraint... constraints) {
        Job job = JobFiles.service(
                "web",
                1,
                g -> g.tasks(List.of(JobFiles.task(t -> t.resources(ResourcesBuilder.builder()
                        .devices(List.of(new RequestedDevice("gpu", 1L, List.of(constraints), List.of())))
                        .build())))));
        return Requirements.of(job, job.taskGroups().getFirst());
    }

    @Test
    void nodes_whose_devices_differ_only_in_the_names_of_their_instances_are_of_one_kind() {
        assertThat(NodeKind.of(node("n1", true, "a100", "0", "1")))
                .isEqualTo(NodeKind.of(node("n2", true, "a100", "2", "3")));
    }

    @Test
    void models_numbers_and_health_of_devices_make_kinds() {
        NodeKind kind = NodeKind.of(node("n1", true, "a100", "0", "1"));
        assertThat(NodeKind.of(node("n2", true, "h100", "0", "1"))).isNotEqualTo(kind);
        assertThat(NodeKind.of(node("n2", true, "a100", "0"))).isNotEqualTo(kind);
        assertThat(NodeKind.of(node("n2", false, "a100", "0", "1"))).isNotEqualTo(kind);
    }

    @Test
    void a_request_for_certain_instances_is_asked_of_every_node() {
        assertThat(NodeKind.decides(wanting())).isTrue();
        assertThat(NodeKind.decides(wanting(new Constraint("${device.model}", "a100", "="))))
                .isTrue();
        assertThat(NodeKind.decides(wanting(new Constraint("${device.ids}", "0", "set_contains"))))
                .isFalse();
    }
}
