package dev.drover.scheduler.bench;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat((List<?>) report.get("mixes")).hasSize(Mix.values().length);
    }

    @Test
    void no_fill_needs_fewer_nodes_than_its_volume() {
        for (Mix mix : Mix.values()) {
            assertThat(FullFilling.fill(mix, 20, 4, 3).overhead()).isGreaterThanOrEqualTo(1);
            assertThat(SampleFilling.fill(mix, 20, 4, 3).overhead()).isGreaterThanOrEqualTo(1);
        }
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
