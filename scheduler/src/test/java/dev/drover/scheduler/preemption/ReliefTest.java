package dev.drover.scheduler.preemption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.AllocatedDeviceResource;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.job.Job;
import dev.drover.model.job.MigrateStrategy;
import dev.drover.model.volume.VolumeRequest;
import dev.drover.model.volume.VolumeRequestBuilder;
import dev.drover.scheduler.JobFiles;
import dev.drover.scheduler.Machines;
import dev.drover.scheduler.Rooms;
import dev.drover.scheduler.room.NodeRoom;
import dev.drover.scheduler.room.Shortfall;
import dev.drover.state.usage.HostPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who leaves next for one shortfall. The asking job has the priority 90; the machine has 4000 MHz, 8000 MiB and 4 cores. */
final class ReliefTest {
    private static final Job ASKING = JobFiles.with(JobFiles.service("asking", 1), job -> job.priority(90));

    private final List<Allocation> tenants = new ArrayList<>();
    private final Evictions evictions = new Evictions();
    private Distance distance = Distance.to(Rooms.use(1000, 1000, 0));

    private void tenant(String id, int priority, long mhz, long memory) {
        tenants.add(Rooms.tenant(id, priority, Rooms.resources(mhz, memory)));
    }

    private void withCores(String id, int priority, Integer... cores) {
        tenants.add(Rooms.tenant(id, priority, Rooms.resources(0, 10, 0, List.of(cores), List.of(), List.of())));
    }

    private void withDevices(String id, int priority, String model, String... ids) {
        AllocatedDeviceResource held = new AllocatedDeviceResource("v", "gpu", model, List.of(ids));
        tenants.add(Rooms.tenant(id, priority, Rooms.resources(10, 10, 0, List.of(), List.of(held), List.of())));
    }

    private void withPorts(String id, int priority, Integer... ports) {
        tenants.add(Rooms.tenant(id, priority, Rooms.resources(10, 10, 0, List.of(), List.of(), List.of(ports))));
    }

    private Set<String> relief(Shortfall shortfall) {
        NodeRoom room = Rooms.room(Machines.machine("n1"), tenants.toArray(Allocation[]::new));
        List<Candidate> candidates = Candidate.among(tenants, ASKING);
        return new Relief(room, candidates, evictions, distance)
                .of(shortfall).stream()
                        .map(candidate -> candidate.allocation().id())
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Shortfall cpu() {
        return new Shortfall.Amount(Shortfall.Dimension.CPU, 1000, 0);
    }

    private static Shortfall memory() {
        return new Shortfall.Amount(Shortfall.Dimension.MEMORY, 1000, 0);
    }

    @Test
    void for_an_amount_the_nearest_of_the_least_important_leaves() {
        tenant("far", 20, 3000, 1000);
        tenant("near", 20, 1100, 1000);
        tenant("nearer", 30, 1000, 1000);
        assertThat(relief(cpu())).containsExactly("near");
    }

    @Test
    void who_has_nothing_of_what_is_missing_is_passed_over_however_unimportant() {
        tenant("idle", 10, 0, 1000);
        tenant("busy", 40, 900, 0);
        assertThat(relief(cpu())).containsExactly("busy");
        assertThat(relief(memory())).containsExactly("idle");
    }

    @Test
    void disk_has_holders_of_its_own() {
        tenant("a", 10, 1000, 1000);
        tenants.add(Rooms.tenant("b", 50, Rooms.resources(0, 0, 500, List.of(), List.of(), List.of())));
        assertThat(relief(new Shortfall.Amount(Shortfall.Dimension.DISK, 100, 0)))
                .containsExactly("b");
    }

    @Test
    void of_equals_the_lowest_id_leaves() {
        tenant("b", 20, 500, 500);
        tenant("a", 20, 500, 500);
        assertThat(relief(cpu())).containsExactly("a");
    }

    @Test
    void a_group_that_has_lost_enough_is_spared_while_there_is_another_as_unimportant() {
        MigrateStrategy one = new MigrateStrategy(1, "", null, null);
        Job careful = JobFiles.with(JobFiles.service("careful", 2, g -> g.migrate(one)), job -> job.priority(20));
        Allocation near = Rooms.tenant("near", careful, Rooms.resources(1000, 1000));
        tenants.add(near);
        tenant("far", 20, 4000, 8000);
        assertThat(relief(cpu())).containsExactly("near");
        evictions.add(List.of(near));
        assertThat(relief(cpu())).containsExactly("far");
    }

    @Test
    void nobody_leaves_when_everyone_is_too_important() {
        tenant("vital", 85, 1000, 1000);
        for (Shortfall shortfall : List.of(
                cpu(),
                memory(),
                new Shortfall.Allocations(1),
                new Shortfall.Cores(1, 0),
                new Shortfall.NumaCores("t", 1),
                new Shortfall.DynamicPorts("http"),
                new Shortfall.VolumeClaimed("data"),
                new Shortfall.Devices("gpu", 1, List.of(List.of("v/gpu/m/0"))))) {
            assertThat(relief(shortfall)).isEmpty();
        }
    }

    @Test
    void nobody_can_mend_what_is_not_a_matter_of_room() {
        tenant("a", 10, 4000, 8000);
        assertThat(relief(new Shortfall.NoAddress("public"))).isEmpty();
        assertThat(relief(new Shortfall.OverQuota("gold", List.of("cpu"), true)))
                .isEmpty();
        assertThat(relief(new Shortfall.CsiVolume("vol", "is in use in another mode")))
                .isEmpty();
    }

    @Test
    void anyone_may_give_up_a_place_among_the_allocations() {
        tenant("big", 20, 4000, 8000);
        tenant("bare", 20, 900, 900);
        tenant("better", 30, 1000, 1000);
        assertThat(relief(new Shortfall.Allocations(3))).containsExactly("bare");
    }

    @ParameterizedTest(name = "{0} cores are missing")
    @CsvSource({"1, one", "2, two", "3, three", "4, three"})
    void the_holder_of_just_enough_cores_leaves_or_else_the_one_with_most(int missing, String leaves) {
        withCores("three", 20, 0, 1, 2);
        withCores("one", 20, 3);
        withCores("two", 20, 4, 5);
        assertThat(relief(new Shortfall.Cores(missing, 0))).containsExactly(leaves);
        assertThat(relief(new Shortfall.Cores(missing + 2, 2)))
                .as("of more, some free")
                .containsExactly(leaves);
    }

    @Test
    void who_has_one_core_too_many_is_taken_rather_than_who_has_one_too_few() {
        withCores("few", 20, 3);
        withCores("many", 20, 0, 1, 2);
        assertThat(relief(new Shortfall.Cores(2, 0))).containsExactly("many");
    }

    @Test
    void importance_goes_before_the_number_of_cores() {
        withCores("much", 20, 0, 1, 2);
        withCores("fitting", 30, 3);
        tenant("none", 10, 4000, 100);
        assertThat(relief(new Shortfall.Cores(1, 0))).containsExactly("much");
    }

    @Test
    void for_cores_beside_a_device_holders_of_either_leave() {
        tenant("none", 10, 1000, 1000);
        withDevices("device", 30, "m", "0");
        withCores("cores", 20, 0);
        assertThat(relief(new Shortfall.NumaCores("t", 2))).containsExactly("cores");
        tenants.removeLast();
        assertThat(relief(new Shortfall.NumaCores("t", 2))).containsExactly("device");
    }

    private static List<String> keys(String model, String... ids) {
        return Stream.of(ids).map(id -> "v/gpu/" + model + "/" + id).toList();
    }

    @Test
    void the_least_important_holders_of_a_device_leave_until_enough_are_free() {
        withDevices("c", 40, "m", "0");
        withDevices("a", 20, "m", "1");
        withDevices("b", 30, "m", "2");
        List<List<String>> options = List.of(keys("m", "0", "1", "2", "3"));
        assertThat(relief(new Shortfall.Devices("gpu", 2, options))).containsExactly("a");
        assertThat(relief(new Shortfall.Devices("gpu", 3, options))).containsExactly("a", "b");
        assertThat(relief(new Shortfall.Devices("gpu", 4, options))).containsExactly("a", "b", "c");
        assertThat(relief(new Shortfall.Devices("gpu", 5, options))).isEmpty();
    }

    @Test
    void a_holder_of_several_frees_them_all() {
        withDevices("a", 20, "m", "0", "1");
        withDevices("b", 30, "m", "2");
        assertThat(relief(new Shortfall.Devices("gpu", 2, List.of(keys("m", "0", "1", "2")))))
                .containsExactly("a");
    }

    @Test
    void of_several_device_groups_the_one_that_costs_least_is_taken() {
        withDevices("vital", 85, "m", "0");
        withDevices("a", 10, "m", "1");
        withDevices("b", 40, "x", "0", "1");
        withDevices("c", 30, "y", "0");
        withDevices("d", 30, "y", "1");
        List<List<String>> options = List.of(keys("m", "0", "1"), keys("x", "0", "1"), keys("y", "0", "1"));
        // Of m only one can be had; y costs 30 + 60 / 30 and x costs 40 + 40 / 40.
        assertThat(relief(new Shortfall.Devices("gpu", 2, options))).containsExactly("c", "d");
        assertThat(relief(new Shortfall.Devices("gpu", 1, options))).containsExactly("a");
    }

    private static Shortfall port(int port, String... addresses) {
        return new Shortfall.PortHeld(
                "http",
                port,
                Stream.of(addresses).map(address -> new HostPort(address, port)).toList());
    }

    @Test
    void the_holder_of_a_port_leaves_and_no_other() {
        withPorts("other", 10, 8081);
        withPorts("holder", 40, 8080, 9090);
        assertThat(relief(port(8080, "10.0.0.1"))).containsExactly("holder");
    }

    @Test
    void a_port_held_by_someone_important_as_well_cannot_be_had() {
        withPorts("holder", 10, 8080);
        withPorts("vital", 85, 8080);
        assertThat(relief(port(8080, "10.0.0.1"))).isEmpty();
    }

    @Test
    void all_holders_of_a_port_that_is_shared_leave_together() {
        withPorts("a", 10, 8080);
        withPorts("b", 30, 8080);
        assertThat(relief(port(8080, "10.0.0.1"))).containsExactly("a", "b");
    }

    @Test
    void a_port_on_another_address_is_another_port_unless_no_address_is_named() {
        withPorts("holder", 10, 8080);
        assertThat(relief(port(8080, "10.0.0.2"))).isEmpty();
        assertThat(relief(port(8080, ""))).containsExactly("holder");
        assertThat(relief(port(8080))).as("the node keeps it everywhere").isEmpty();
    }

    @Test
    void for_a_dynamic_port_anyone_with_a_port_may_leave() {
        tenant("none", 10, 1000, 1000);
        withPorts("one", 30, 20_000);
        assertThat(relief(new Shortfall.DynamicPorts("http"))).containsExactly("one");
    }

    private void withVolume(String id, int priority, String source, String access) {
        VolumeRequest request = VolumeRequestBuilder.builder()
                .name("data")
                .type("host")
                .source(source)
                .accessMode(access)
                .build();
        Job job = JobFiles.with(
                JobFiles.service("job-" + id, 1, g -> g.volumes(Map.of("data", request))), j -> j.priority(priority));
        tenants.add(Rooms.tenant(id, job, Rooms.resources(10, 10)));
    }

    @Test
    void who_has_the_volume_for_itself_leaves_and_those_who_share_it_stay() {
        withVolume("sharing", 10, "data", "");
        withVolume("elsewhere", 10, "other", "single-node-single-writer");
        withVolume("alone", 40, "data", "single-node-single-writer");
        assertThat(relief(new Shortfall.VolumeClaimed("data"))).containsExactly("alone");
    }

    @Test
    void what_is_needed_no_more_makes_no_difference_between_candidates() {
        distance = new Distance(-500, 1000, 0);
        tenant("more", 20, 4000, 900);
        tenant("less", 20, 10, 1000);
        assertThat(relief(memory())).containsExactly("less");
    }
}
