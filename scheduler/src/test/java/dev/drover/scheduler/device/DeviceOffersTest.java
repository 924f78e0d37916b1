package dev.drover.scheduler.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.job.RequestedDevice;
import dev.drover.model.job.ResourcesBuilder;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeDevice;
import dev.drover.model.node.NodeDeviceResource;
import dev.drover.model.node.NodeResourcesBuilder;
import dev.drover.scheduler.JobFiles;
import dev.drover.scheduler.Machines;
import dev.drover.scheduler.feasibility.Operators;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The search for devices against a look at all ways to hand them out. */
final class DeviceOffersTest {
    private static NodeDeviceResource group(String vendor, String type, String model, int healthy, int broken) {
        List<NodeDevice> instances = new ArrayList<>();
        for (int i = 0; i < healthy; i++) {
            instances.add(new NodeDevice(model + i, true, "", null));
        }
        for (int i = 0; i < broken; i++) {
            instances.add(new NodeDevice("broken-" + model + i, false, "", null));
        }
        return new NodeDeviceResource(vendor, type, model, instances, Map.of());
    }

    private static Node node(NodeDeviceResource... groups) {
        return Machines.machine(
                "n1",
                b -> b.nodeResources(NodeResourcesBuilder.builder(Machines.resources(4000, 8000))
                        .devices(List.of(groups))
                        .build()));
    }

    private static List<DeviceRequest> requests(String... asked) {
        return Stream.of(asked)
                .map(text -> text.split(" ", 2))
                .map(parts -> new DeviceRequest(
                        new RequestedDevice(parts[1], Long.parseLong(parts[0]), List.of(), List.of()),
                        new Operators()::holds))
                .toList();
    }

    private static boolean suffice(Node node, String... asked) {
        return DeviceOffers.suffice(node, requests(asked));
    }

    @Test
    void who_asks_for_nothing_is_served_everywhere() {
        assertThat(suffice(node())).isTrue();
        assertThat(suffice(Machines.machine("n1", b -> b.nodeResources(null)))).isTrue();
    }

    @Test
    void a_node_that_has_told_nothing_has_no_devices() {
        assertThat(suffice(Machines.machine("n1", b -> b.nodeResources(null)), "1 gpu"))
                .isFalse();
    }

    @ParameterizedTest(name = "{0} of 3 healthy ones")
    @CsvSource({"0, true", "1, true", "3, true", "4, false"})
    void healthy_instances_are_what_counts(int count, boolean enough) {
        assertThat(suffice(node(group("nvidia", "gpu", "a100", 3, 5)), count + " gpu"))
                .isEqualTo(enough);
    }

    @Test
    void one_request_is_served_by_one_group() {
        Node node = node(group("nvidia", "gpu", "a100", 2, 0), group("nvidia", "gpu", "h100", 2, 0));
        assertThat(suffice(node, "3 nvidia/gpu")).isFalse();
        assertThat(suffice(node, "2 nvidia/gpu", "2 nvidia/gpu")).isTrue();
        assertThat(suffice(node, "2 nvidia/gpu", "1 nvidia/gpu", "1 nvidia/gpu", "1 nvidia/gpu"))
                .isFalse();
    }

    @Test
    void a_choosy_request_gets_its_device_although_an_earlier_one_would_take_it() {
        Node node = node(group("nvidia", "gpu", "a100", 1, 0), group("amd", "gpu", "mi50", 1, 0));
        assertThat(suffice(node, "1 gpu", "1 nvidia/gpu")).isTrue();
        assertThat(suffice(node, "1 gpu", "1 amd/gpu")).isTrue();
        assertThat(suffice(node, "1 gpu", "1 amd/gpu", "1 nvidia/gpu")).isFalse();
    }

    @Test
    void instances_of_different_groups_may_bear_the_same_id() {
        NodeDeviceResource one =
                new NodeDeviceResource("v", "gpu", "a", List.of(new NodeDevice("0", true, "", null)), Map.of());
        NodeDeviceResource other =
                new NodeDeviceResource("v", "gpu", "b", List.of(new NodeDevice("0", true, "", null)), Map.of());
        assertThat(suffice(node(one, other), "1 gpu", "1 gpu")).isTrue();
        assertThat(DeviceOffers.key(one, "0")).isEqualTo("v/gpu/a/0");
        assertThat(DeviceOffers.key(other, "0")).isEqualTo("v/gpu/b/0");
    }

    /** Tries all ways to give each request one group, by hand and without any order. */
    private static boolean byHand(List<Integer> free, List<List<Integer>> suitable, List<Integer> counts, int request) {
        if (request == counts.size()) {
            return true;
        }
        for (int group : suitable.get(request)) {
            if (free.get(group) >= counts.get(request)) {
                List<Integer> left = new ArrayList<>(free);
                left.set(group, free.get(group) - counts.get(request));
                if (byHand(left, suitable, counts, request + 1)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void devices_suffice_exactly_when_there_is_any_way_to_hand_them_out() {
        String[] vendors = {"nvidia", "amd"};
        String[] names = {"gpu", "nvidia/gpu", "amd/gpu", "nvidia/gpu/m0", "amd/gpu/m1", "fpga"};
        Random random = new Random(51);
        int enough = 0;
        for (int round = 0; round < 1_000; round++) {
            int groups = 1 + random.nextInt(3);
            NodeDeviceResource[] all = new NodeDeviceResource[groups];
            List<Integer> free = new ArrayList<>();
            for (int i = 0; i < groups; i++) {
                free.add(random.nextInt(4));
                all[i] = group(vendors[random.nextInt(2)], "gpu", "m" + i, free.get(i), random.nextInt(2));
            }
            List<String> asked = new ArrayList<>();
            List<Integer> counts = new ArrayList<>();
            List<List<Integer>> suitable = new ArrayList<>();
            for (int i = random.nextInt(4); i >= 0; i--) {
                String name = names[random.nextInt(names.length)];
                counts.add(1 + random.nextInt(2));
                asked.add(counts.getLast() + " " + name);
                suitable.add(IntStream.range(0, groups)
                        .filter(number -> isNamed(name, all[number]))
                        .boxed()
                        .toList());
            }
            boolean expected = byHand(free, suitable, counts, 0);
            assertThat(suffice(node(all), asked.toArray(String[]::new)))
                    .as("%s of %s", asked, List.of(all))
                    .isEqualTo(expected);
            enough += expected ? 1 : 0;
        }
        assertThat(enough).isBetween(50, 950);
    }

    private static boolean isNamed(String name, NodeDeviceResource group) {
        String full = "/" + group.vendor() + "/" + group.type() + "/" + group.name();
        return name.contains("/") ? (full + "/").startsWith("/" + name + "/") : name.equals(group.type());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "gpu, '', gpu, ''",
        "nvidia/gpu, nvidia, gpu, ''",
        "nvidia/gpu/a100, nvidia, gpu, a100",
        "nvidia/gpu/a/b/c, nvidia, gpu, a/b/c",
        "nvidia/gpu/, nvidia, gpu, ''",
        "/gpu, '', gpu, ''",
    })
    void a_name_is_read_from_its_parts(String text, String vendor, String type, String model) {
        DeviceName name = DeviceName.parse(text);
        assertThat(name.vendor().orElse("")).isEqualTo(vendor);
        assertThat(name.type()).isEqualTo(type);
        assertThat(name.model().orElse("")).isEqualTo(model);
    }

    @Test
    void a_part_that_is_written_and_empty_is_not_the_same_as_one_that_is_left_out() {
        NodeDeviceResource gpu = group("nvidia", "gpu", "a100", 1, 0);
        assertThat(DeviceName.parse("gpu").names(gpu)).isTrue();
        assertThat(DeviceName.parse("/gpu").names(gpu)).isFalse();
        assertThat(DeviceName.parse("nvidia/gpu/").names(gpu)).isFalse();
        assertThat(DeviceName.parse("GPU").names(gpu)).isFalse();
    }

    @Test
    void the_requests_of_a_group_are_those_of_its_tasks_in_their_order() {
        TaskGroup group = JobFiles.group(
                1,
                g -> g.tasks(List.of(
                        asking("one", "gpu", "fpga"),
                        JobFiles.task(t -> t.name("two").resources(null)),
                        asking("three", "tpu"))));
        assertThat(DeviceRequest.of(group, new Operators()::holds))
                .extracting(DeviceRequest::name)
                .containsExactly("gpu", "fpga", "tpu");
    }

    private static Task asking(String task, String... names) {
        return JobFiles.task(t -> t.name(task)
                .resources(ResourcesBuilder.builder()
                        .devices(Stream.of(names)
                                .map(name -> new RequestedDevice(name, 1L, List.of(), List.of()))
                                .toList())
                        .build()));
    }
}
