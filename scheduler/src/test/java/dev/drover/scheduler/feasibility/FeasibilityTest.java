package dev.drover.scheduler.feasibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.job.Constraint;
import dev.drover.model.job.Job;
import dev.drover.model.job.NetworkResource;
import dev.drover.model.job.NetworkResourceBuilder;
import dev.drover.model.job.Port;
import dev.drover.model.job.RequestedDevice;
import dev.drover.model.job.ResourcesBuilder;
import dev.drover.model.job.TaskGroupBuilder;
import dev.drover.model.node.DrainStrategyBuilder;
import dev.drover.model.node.DriverInfoBuilder;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeBuilder;
import dev.drover.model.node.NodeDevice;
import dev.drover.model.node.NodeDeviceResource;
import dev.drover.model.node.NodeNetworkResource;
import dev.drover.model.node.NodeResourcesBuilder;
import dev.drover.model.node.NodeStatus;
import dev.drover.model.node.SchedulingEligibility;
import dev.drover.model.volume.HostVolumeInfo;
import dev.drover.model.volume.VolumeRequest;
import dev.drover.model.volume.VolumeRequestBuilder;
import dev.drover.scheduler.JobFiles;
import dev.drover.scheduler.Machines;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a node may run a group, and which of several reasons against it is told. */
final class FeasibilityTest {
    private static final Node MACHINE = Machines.machine("n1");

    /** Claims nothing and refuses nothing, but remembers who was asked. */
    private static final class Claims implements VolumeClaims {
        private final List<String> asked = new ArrayList<>();
        private final Set<String> refused;

        Claims(String... refused) {
            this.refused = Set.of(refused);
        }

        @Override
        public Optional<Veto> csi(Node node, VolumeRequest request) {
            return answer("csi " + request.source());
        }

        @Override
        public Optional<Veto> dynamic(HostVolumeInfo volume, VolumeRequest request) {
            return answer("dynamic " + volume.id());
        }

        private Optional<Veto> answer(String question) {
            asked.add(question);
            return refused.contains(question) ? Optional.of(Veto.filtered("no " + question)) : Optional.empty();
        }
    }

    private final Claims claims = new Claims();

    private Feasibility of(Job job) {
        return new Feasibility(Requirements.of(job, job.taskGroups().getFirst()), new Operators(), claims);
    }

    private Feasibility of(UnaryOperator<TaskGroupBuilder> change) {
        return of(JobFiles.service("web", 1, change));
    }

    private static String reason(Feasibility feasibility, Node node) {
        return feasibility.check(node).map(Veto::reason).orElse("");
    }

    private static UnaryOperator<TaskGroupBuilder> driver(String driver) {
        return g -> g.tasks(List.of(JobFiles.task(t -> t.driver(driver))));
    }

    private static UnaryOperator<TaskGroupBuilder> network(String mode, String... hostNetworks) {
        return g -> g.networks(List.of(NetworkResourceBuilder.builder()
                .mode(mode)
                .reservedPorts(List.of(hostNetworks).stream()
                        .map(name -> new Port("p-" + name, 80, 0, name, false))
                        .toList())
                .build()));
    }

    private static UnaryOperator<TaskGroupBuilder> volumes(VolumeRequest... requests) {
        Map<String, VolumeRequest> all = new HashMap<>();
        for (VolumeRequest request : requests) {
            all.put(request.name(), request);
        }
        return g -> g.volumes(all);
    }

    private static VolumeRequest volume(String name, String type, boolean readOnly) {
        return VolumeRequestBuilder.builder()
                .name(name)
                .type(type)
                .source("the-" + name)
                .readOnly(readOnly)
                .build();
    }

    private static Node offering(HostVolumeInfo... volumes) {
        Map<String, HostVolumeInfo> all = new HashMap<>();
        for (HostVolumeInfo volume : volumes) {
            all.put(volume.name(), volume);
        }
        return Machines.machine("n1", b -> b.hostVolumes(all));
    }

    private static Node networks(NodeNetworkResource... networks) {
        return Machines.machine(
                "n1",
                b -> b.nodeResources(NodeResourcesBuilder.builder(Machines.resources(4000, 8000))
                        .nodeNetworks(List.of(networks))
                        .build()));
    }

    /** Takes away, one after the other, what speaks against the node; the reason must be the next one each time. */
    @Test
    void constraints_come_first_then_drivers_unique_constraints_devices_networks_and_volumes() {
        UnaryOperator<TaskGroupBuilder> picky = g -> volumes(volume("data", "host", false))
                .apply(network("bridge").apply(g))
                .constraints(List.of(
                        JobFiles.constraint("${node.unique.name}", "=", "chosen"),
                        JobFiles.constraint("${meta.rack}", "=", "r1")))
                .tasks(List.of(JobFiles.task(t -> t.driver("docker")
                        .resources(ResourcesBuilder.builder()
                                .cpu(1)
                                .memoryMb(1)
                                .devices(List.of(new RequestedDevice("gpu", 1L, List.of(), List.of())))
                                .build()))));
        NodeDeviceResource gpu =
                new NodeDeviceResource("nvidia", "gpu", "a100", List.of(new NodeDevice("0", true, "", null)), Map.of());
        List<UnaryOperator<NodeBuilder>> mends = List.of(
                b -> b.meta(Map.of("rack", "r1")),
                b -> b.drivers(Map.of("docker", Machines.driver(true))),
                b -> b.name("chosen"),
                b -> b.nodeResources(NodeResourcesBuilder.builder(Machines.resources(4000, 8000))
                        .devices(List.of(gpu))
                        .build()),
                b -> b.nodeResources(NodeResourcesBuilder.builder(Machines.resources(4000, 8000))
                        .devices(List.of(gpu))
                        .nodeNetworks(List.of(new NodeNetworkResource("bridge", "b0", "", 0, List.of())))
                        .build()),
                b -> b.hostVolumes(Map.of("the-data", new HostVolumeInfo("/d", false, "", "the-data"))));
        List<String> reasons = new ArrayList<>();
        Node node = MACHINE;
        for (UnaryOperator<NodeBuilder> mend : mends) {
            reasons.add(reason(of(picky), node));
            node = mend.apply(NodeBuilder.builder(node)).build();
        }
        assertThat(reasons)
                .containsExactly(
                        "${meta.rack} = r1",
                        "missing drivers",
                        "${node.unique.name} = chosen",
                        "missing devices",
                        "missing network",
                        "missing compatible host volumes");
        assertThat(of(picky).check(node)).isEmpty();
    }

    @Test
    void the_first_constraint_that_fails_is_told_as_it_was_written() {
        Feasibility feasibility = of(g -> g.constraints(List.of(
                JobFiles.constraint("${attr.kernel.name}", "=", "linux"),
                JobFiles.constraint("${meta.ssd}", "is_set", ""),
                JobFiles.constraint("${meta.rack}", "=", "r1"))));
        assertThat(reason(feasibility, MACHINE)).isEqualTo("${meta.ssd} is_set");
    }

    @Test
    void one_node_of_a_class_answers_the_shared_questions_for_all_of_it() {
        Feasibility feasibility = of(g -> g.constraints(List.of(JobFiles.constraint("${meta.rack}", "=", "r1"))));
        Node first = Machines.machine("n1", b -> b.computedClass("v1:a").meta(Map.of("rack", "r1")));
        Node second = Machines.machine("n2", b -> b.computedClass("v1:a").meta(Map.of("rack", "r2")));
        Node third = Machines.machine("n3", b -> b.computedClass("v1:b").meta(Map.of("rack", "r2")));
        assertThat(feasibility.check(first)).isEmpty();
        assertThat(feasibility.check(second)).as("not asked itself").isEmpty();
        assertThat(feasibility.check(third)).isPresent();
        assertThat(feasibility.classEligibility()).isEqualTo(Map.of("v1:a", true, "v1:b", false));
    }

    @Test
    void what_is_not_part_of_the_class_is_asked_of_each_node_and_not_told_of_its_class() {
        Feasibility feasibility = of(volumes(volume("data", "host", false)));
        Node without = Machines.machine("n1", b -> b.computedClass("v1:a"));
        Node with = NodeBuilder.builder(without)
                .hostVolumes(Map.of("the-data", new HostVolumeInfo("/d", false, "", "the-data")))
                .build();
        assertThat(feasibility.check(without)).isPresent();
        assertThat(feasibility.check(with)).isEmpty();
        assertThat(feasibility.classEligibility()).isEqualTo(Map.of("v1:a", true));
    }

    @Test
    void nodes_without_a_class_are_asked_one_by_one_and_leave_no_trace() {
        Feasibility feasibility = of(g -> g.constraints(List.of(JobFiles.constraint("${meta.rack}", "=", "r1"))));
        assertThat(feasibility.check(Machines.machine("n1"))).isPresent();
        assertThat(feasibility.check(Machines.machine("n2", b -> b.meta(Map.of("rack", "r1")))))
                .isEmpty();
        assertThat(feasibility.classEligibility()).isEmpty();
    }

    @ParameterizedTest(name = "detected {0}, healthy {1}, attribute {2}")
    @CsvSource({
        "true, true, '', true",
        "true, false, '', false",
        "false, true, '', false",
        "true, false, 1, false",
        "true, true, 0, true",
    })
    void a_driver_that_is_described_has_to_be_detected_and_healthy_whatever_the_attribute_says(
            boolean detected, boolean healthy, String attribute, boolean runs) {
        Node node = Machines.machine(
                "n1",
                b -> b.attributes(Map.of("driver.docker", attribute))
                        .drivers(Map.of(
                                "docker",
                                DriverInfoBuilder.builder()
                                        .detected(detected)
                                        .healthy(healthy)
                                        .build())));
        assertThat(of(driver("docker")).check(node).isEmpty()).isEqualTo(runs);
    }

    @ParameterizedTest(name = "driver.docker = {0}")
    @CsvSource({
        "1, true",
        "true, true",
        "True, true",
        "TRUE, true",
        "0, false",
        "false, false",
        "'', false",
        "2, false",
        "yes, false"
    })
    void a_driver_that_is_not_described_is_known_by_its_attribute(String attribute, boolean runs) {
        Node node = Machines.machine("n1", b -> b.drivers(Map.of()).attributes(Map.of("driver.docker", attribute)));
        assertThat(of(driver("docker")).check(node).isEmpty()).isEqualTo(runs);
    }

    @Test
    void all_drivers_of_a_group_have_to_be_there() {
        UnaryOperator<TaskGroupBuilder> two = g -> g.tasks(
                List.of(JobFiles.task(t -> t), JobFiles.task(t -> t.name("u").driver("docker"))));
        assertThat(reason(of(two), MACHINE)).isEqualTo("missing drivers");
        assertThat(reason(
                        of(two),
                        Machines.machine(
                                "n1",
                                b -> b.drivers(
                                        Map.of("raw_exec", Machines.driver(true), "docker", Machines.driver(true))))))
                .isEmpty();
    }

    @ParameterizedTest(name = "a group in mode \"{0}\" on a node with \"{1}\"")
    @CsvSource({
        "'', '', true",
        "host, '', true",
        "none, '', true",
        "bridge, '', false",
        "bridge, host, false",
        "bridge, bridge, true",
        "cni/mine, bridge, false",
        "cni/mine, cni/other, false",
        "cni/mine, cni/mine, true",
    })
    void a_mode_that_is_not_everywhere_has_to_be_offered(String mode, String offered, boolean fits) {
        Node node = offered.isEmpty() ? networks() : networks(new NodeNetworkResource(offered, "x0", "", 0, List.of()));
        assertThat(reason(of(network(mode)), node)).isEqualTo(fits ? "" : "missing network");
    }

    @Test
    void a_mode_may_be_told_in_the_older_list_of_networks() {
        Node node = Machines.machine(
                "n1",
                b -> b.nodeResources(NodeResourcesBuilder.builder(Machines.resources(4000, 8000))
                        .networks(List.of(
                                NetworkResourceBuilder.builder().mode("bridge").build()))
                        .build()));
        assertThat(reason(of(network("bridge")), node)).isEmpty();
    }

    @Test
    void the_first_host_network_that_is_missing_is_named_with_its_port() {
        Node node = networks(
                Machines.host(Machines.address("default", "10.0.0.1"), Machines.address("public", "192.0.2.1")));
        assertThat(reason(of(network("host", "default", "", "public")), node)).isEmpty();
        assertThat(reason(of(network("host", "public", "private", "other")), node))
                .isEqualTo("missing host network \"private\" for port \"p-private\"");
    }

    @Test
    void host_networks_are_looked_for_on_all_networks_of_the_node_and_for_dynamic_ports_too() {
        Node node = networks(
                Machines.host(Machines.address("default", "10.0.0.1")),
                new NodeNetworkResource("host", "eth1", "", 0, List.of(Machines.address("public", "192.0.2.1"))));
        NetworkResource dynamic = NetworkResourceBuilder.builder()
                .dynamicPorts(List.of(new Port("http", 0, 0, "public", false), new Port("rpc", 0, 0, "lan", false)))
                .build();
        assertThat(reason(of(g -> g.networks(List.of(dynamic))), node))
                .isEqualTo("missing host network \"lan\" for port \"rpc\"");
    }

    @Test
    void the_name_of_a_host_network_may_come_from_an_attribute_or_be_missing_as_that() {
        Node node = NodeBuilder.builder(networks(Machines.host(Machines.address("public", "192.0.2.1"))))
                .meta(Map.of("net", "public"))
                .build();
        assertThat(reason(of(network("host", "${meta.net}")), node)).isEmpty();
        assertThat(reason(of(network("host", "${meta.none}")), node)).contains("missing host network \"${meta.none}\"");
    }

    @Test
    void a_node_that_has_not_told_its_resources_is_asked_nothing_about_networks() {
        Node silent = Machines.machine("n1", b -> b.nodeResources(null));
        assertThat(reason(of(network("bridge", "public")), silent)).isEmpty();
    }

    @ParameterizedTest(name = "a request that reads only: {0}, of a volume that is read-only: {1}")
    @CsvSource({"true, true, true", "true, false, true", "false, false, true", "false, true, false"})
    void a_host_volume_serves_writers_unless_it_is_read_only(boolean reads, boolean readOnly, boolean serves) {
        Node node = offering(new HostVolumeInfo("/d", readOnly, "", "the-data"));
        for (String type : List.of("", "host")) {
            assertThat(reason(of(volumes(volume("data", type, reads))), node))
                    .isEqualTo(serves ? "" : "missing compatible host volumes");
        }
    }

    @Test
    void all_volumes_of_a_group_have_to_be_there() {
        UnaryOperator<TaskGroupBuilder> two = volumes(volume("a", "host", true), volume("b", "host", true));
        HostVolumeInfo a = new HostVolumeInfo("/d", true, "", "the-a");
        HostVolumeInfo b = new HostVolumeInfo("/d", true, "", "the-b");
        assertThat(reason(of(two), offering(a))).isEqualTo("missing compatible host volumes");
        assertThat(reason(of(two), offering(b))).isEqualTo("missing compatible host volumes");
        assertThat(reason(of(two), offering(a, b))).isEmpty();
    }

    @Test
    void servers_are_asked_about_csi_volumes_and_about_host_volumes_that_users_made() {
        Node node = offering(
                new HostVolumeInfo("/d", false, "", "the-fixed"), new HostVolumeInfo("/d", false, "id-7", "the-made"));
        UnaryOperator<TaskGroupBuilder> all =
                volumes(volume("fixed", "host", false), volume("made", "host", false), volume("disk", "csi", false));
        assertThat(reason(of(all), node)).isEmpty();
        assertThat(claims.asked).containsExactly("csi the-disk", "dynamic id-7");
    }

    @Test
    void what_the_servers_say_of_volumes_is_the_reason_and_the_rest_is_not_asked() {
        Claims refusing = new Claims("csi the-b");
        Job job = JobFiles.service(
                "web", 1, volumes(volume("c", "csi", false), volume("b", "csi", false), volume("a", "csi", false)));
        Feasibility feasibility =
                new Feasibility(Requirements.of(job, job.taskGroups().getFirst()), new Operators(), refusing);
        assertThat(reason(feasibility, MACHINE)).isEqualTo("no csi the-b");
        assertThat(refusing.asked).containsExactly("csi the-a", "csi the-b");
    }

    private Job wanting(UnaryOperator<TaskGroupBuilder> change) {
        return JobFiles.service("web", 1, change);
    }

    private NodeInspection inspection(Job job) {
        return new NodeInspection(Requirements.of(job, job.taskGroups().getFirst()), new Operators(), claims);
    }

    /** Makes a node that is wrong in all ways right, one after the other. */
    @Test
    void an_inspection_names_the_first_of_all_reasons_not_to_look_at_a_node() {
        Job job =
                JobFiles.with(JobFiles.service("web", 1), j -> j.nodePool("gpu").datacenters(List.of("dc1", "eu-*")));
        NodeInspection inspection = inspection(job);
        Node node = Machines.machine(
                "n1",
                b -> b.datacenter("us-1")
                        .status(NodeStatus.DOWN)
                        .drainStrategy(DrainStrategyBuilder.builder().build())
                        .schedulingEligibility(SchedulingEligibility.INELIGIBLE));
        List<UnaryOperator<NodeBuilder>> mends = List.of(
                b -> b.nodePool("gpu"),
                b -> b.datacenter("eu-7"),
                b -> b.status(NodeStatus.READY),
                b -> b.drainStrategy(null),
                b -> b.schedulingEligibility(SchedulingEligibility.ELIGIBLE));
        List<String> reasons = new ArrayList<>();
        for (UnaryOperator<NodeBuilder> mend : mends) {
            Misfit misfit = inspection.outOfReach(node).orElseThrow();
            assertThat(misfit.verb()).isEqualTo(Misfit.Verb.IS);
            reasons.add(misfit.object());
            node = mend.apply(NodeBuilder.builder(node)).build();
        }
        assertThat(reasons)
                .containsExactly(
                        "not in node pool \"gpu\"",
                        "in none of the datacenters dc1, eu-*",
                        "down",
                        "draining",
                        "not eligible for new work");
        assertThat(inspection.outOfReach(node)).isEmpty();
    }

    @Test
    void a_job_without_a_pool_is_told_that_it_looks_in_the_default_one() {
        Job job = JobFiles.with(JobFiles.service("web", 1), j -> j.nodePool(""));
        assertThat(inspection(job).outOfReach(Machines.machine("n1", b -> b.nodePool("gpu"))))
                .hasValue(new Misfit(Misfit.Verb.IS, "not in node pool \"default\""));
    }

    @Test
    void an_inspection_tells_everything_that_is_wrong_and_not_only_the_first() {
        Job job = wanting(g -> volumes(volume("data", "host", false))
                .apply(network("bridge").apply(g))
                .constraints(List.of(
                        JobFiles.constraint("${node.unique.name}", "=", "chosen"),
                        JobFiles.constraint("${meta.rack}", "=", "r1"),
                        JobFiles.constraint("${attr.kernel.name}", "=", "linux")))
                .tasks(List.of(
                        JobFiles.task(t -> t.driver("podman")),
                        JobFiles.task(t -> t.name("u").driver("docker")))));
        assertThat(inspection(job).misfits(MACHINE))
                .containsExactly(
                        new Misfit(Misfit.Verb.FAILS, "${meta.rack} = r1"),
                        new Misfit(Misfit.Verb.FAILS, "${node.unique.name} = chosen"),
                        new Misfit(Misfit.Verb.LACKS, "driver docker"),
                        new Misfit(Misfit.Verb.LACKS, "driver podman"),
                        new Misfit(Misfit.Verb.LACKS, "network"),
                        new Misfit(Misfit.Verb.LACKS, "compatible host volumes"));
    }

    private static Job devices(RequestedDevice... devices) {
        return JobFiles.service(
                "web",
                1,
                g -> g.tasks(List.of(JobFiles.task(t -> t.resources(ResourcesBuilder.builder()
                        .cpu(1)
                        .memoryMb(1)
                        .devices(List.of(devices))
                        .build())))));
    }

    private static Node gpus(int count) {
        List<NodeDevice> instances = IntStream.range(0, count)
                .mapToObj(number -> new NodeDevice("g" + number, true, "", null))
                .toList();
        return Machines.machine(
                "n1",
                b -> b.nodeResources(NodeResourcesBuilder.builder(Machines.resources(4000, 8000))
                        .devices(List.of(new NodeDeviceResource("nvidia", "gpu", "a100", instances, Map.of())))
                        .build()));
    }

    @Test
    void an_inspection_names_the_devices_that_cannot_be_had() {
        RequestedDevice gpu = new RequestedDevice("gpu", 1L, List.of(), List.of());
        RequestedDevice fpga = new RequestedDevice("fpga", 1L, List.of(), List.of());
        assertThat(inspection(devices(gpu, fpga, fpga)).misfits(gpus(2)))
                .containsExactly(new Misfit(Misfit.Verb.LACKS, "suitable devices fpga"));
        assertThat(inspection(devices(gpu, gpu, gpu)).misfits(gpus(2)))
                .as("each alone could be had")
                .containsExactly(new Misfit(Misfit.Verb.LACKS, "suitable devices gpu"));
        assertThat(inspection(devices(gpu, gpu)).misfits(gpus(2))).isEmpty();
        assertThat(inspection(devices(gpu, gpu)).lacksDevices(gpus(1))).isTrue();
        assertThat(inspection(devices(gpu, gpu)).lacksDevices(gpus(2))).isFalse();
    }

    /** The short answer and the long one come from different code and must agree. */
    @Test
    void a_node_is_feasible_exactly_when_an_inspection_finds_nothing() {
        Random random = new Random(41);
        int feasible = 0;
        for (int i = 0; i < 500; i++) {
            Node node = Machines.machine("n1", b -> {
                b.meta(Map.of("rack", "r" + random.nextInt(2)))
                        .drivers(Map.of("raw_exec", Machines.driver(random.nextInt(4) > 0)));
                return random.nextBoolean()
                        ? b.hostVolumes(
                                Map.of("the-data", new HostVolumeInfo("/d", random.nextBoolean(), "", "the-data")))
                        : b;
            });
            UnaryOperator<TaskGroupBuilder> data = random.nextBoolean()
                    ? volumes(volume("data", "host", random.nextBoolean()))
                    : UnaryOperator.identity();
            UnaryOperator<TaskGroupBuilder> bridge =
                    random.nextInt(4) == 0 ? network("bridge") : UnaryOperator.identity();
            Constraint rack =
                    JobFiles.constraint("${meta.rack}", random.nextBoolean() ? "=" : "is_set", "r" + random.nextInt(2));
            Job job = wanting(g -> bridge.apply(data.apply(g)).constraints(List.of(rack)));
            boolean fits = of(job).check(node).isEmpty();
            assertThat(inspection(job).misfits(node).isEmpty()).isEqualTo(fits);
            feasible += fits ? 1 : 0;
        }
        assertThat(feasible).isBetween(50, 450);
    }

    @Test
    void one_node_is_what_several_are() {
        assertThat(List.of(Misfit.Verb.values()).stream().map(verb -> verb.of(1)))
                .containsExactly("is", "does not satisfy", "lacks", "already holds");
        assertThat(List.of(Misfit.Verb.values()).stream().map(verb -> verb.of(2)))
                .containsExactly("are", "do not satisfy", "lack", "already hold");
    }
}
