package dev.drover.server.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.drover.model.alloc.AllocatedCpuResources;
import dev.drover.model.alloc.AllocatedDeviceResource;
import dev.drover.model.alloc.AllocatedMemoryResources;
import dev.drover.model.alloc.AllocatedResources;
import dev.drover.model.alloc.AllocatedSharedResources;
import dev.drover.model.alloc.AllocatedTaskResources;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredStatus;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.PlanAnnotations;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.NetworkResource;
import dev.drover.model.job.NetworkResourceBuilder;
import dev.drover.model.job.Port;
import dev.drover.model.job.TaskGroupBuilder;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeBuilder;
import dev.drover.model.node.NodeDevice;
import dev.drover.model.node.NodeDeviceResource;
import dev.drover.model.node.NodeReservedCpuResources;
import dev.drover.model.node.NodeReservedResources;
import dev.drover.model.node.NodeResourcesBuilder;
import dev.drover.model.node.NodeStatus;
import dev.drover.model.volume.VolumeRequest;
import dev.drover.model.volume.VolumeRequestBuilder;
import dev.drover.server.TestCluster;
import dev.drover.state.State;
import dev.drover.state.StateMachine;
import dev.drover.state.command.AllocationCommand;
import dev.drover.state.command.Command;
import dev.drover.state.command.JobCommand;
import dev.drover.state.command.NodeCommand;
import dev.drover.state.command.PlanCommand;
import dev.drover.state.plan.AllocationStop;
import dev.drover.state.plan.Plan;
import dev.drover.state.plan.PlanCommit;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the referee says of what only one allocation can hold: devices, cores, ports and volumes; and of preemption. */
class PlanReviewOfSinglesTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final UnderWay underWay = new UnderWay();
    private State state = State.initial();

    @BeforeEach
    void cluster() {
        node(true);
        register("web", 50);
        register("other", 20);
    }

    private void apply(Command command) {
        state = StateMachine.apply(state, state.index() + 1, command);
    }

    /** A node n1 with two devices, of which {@code b} is healthy or not, and core 3 kept for itself. */
    private void node(boolean healthy) {
        NodeDeviceResource devices = new NodeDeviceResource(
                "v",
                "gpu",
                "x",
                List.of(new NodeDevice("a", true, "", null), new NodeDevice("b", healthy, "", null)),
                Map.of());
        Node plain = TestCluster.node("n1");
        Node node = NodeBuilder.builder(plain)
                .nodeResources(NodeResourcesBuilder.builder(Objects.requireNonNull(plain.nodeResources()))
                        .devices(List.of(devices))
                        .build())
                .reservedResources(
                        new NodeReservedResources(new NodeReservedCpuResources(0, List.of(3)), null, null, null))
                .build();
        apply(new NodeCommand.Register(node, NOW, List.of()));
        apply(new NodeCommand.UpdateStatus("n1", NodeStatus.READY, Optional.empty(), NOW, List.of()));
    }

    /** A job whose only group wants a volume for itself. */
    private void register(String id, int priority) {
        VolumeRequest volume = VolumeRequestBuilder.builder()
                .name("data")
                .type(id.equals("remote") ? "csi" : "host")
                .source("data")
                .accessMode(id.equals("remote") ? "single-node-writer" : "single-node-single-writer")
                .build();
        Job plain = TestCluster.job(id, "service", 1, 100);
        Job job = JobBuilder.builder(plain)
                .namespace("default")
                .priority(priority)
                .taskGroups(plain.taskGroups().stream()
                        .map(group -> TaskGroupBuilder.builder(group).name("g").build())
                        .map(group -> List.of("writer", "scribe", "remote").contains(id)
                                ? TaskGroupBuilder.builder(group)
                                        .volumes(Map.of("data", volume))
                                        .build()
                                : group)
                        .toList())
                .build();
        apply(new JobCommand.Register(job, Optional.empty(), Optional.empty()));
    }

    private Job job(String id) {
        return state.jobs().stream()
                .filter(job -> job.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private Allocation allocation(String id, String jobId, List<Integer> cores, String... devices) {
        List<AllocatedDeviceResource> held = devices.length == 0
                ? List.of()
                : List.of(new AllocatedDeviceResource("v", "gpu", "x", List.of(devices)));
        AllocatedTaskResources task = new AllocatedTaskResources(
                new AllocatedCpuResources(100, cores), new AllocatedMemoryResources(64, 0), List.of(), held);
        return AllocationBuilder.builder()
                .id(id)
                .namespace("default")
                .evalId("e")
                .nodeId("n1")
                .jobId(jobId)
                .taskGroup("g")
                .allocatedResources(new AllocatedResources(
                        Map.of("server", task), new AllocatedSharedResources(100, List.of(), List.of()), Map.of()))
                .build();
    }

    private Plan plan(String jobId, boolean allAtOnce, List<Allocation> victims, Allocation... placements) {
        return new Plan(
                "e",
                50,
                allAtOnce,
                job(jobId),
                Arrays.asList(placements),
                List.of(),
                victims,
                Optional.empty(),
                List.of(),
                new PlanAnnotations(Map.of(), List.of()),
                1);
    }

    private PlanReview review(Plan plan) {
        return PlanReview.of(state, underWay, plan, List.of(), NOW);
    }

    private void commit(String jobId, Allocation... placements) {
        PlanReview review = review(plan(jobId, false, List.of(), placements));
        assertThat(review.refusals()).isEmpty();
        apply(new PlanCommand.Commit(review.commit()));
    }

    private Optional<String> refusal(String jobId, Allocation... placements) {
        return Optional.ofNullable(
                review(plan(jobId, false, List.of(), placements)).refusals().get("n1"));
    }

    private void report(String id, ClientStatus status) {
        Allocation report = AllocationBuilder.builder(state.allocation(id).orElseThrow())
                .clientStatus(status)
                .build();
        apply(new AllocationCommand.UpdateFromClient(List.of(report), NOW, List.of()));
    }

    @Test
    void a_device_is_given_to_one_allocation() {
        commit("web", allocation("a1", "web", List.of(), "a"));
        assertThat(refusal("web", allocation("a2", "web", List.of(), "a"))).contains("devices");
        assertThat(refusal("web", allocation("a2", "web", List.of(), "b"))).isEmpty();
    }

    @Test
    void one_plan_cannot_give_a_device_twice() {
        assertThat(refusal("web", allocation("a1", "web", List.of(), "a"), allocation("a2", "web", List.of(), "a")))
                .contains("devices");
    }

    @Test
    void a_device_that_fell_ill_since_the_snapshot_is_not_given() {
        node(false);
        assertThat(refusal("web", allocation("a1", "web", List.of(), "b"))).contains("devices");
        assertThat(refusal("web", allocation("a1", "web", List.of(), "a"))).isEmpty();
    }

    @Test
    void a_device_that_the_node_never_had_is_not_given() {
        assertThat(refusal("web", allocation("a1", "web", List.of(), "z"))).contains("devices");
    }

    @Test
    void who_holds_a_device_that_fell_ill_may_be_updated_in_place() {
        commit("web", allocation("a1", "web", List.of(), "b"));
        node(false);
        assertThat(refusal("web", allocation("a1", "web", List.of(), "b"))).isEmpty();
    }

    @Test
    void a_core_is_given_to_one_allocation() {
        commit("web", allocation("a1", "web", List.of(0, 1)));
        assertThat(refusal("web", allocation("a2", "web", List.of(1, 2)))).contains("cores");
        assertThat(refusal("web", allocation("a2", "web", List.of(2)))).isEmpty();
    }

    @Test
    void cores_that_the_node_keeps_or_never_had_are_not_given() {
        assertThat(refusal("web", allocation("a1", "web", List.of(3)))).contains("cores");
        assertThat(refusal("web", allocation("a1", "web", List.of(17)))).contains("cores");
    }

    @Test
    void a_volume_for_one_writer_is_given_to_one_allocation() {
        register("writer", 50);
        register("scribe", 50);
        commit("writer", allocation("a1", "writer", List.of()));
        assertThat(refusal("scribe", allocation("a2", "scribe", List.of())))
                .contains("conflicting claims for host volume with single-writer");
    }

    @Test
    void one_plan_cannot_give_a_volume_to_two_writers() {
        register("writer", 50);
        assertThat(refusal("writer", allocation("a1", "writer", List.of()), allocation("a2", "writer", List.of())))
                .contains("conflicting claims for host volume with single-writer");
    }

    @Test
    void a_writer_on_its_way_holds_the_volume_already() {
        register("writer", 50);
        PlanCommit coming = review(plan("writer", false, List.of(), allocation("a1", "writer", List.of())))
                .commit();
        underWay.add(new UnderWay.Commit(coming));
        assertThat(refusal("writer", allocation("a2", "writer", List.of())))
                .contains("conflicting claims for host volume with single-writer");
    }

    @Test
    void a_writer_that_has_ended_holds_nothing() {
        register("writer", 50);
        commit("writer", allocation("a1", "writer", List.of()));
        report("a1", ClientStatus.COMPLETE);
        assertThat(refusal("writer", allocation("a2", "writer", List.of()))).isEmpty();
    }

    @Test
    void a_csi_volume_for_one_writer_is_given_once_whether_the_first_has_arrived_or_not() {
        register("remote", 50);
        PlanReview first = review(plan("remote", false, List.of(), allocation("a1", "remote", List.of())));
        assertThat(first.commit().placements()).hasSize(1);
        underWay.add(new UnderWay.Commit(first.commit()));
        PlanReview second = review(plan("remote", false, List.of(), allocation("a2", "remote", List.of())));
        assertThat(second.commit().isEmpty()).isTrue();
        assertThat(second.refreshIndex()).isPositive();
        apply(new PlanCommand.Commit(first.commit()));
        assertThat(review(plan("remote", false, List.of(), allocation("a2", "remote", List.of())))
                        .commit()
                        .isEmpty())
                .isTrue();
        report("a1", ClientStatus.COMPLETE);
        underWay.remove(underWay.all().getFirst());
        assertThat(review(plan("remote", false, List.of(), allocation("a2", "remote", List.of())))
                        .commit()
                        .placements())
                .hasSize(1);
    }

    @Test
    void the_writer_that_a_plan_stops_makes_way_for_the_next() {
        register("writer", 50);
        commit("writer", allocation("a1", "writer", List.of()));
        Plan plain = plan("writer", false, List.of(), allocation("a2", "writer", List.of()));
        Plan replacing = new Plan(
                "e",
                50,
                false,
                plain.job(),
                plain.placements(),
                List.of(AllocationStop.of("a1", "test")),
                List.of(),
                Optional.empty(),
                List.of(),
                plain.annotations(),
                1);
        assertThat(review(replacing).refusals()).isEmpty();
    }

    @Test
    void a_static_port_of_a_task_may_be_shared_when_collisions_are_ignored() {
        NetworkResource network = NetworkResourceBuilder.builder()
                .ip("10.0.0.1")
                .reservedPorts(List.of(new Port("http", 8080, 0, "", true)))
                .build();
        AllocatedTaskResources task = new AllocatedTaskResources(
                new AllocatedCpuResources(100, List.of()),
                new AllocatedMemoryResources(64, 0),
                List.of(network),
                List.of());
        Allocation sharing = AllocationBuilder.builder(allocation("a1", "web", List.of()))
                .allocatedResources(new AllocatedResources(Map.of("server", task), null, Map.of()))
                .build();
        commit("web", sharing);
        assertThat(refusal("web", AllocationBuilder.builder(sharing).id("a2").build()))
                .isEmpty();
    }

    @Test
    void a_victim_hands_its_device_over_and_its_job_is_looked_at_again() {
        commit("other", allocation("low", "other", List.of(), "a"));
        Allocation victim = AllocationBuilder.builder(state.allocation("low").orElseThrow())
                .preemptedByAllocation("a1")
                .desiredDescription("Preempted by alloc ID a1")
                .build();
        PlanReview review = review(plan("web", false, List.of(victim), allocation("a1", "web", List.of(), "a")));
        assertThat(review.refusals()).isEmpty();
        assertThat(review.commit().evaluations())
                .extracting(Evaluation::jobId, Evaluation::triggeredBy)
                .containsExactly(tuple("other", "preemption"));
        apply(new PlanCommand.Commit(review.commit()));
        Allocation evicted = state.allocation("low").orElseThrow();
        assertThat(evicted.desiredStatus()).isEqualTo(DesiredStatus.EVICT);
        assertThat(evicted.preemptedByAllocation()).isEqualTo("a1");
        assertThat(evicted.desiredDescription()).isEqualTo("Preempted by alloc ID a1");
    }

    @Test
    void several_victims_of_one_job_make_one_evaluation() {
        commit("other", allocation("l1", "other", List.of(), "a"), allocation("l2", "other", List.of(), "b"));
        List<Allocation> victims = List.of(
                state.allocation("l1").orElseThrow(), state.allocation("l2").orElseThrow());
        PlanReview review = review(plan("web", false, victims, allocation("a1", "web", List.of(), "a", "b")));
        assertThat(review.commit().preemptions()).hasSize(2);
        assertThat(review.commit().evaluations()).hasSize(1);
    }

    @Test
    void a_victim_that_has_ended_meanwhile_is_left_out() {
        commit("other", allocation("low", "other", List.of(), "a"));
        Allocation victim = state.allocation("low").orElseThrow();
        report("low", ClientStatus.COMPLETE);
        PlanReview review = review(plan("web", false, List.of(victim), allocation("a1", "web", List.of(), "a")));
        assertThat(review.refusals()).isEmpty();
        assertThat(review.commit().preemptions()).isEmpty();
        assertThat(review.commit().evaluations()).isEmpty();
        assertThat(review.commit().placements()).hasSize(1);
    }

    @Test
    void nobody_is_evicted_for_a_placement_that_is_refused() {
        commit("other", allocation("low", "other", List.of(), "a"));
        commit("web", allocation("mine", "web", List.of(), "b"));
        Allocation victim = state.allocation("low").orElseThrow();
        PlanReview review = review(plan("web", false, List.of(victim), allocation("a1", "web", List.of(), "a", "b")));
        assertThat(review.refusals()).containsEntry("n1", "devices");
        assertThat(review.commit().isEmpty()).isTrue();
        assertThat(review.commit().evaluations()).isEmpty();
    }

    @Test
    void all_at_once_evicts_nobody_when_one_placement_is_refused() {
        commit("other", allocation("low", "other", List.of(), "a"));
        Allocation victim = state.allocation("low").orElseThrow();
        Allocation elsewhere = AllocationBuilder.builder(allocation("a2", "web", List.of()))
                .nodeId("nowhere")
                .build();
        PlanReview review =
                review(plan("web", true, List.of(victim), allocation("a1", "web", List.of(), "a"), elsewhere));
        assertThat(review.commit().isEmpty()).isTrue();
        assertThat(review.refreshIndex()).isPositive();
    }
}
