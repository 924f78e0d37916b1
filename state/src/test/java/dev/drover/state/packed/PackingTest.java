package dev.drover.state.packed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.AllocatedResources;
import dev.drover.model.alloc.AllocatedSharedResources;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.AllocationMetric;
import dev.drover.model.alloc.AllocationMetricBuilder;
import dev.drover.model.alloc.NodeScoreMeta;
import dev.drover.model.alloc.PortMapping;
import dev.drover.model.alloc.TaskEvent;
import dev.drover.model.alloc.TaskEventBuilder;
import dev.drover.model.alloc.TaskRunState;
import dev.drover.model.alloc.TaskState;
import dev.drover.model.job.NetworkResource;
import dev.drover.model.job.NetworkResourceBuilder;
import dev.drover.model.job.Port;
import dev.drover.model.wire.Defaults;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is packed equals what it was made of, in both directions, and in the order of its entries. */
class PackingTest {
    private final Packing packing = new Packing(id -> id);

    @Property(tries = 200)
    void task_states_come_out_as_they_went_in(@ForAll long seed) {
        Random random = new Random(seed);
        Map<String, TaskState> states = states(random);
        Map<String, TaskState> packed = packing.taskStates(states);
        assertSame(packed, states);
        assertThat(packing.taskStates(packed)).isSameAs(packed);
        Map<String, TaskState> others = states(random);
        assertThat(packed.equals(packing.taskStates(others))).isEqualTo(states.equals(others));
        assertThat(packed.equals(packing.taskStates(new LinkedHashMap<>(states))))
                .isTrue();
    }

    private static <V> void assertSame(Map<String, V> packed, Map<String, V> plain) {
        assertThat(packed).isEqualTo(plain).hasSameHashCodeAs(plain).hasSameSizeAs(plain);
        assertThat(plain).isEqualTo(packed);
        assertThat(List.copyOf(packed.keySet())).isEqualTo(List.copyOf(plain.keySet()));
        assertThat(List.copyOf(packed.values())).isEqualTo(List.copyOf(plain.values()));
        plain.forEach((name, value) -> assertThat(packed.get(name)).isEqualTo(value));
        assertThat(packed.get("no such name")).isNull();
        assertThat(packed.containsKey("no such name")).isFalse();
        assertThat(Defaults.map(packed)).isEqualTo(plain);
    }

    private static Map<String, TaskState> states(Random random) {
        Map<String, TaskState> states = new LinkedHashMap<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            states.put("task" + random.nextInt(3), state(random));
        }
        return states;
    }

    private static TaskState state(Random random) {
        List<TaskEvent> events = new ArrayList<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            events.add(TaskEventBuilder.builder()
                    .type("type" + random.nextInt(2))
                    .exitCode(random.nextInt(2))
                    .time(random.nextInt(3) == 0 ? 0 : random.nextLong())
                    .build());
        }
        return new TaskState(
                random.nextBoolean() ? TaskRunState.RUNNING : TaskRunState.DEAD,
                random.nextBoolean(),
                random.nextInt(2),
                time(random),
                time(random),
                time(random),
                events,
                "");
    }

    private static @Nullable Instant time(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> null;
            case 1 -> Defaults.NO_TIME;
            case 2 -> random.nextBoolean() ? Instant.MIN : Instant.MAX;
            case 3 -> Instant.ofEpochSecond(Long.MAX_VALUE / 1_000_000_000L + random.nextInt(3) - 2, 999_999_999);
            default -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
        };
    }

    @Property(tries = 200)
    void resources_come_out_as_they_went_in(@ForAll long seed) {
        Random random = new Random(seed);
        List<NetworkResource> networks = new ArrayList<>();
        for (int left = random.nextInt(3); left > 0; left--) {
            networks.add(NetworkResourceBuilder.builder()
                    .ip("10.0.0." + random.nextInt(2))
                    .reservedPorts(ports(random))
                    .dynamicPorts(ports(random))
                    .build());
        }
        List<PortMapping> mappings = new ArrayList<>();
        for (int left = random.nextInt(3); left > 0; left--) {
            mappings.add(new PortMapping("p" + random.nextInt(2), random.nextInt(3), random.nextInt(2), "10.0.0.1"));
        }
        AllocatedResources plain = new AllocatedResources(
                Map.of(), new AllocatedSharedResources(random.nextInt(2), networks, mappings), Map.of());
        AllocatedResources packed = Objects.requireNonNull(packing.resources(plain));
        assertThat(packed).isEqualTo(plain).hasSameHashCodeAs(plain);
        assertThat(plain).isEqualTo(packed);
        assertThat(packing.resources(packed)).isEqualTo(plain);
    }

    private static List<Port> ports(Random random) {
        List<Port> ports = new ArrayList<>();
        for (int left = random.nextInt(3); left > 0; left--) {
            ports.add(new Port("p" + random.nextInt(2), random.nextInt(3), random.nextInt(2), "default", false));
        }
        return ports;
    }

    @Property(tries = 100)
    void scores_come_out_as_they_went_in(@ForAll long seed) {
        Random random = new Random(seed);
        Map<String, Double> scores = new LinkedHashMap<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            scores.put("scorer" + random.nextInt(5), random.nextInt(3) == 0 ? -0.0 : random.nextDouble());
        }
        AllocationMetric plain = AllocationMetricBuilder.builder()
                .scoreMetaData(List.of(new NodeScoreMeta("n1", scores, 0.5)))
                .build();
        AllocationMetric packed = Objects.requireNonNull(packing.metrics(plain, "n1"));
        assertThat(packed).isEqualTo(plain).hasSameHashCodeAs(plain);
        assertSame(packed.scoreMetaData().getFirst().scores(), scores);
    }

    @Test
    void allocations_that_hold_the_same_without_ports_share_one_record() {
        AllocatedResources one = new AllocatedResources(Map.of(), null, Map.of());
        AllocatedResources other = new AllocatedResources(Map.of(), null, Map.of());
        assertThat(packing.resources(one)).isSameAs(new Packing(id -> id).resources(other));
    }

    @Test
    void records_take_packed_parts_as_they_are() {
        Map<String, TaskState> packed = packing.taskStates(states(new Random(5)));
        assertThat(packed).isNotEmpty();
        assertThat(AllocationBuilder.builder().taskStates(packed).build().taskStates())
                .isSameAs(packed);
    }

    @Test
    void allocations_of_a_snapshot_share_equal_scores() {
        Packing snapshot = Packing.ofSnapshot(id -> id);
        AllocationMetric one = Objects.requireNonNull(snapshot.metrics(scored(0.25), "n1"));
        AllocationMetric other = Objects.requireNonNull(snapshot.metrics(scored(0.25), "n2"));
        AllocationMetric third = Objects.requireNonNull(snapshot.metrics(scored(0.5), "n2"));
        assertThat(other.scoreMetaData().getFirst())
                .isSameAs(one.scoreMetaData().getFirst());
        assertThat(third).isEqualTo(scored(0.5));
    }

    private static AllocationMetric scored(double score) {
        return AllocationMetricBuilder.builder()
                .scoreMetaData(List.of(new NodeScoreMeta("n1", Map.of("binpack", score), 0.5)))
                .build();
    }

    @Test
    void equal_texts_become_one() {
        String one = String.join(" ", "Tasks", "are", "running");
        String other = String.join(" ", "Tasks are", "running");
        assertThat(one).isNotSameAs(other);
        assertThat(packing.text(one)).isSameAs(packing.text(other));
    }
}
