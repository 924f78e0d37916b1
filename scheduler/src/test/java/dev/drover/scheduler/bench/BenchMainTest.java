package dev.drover.scheduler.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.drover.model.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class BenchMainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... words) {
        return BenchMain.run(
                List.of(words),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private static List<String> small(Shape shape) {
        return new ArrayList<>(List.of(
                "scheduler",
                "-nodes",
                "40",
                "-racks",
                "4",
                "-count",
                "30",
                "-seconds",
                "20ms",
                "-shape",
                shape.word()));
    }

    private static double number(Map<String, Object> report, String name) {
        return ((Number) Objects.requireNonNull(report.get(name))).doubleValue();
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void every_shape_places_all_of_its_allocations(Shape shape) {
        List<String> words = small(shape);
        words.add("-json");
        assertThat(run(words.toArray(String[]::new))).isZero();
        Map<String, Object> report = Json.readObject(out.toByteArray());
        assertThat(number(report, "placed_per_round")).isEqualTo(shape == Shape.SYSTEM ? 40.0 : 30.0);
        assertThat(number(report, "not_placed_per_round")).isZero();
        assertThat(number(report, "placements_per_second")).isPositive();
        assertThat(number(report, "bytes_per_placement")).isPositive();
        assertThat(report)
                .containsKeys("round_p50_ms", "round_p99_ms", "java", "cores", "load_average", "existing_load")
                .containsEntry("shape", shape.word());
    }

    @Test
    void allocations_that_were_there_before_are_part_of_the_conditions() {
        List<String> words = small(Shape.PLAIN);
        words.addAll(List.of("-existing", "20"));
        assertThat(run(words.toArray(String[]::new))).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("plain: ")
                .contains("placements/s")
                .contains("20 allocations there before");
    }

    @Test
    void preempting_rounds_push_others_aside() {
        SchedulerBench bench = new SchedulerBench(
                BenchMain.options(List.of("-nodes", "10", "-racks", "2", "-count", "5", "-shape", "preemption")));
        assertThat(bench.round().plan().preemptions()).isNotEmpty();
    }

    @Test
    void packing_tells_both_ways_for_all_mixes() {
        assertThat(run("packing", "-nodes", "12", "-racks", "3", "-seeds", "2", "-json"))
                .isZero();
        Map<String, Object> report = Json.readObject(out.toByteArray());
        assertThat(report).containsEntry("seeds", 2L);
        assertThat((List<?>) report.get("mixes")).hasSizeGreaterThanOrEqualTo(Mix.values().length);
    }

    @Test
    void no_fill_needs_fewer_nodes_than_its_volume() {
        for (Mix mix : Mix.values()) {
            assertThat(FullFilling.fill(mix, 20, 4, 3).full().overhead()).isGreaterThanOrEqualTo(1);
            assertThat(SampleFilling.fill(mix, 20, 4, 3).full().overhead()).isGreaterThanOrEqualTo(1);
        }
    }

    @Test
    void as_long_as_there_is_a_choice_scoring_all_nodes_needs_fewer_of_them_than_a_sample() {
        for (Mix mix : Mix.values()) {
            List<Fill.Moment> all = FullFilling.fill(mix, 60, 6, 3).atLoads();
            List<Fill.Moment> sample = SampleFilling.fill(mix, 60, 6, 3).atLoads();
            for (int load = 0; load < 2; load++) {
                assertThat(all.get(load).overhead())
                        .as("%s at load %d", mix, load)
                        .isLessThan(sample.get(load).overhead());
            }
        }
    }

    /** Two programs of one formula, written apart: what both do to the last node follows from the formula and from nothing else. */
    @Test
    void the_packing_of_a_full_cluster_is_what_the_published_formula_makes_of_it() {
        for (Mix mix : Mix.values()) {
            double ours = FullFilling.fill(mix, 60, 6, 3).full().overhead();
            double apart = SampleFilling.fill(mix, 60, 6, 3, 60).full().overhead();
            assertThat(ours).as(mix.toString()).isCloseTo(apart, within(0.02));
        }
    }

    @Test
    void the_grid_has_all_points_with_and_without_spread() {
        BenchOptions options = BenchMain.options(List.of("-grid", "-seconds", "3"));
        assertThat(Grid.points(options))
                .hasSize(4 * 3 * 5 * 2)
                .doesNotHaveDuplicates()
                .allMatch(point -> point.duration().toSeconds() == 3);
    }

    @Test
    void wrong_arguments_are_named_with_the_usage() {
        assertThat(run("scheduler", "-shape", "round")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("-shape round is none of plain, spread");
        assertThat(run("scheduler", "-nodes", "none")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("-nodes none is not a number from 1 to 1000000");
        assertThat(run("scheduler", "-seconds", "0")).isEqualTo(1);
        assertThat(run("scheduler", "-colour", "red")).isEqualTo(1);
        assertThat(run("scheduler", "-nodes")).isEqualTo(1);
        assertThat(run("tea")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("there is no bench tea");
    }

    @Test
    void help_is_no_error() {
        assertThat(run("-help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("Usage: drover bench")
                .contains("distinct_hosts");
        assertThat(run()).isEqualTo(1);
    }
}
