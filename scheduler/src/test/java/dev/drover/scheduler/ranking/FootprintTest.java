package dev.drover.scheduler.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredStatus;
import dev.drover.model.node.Node;
import dev.drover.scheduler.Machines;
import dev.drover.scheduler.Rooms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes n1 and n2 are in rack r0 and r1, n3 in none; their numbers are 0, 1 and 2. */
final class FootprintTest {
    private static final Footprint.Property RACK_OF_G = new Footprint.Property("${meta.rack}", Optional.of("g"));
    private static final Footprint.Property RACK_OF_ALL = new Footprint.Property("${meta.rack}", Optional.empty());

    private static Inventory inventory() {
        return Inventory.of(Rooms.state(inRack("n1", "r0"), inRack("n2", "r1"), Machines.machine("n3")));
    }

    private static Node inRack(String id, String rack) {
        return Machines.machine(id, b -> b.meta(Map.of("rack", rack)));
    }

    private static Allocation on(String node, String group, DesiredStatus desired, ClientStatus client) {
        return AllocationBuilder.builder()
                .id("a")
                .nodeId(node)
                .taskGroup(group)
                .desiredStatus(desired)
                .clientStatus(client)
                .build();
    }

    @ParameterizedTest(name = "wanted {0}, is {1}")
    @CsvSource({
        "RUN, PENDING, 1",
        "RUN, RUNNING, 1",
        "RUN, UNKNOWN, 1",
        "RUN, COMPLETE, 0",
        "RUN, FAILED, 0",
        "RUN, LOST, 0",
        "STOP, RUNNING, 0",
        "EVICT, RUNNING, 0",
    })
    void only_those_count_that_have_not_ended_and_are_still_wanted(
            DesiredStatus desired, ClientStatus client, int counted) {
        Footprint footprint = Footprint.of(inventory(), List.of(on("n1", "g", desired, client)));
        assertThat(footprint.ofJob().get(0)).isEqualTo(counted);
        assertThat(footprint.ofGroup("g").get(0)).isEqualTo(counted);
    }

    @Test
    void an_allocation_on_a_node_that_is_gone_is_left_out() {
        Footprint footprint =
                Footprint.of(inventory(), List.of(on("gone", "g", DesiredStatus.RUN, ClientStatus.RUNNING)));
        footprint.add(Inventory.UNKNOWN, "g");
        footprint.remove(Inventory.UNKNOWN, "g");
        assertThat(footprint.ofGroup("g").get(Inventory.UNKNOWN)).isZero();
        assertThat(footprint.counts(RACK_OF_G).isEmpty()).isTrue();
    }

    @Test
    void a_node_without_the_attribute_counts_for_no_value() {
        Footprint footprint = Footprint.of(inventory(), List.of());
        footprint.add(2, "g");
        assertThat(footprint.counts(RACK_OF_G).isEmpty()).isTrue();
        assertThat(footprint.ofGroup("g").get(2)).isEqualTo(1);
    }

    @Test
    void a_property_of_one_group_and_of_all_are_counted_apart() {
        Footprint footprint = Footprint.of(inventory(), List.of());
        footprint.add(0, "g");
        footprint.add(0, "h");
        assertThat(footprint.counts(RACK_OF_G).get(0)).isEqualTo(1);
        assertThat(footprint.counts(RACK_OF_ALL).get(0)).isEqualTo(2);
    }

    @Test
    void counts_that_were_handed_out_follow_what_happens_later() {
        Footprint footprint = Footprint.of(inventory(), List.of());
        IntCounts group = footprint.ofGroup("g");
        IntCounts job = footprint.ofJob();
        ValueCounts rack = footprint.counts(RACK_OF_G);
        footprint.add(1, "g");
        assertThat(List.of(group.get(1), job.get(1), rack.get(1))).containsExactly(1, 1, 1);
        footprint.remove(1, "g");
        assertThat(List.of(group.get(1), job.get(1), rack.get(1))).containsExactly(0, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void all_counts_are_those_of_a_list_of_what_is_there(long seed) {
        Random random = new Random(seed);
        Footprint footprint = Footprint.of(inventory(), List.of());
        List<Map.Entry<Integer, String>> there = new ArrayList<>();
        for (int step = 0; step < 200; step++) {
            if (step == 50) {
                // From here on the sums are kept as well.
                assertThat(footprint.ofJob().get(0)).isEqualTo(count(there, 0, ""));
            }
            if (!there.isEmpty() && random.nextInt(3) == 0) {
                Map.Entry<Integer, String> gone = there.remove(random.nextInt(there.size()));
                footprint.remove(gone.getKey(), gone.getValue());
            } else {
                Map.Entry<Integer, String> more = Map.entry(random.nextInt(3), random.nextBoolean() ? "g" : "h");
                there.add(more);
                footprint.add(more.getKey(), more.getValue());
            }
            for (int number = 0; number < 3; number++) {
                assertThat(footprint.ofGroup("g").get(number)).isEqualTo(count(there, number, "g"));
                assertThat(footprint.ofGroup("h").get(number)).isEqualTo(count(there, number, "h"));
            }
            if (step > 100) {
                assertThat(footprint.ofJob().get(2)).isEqualTo(count(there, 2, ""));
                assertThat(footprint.counts(RACK_OF_G).get(1)).isEqualTo(count(there, 1, "g"));
                assertThat(footprint.counts(RACK_OF_ALL).get(1)).isEqualTo(count(there, 1, ""));
            }
        }
    }

    private static int count(List<Map.Entry<Integer, String>> there, int number, String group) {
        return (int) there.stream()
                .filter(entry -> entry.getKey() == number)
                .filter(entry -> group.isEmpty() || Objects.equals(entry.getValue(), group))
                .count();
    }
}
