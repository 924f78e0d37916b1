package dev.drover.scheduler.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.job.Constraint;
import dev.drover.model.job.Job;
import dev.drover.model.node.Node;
import dev.drover.scheduler.JobFiles;
import dev.drover.scheduler.Machines;
import dev.drover.scheduler.Rooms;
import dev.drover.scheduler.feasibility.Veto;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes n1 and n2 (numbers 0 and 1) are in rack a, n3 (2) is in rack b, and n4 (3) in none. */
final class DistinctTest {
    private static final String RACK = "${meta.rack}";

    private final Footprint footprint = Footprint.of(
            Inventory.of(Rooms.state(inRack("n1", "a"), inRack("n2", "a"), inRack("n3", "b"), Machines.machine("n4"))),
            List.of());

    private static Node inRack(String id, String rack) {
        return Machines.machine(id, b -> b.meta(Map.of("rack", rack)));
    }

    private Distinct ofJob(Constraint... constraints) {
        Job job = JobFiles.with(JobFiles.service("web", 3), j -> j.constraints(List.of(constraints)));
        return new Distinct(job, job.taskGroups().getFirst(), footprint);
    }

    private Distinct ofGroup(Constraint... constraints) {
        Job job = JobFiles.service("web", 3, g -> g.constraints(List.of(constraints)));
        return new Distinct(job, job.taskGroups().getFirst(), footprint);
    }

    private static Constraint hosts(String value) {
        return JobFiles.constraint("", "distinct_hosts", value);
    }

    private static Constraint racks(String limit) {
        return JobFiles.constraint(RACK, "distinct_property", limit);
    }

    private static String reason(@Nullable Veto veto) {
        return veto == null ? "" : veto.reason();
    }

    @Test
    void without_such_constraints_everything_is_allowed() {
        footprint.add(0, "g");
        assertThat(ofGroup(JobFiles.constraint(RACK, "=", "nowhere")).check(0)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "", "yes", "TRUE"})
    void anything_but_false_switches_distinct_hosts_on(String value) {
        footprint.add(0, "g");
        assertThat(ofGroup(hosts(value)).check(0)).isEqualTo(Veto.filtered("distinct_hosts"));
        assertThat(ofGroup(hosts(value)).check(1)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "False", "FALSE"})
    void false_switches_distinct_hosts_off(String value) {
        footprint.add(0, "g");
        assertThat(ofGroup(hosts(value)).check(0)).isNull();
    }

    @Test
    void the_hosts_of_a_job_count_all_its_groups_and_those_of_a_group_its_own() {
        footprint.add(0, "other");
        assertThat(reason(ofJob(hosts("true")).check(0))).isEqualTo("distinct_hosts");
        assertThat(ofGroup(hosts("true")).check(0)).isNull();
    }

    @ParameterizedTest(name = "limit {0} with {1} in the rack")
    @CsvSource({
        "'', 0, true",
        "'', 1, false",
        "1, 1, false",
        "2, 1, true",
        "2, 2, false",
        "2, 3, false",
        "many, 1, false"
    })
    void the_limit_of_a_property_is_one_unless_it_is_told(String limit, int there, boolean allowed) {
        for (int i = 0; i < there; i++) {
            footprint.add(i % 2, "g");
        }
        assertThat(ofGroup(racks(limit)).check(0) == null).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-3"})
    void a_limit_below_one_allows_nothing(String limit) {
        assertThat(ofGroup(racks(limit)).check(0))
                .isEqualTo(Veto.filtered("distinct_property: ${meta.rack}=a used by 0 allocs"));
    }

    @Test
    void the_refusal_names_the_value_and_how_many_use_it() {
        footprint.add(0, "g");
        footprint.add(1, "g");
        Distinct distinct = ofGroup(racks("2"));
        assertThat(reason(distinct.check(1))).isEqualTo("distinct_property: ${meta.rack}=a used by 2 allocs");
        assertThat(distinct.check(2)).isNull();
    }

    @Test
    void a_node_without_the_property_is_out() {
        assertThat(ofGroup(racks("9")).check(3)).isEqualTo(Veto.filtered("missing property \"${meta.rack}\""));
    }

    @Test
    void a_property_of_the_job_counts_all_its_groups() {
        footprint.add(0, "other");
        assertThat(ofJob(racks("1")).check(1)).isNotNull();
        assertThat(ofGroup(racks("1")).check(1)).isNull();
    }

    @Test
    void hosts_are_looked_at_before_properties() {
        footprint.add(0, "g");
        assertThat(reason(ofGroup(racks("1"), hosts("true")).check(0))).isEqualTo("distinct_hosts");
    }

    @Test
    void all_properties_must_allow_it() {
        footprint.add(0, "g");
        Distinct distinct = ofGroup(racks("2"), JobFiles.constraint("${node.unique.name}", "distinct_property", ""));
        assertThat(reason(distinct.check(0))).contains("${node.unique.name}=host-n1 used by 1 allocs");
        assertThat(distinct.check(1)).isNull();
    }

    @Test
    void a_node_is_asked_by_itself_as_well_as_by_its_number() {
        footprint.add(2, "g");
        assertThat(ofGroup(hosts("true")).check(inRack("n3", "b"))).hasValue(Veto.filtered("distinct_hosts"));
        assertThat(ofGroup(hosts("true")).check(inRack("n1", "a"))).isEmpty();
    }

    @Test
    void a_verdict_on_a_value_is_passed_again_only_when_it_is_reconsidered() {
        DistinctProperty property =
                DistinctProperty.of(racks("2"), Optional.of("g"), footprint).orElseThrow();
        footprint.add(0, "g");
        assertThat(property.reconsider(0)).as("one of two").isFalse();
        footprint.add(1, "g");
        assertThat(property.check(1)).as("not yet reconsidered").isNull();
        assertThat(property.reconsider(0)).as("two of two").isTrue();
        assertThat(property.check(1)).isNotNull();
        footprint.add(0, "g");
        assertThat(property.reconsider(0)).as("the number in the reason").isTrue();
        footprint.remove(0, "g");
        footprint.remove(0, "g");
        assertThat(property.reconsider(1)).as("open again").isTrue();
        assertThat(property.check(0)).isNull();
    }

    @Test
    void nodes_without_the_property_never_change_their_verdict() {
        DistinctProperty property =
                DistinctProperty.of(racks("1"), Optional.of("g"), footprint).orElseThrow();
        footprint.add(3, "g");
        assertThat(property.reconsider(3)).isFalse();
        assertThat(property.sameValue(0, 1)).isTrue();
        assertThat(property.sameValue(0, 2)).isFalse();
        assertThat(property.sameValue(0, 3)).isFalse();
    }

    @Test
    void other_constraints_are_no_properties() {
        assertThat(DistinctProperty.of(hosts("true"), Optional.empty(), footprint))
                .isEmpty();
    }
}
