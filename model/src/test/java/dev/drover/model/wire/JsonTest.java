package dev.drover.model.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.api.HostStats;
import dev.drover.model.diff.JobDiff;
import dev.drover.model.diff.ObjectDiff;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.Port;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskBuilder;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @ParameterizedTest
    @MethodSource("dev.drover.model.wire.Records#all")
    void every_record_comes_back_as_it_was_written(Class<?> type) {
        for (int seed = 0; seed < 20; seed++) {
            Object value = new Generated(seed).record(type);
            String json = Json.write(value);
            assertThat(Json.write(Json.read(type, json))).isEqualTo(json);
            String every = Json.writeEveryField(value);
            assertThat(Json.writeEveryField(Json.read(type, every))).isEqualTo(every);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.drover.model.wire.Records#all")
    void sparse_text_says_the_same_with_less(Class<?> type) {
        for (int seed = 0; seed < 20; seed++) {
            Object value = Json.read(type, Json.write(new Generated(seed).record(type)));
            byte[] sparse = Json.writeSparse(value);
            assertThat(Json.write(Json.read(type, sparse))).isEqualTo(Json.write(value));
            assertThat(sparse.length)
                    .isLessThanOrEqualTo(Json.writeEveryField(value).getBytes(StandardCharsets.UTF_8).length);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.drover.model.wire.Records#all")
    void every_record_can_be_made_from_an_empty_object_and_from_nulls(Class<?> type) {
        Object empty = Json.read(type, "{}");
        StringBuilder nulls = new StringBuilder("{\"noSuchField\":1");
        Records.wireNames(type).forEach(name -> nulls.append(",\"").append(name).append("\":null"));
        assertThat(Json.read(type, nulls.append('}').toString())).isEqualTo(empty);
    }

    @Test
    void an_empty_job_has_nulls_for_what_is_absent_and_zeros_for_values() {
        String json = Json.write(JobBuilder.builder().id("x").build());
        assertThat(json)
                .contains("\"Constraints\":null", "\"Meta\":null", "\"Update\":null", "\"Priority\":0", "\"Name\":\"\"")
                .doesNotContain("\"Reschedule\"", "\"Migrate\"");
    }

    @Test
    void allocations_and_ports_leave_out_what_is_empty() {
        assertThat(Json.write(Json.read(Allocation.class, "{\"ID\":\"a\"}"))).doesNotContain("NextAllocation", "null");
        assertThat(Json.write(new Port("http", 0, 0, "", false))).isEqualTo("{\"Label\":\"http\"}");
        assertThat(Json.writeEveryField(new Port("http", 0, 0, "", false))).contains("\"Value\":0");
    }

    @Test
    void unknown_fields_are_skipped_whatever_they_hold() {
        Job job = Json.read(
                Job.class, "{\"Nope\":{\"a\":[1,{\"b\":\"}\\\"]\"}]},\"ID\":\"x\",\"More\":[[[]]],\"T\":true}");
        assertThat(job.id()).isEqualTo("x");
    }

    @Test
    void names_are_matched_without_regard_to_case() {
        assertThat(Json.read(Job.class, "{\"id\":\"x\",\"NAMESPACE\":\"n\"}"))
                .extracting(Job::id, Job::namespace)
                .containsExactly("x", "n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "nul",
                "[",
                "[]",
                "{",
                "{\"ID\"",
                "{\"ID\":",
                "{\"ID\":\"x\"",
                "{\"ID\":\"x",
                "{\"ID\":\"x\\",
                "{\"ID\":\"\\u12",
                "{\"Priority\":-}",
                "{\"Priority\":1.5}",
                "{\"Priority\":\"high\"}",
                "{\"Priority\":true}",
                "{\"Stop\":3}",
                "{\"Meta\":[]}",
                "{\"Datacenters\":{}}",
                "{\"Datacenters\":[1,}",
                "{\"TaskGroups\":[{\"Count\":99999999999}]}",
                "{\"ID\":\"x\"} more",
                "{} {}",
                "}",
                "\u0000"
            })
    void what_is_no_job_is_refused_with_a_reason(String json) {
        assertThatThrownBy(() -> Json.read(Job.class, json))
                .isInstanceOf(WireException.class)
                .hasMessageMatching("(?s).{5,}");
    }

    @Test
    void the_place_of_a_fault_is_told() {
        assertThatThrownBy(() ->
                        Json.read(Job.class, "{\"TaskGroups\":[{},{\"Tasks\":[{\"Resources\":{\"CPU\":\"fast\"}}]}]}"))
                .isInstanceOf(WireException.class)
                .hasMessageStartingWith("TaskGroups[1].Tasks[0].Resources.CPU: ");
    }

    @Test
    void numbers_that_do_not_fit_are_refused_and_not_wrapped_around() {
        assertThatThrownBy(() -> Json.read(Job.class, "{\"Priority\":2147483648}"))
                .hasMessageStartingWith("Priority: 2147483648 does not fit 32 bits");
        assertThat(Json.read(Job.class, "{\"Priority\":2147483647}").priority()).isEqualTo(Integer.MAX_VALUE);
        assertThat(Json.read(Job.class, "{\"Version\":9223372036854775807}").version())
                .isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(() -> Json.read(Job.class, "{\"Version\":9223372036854775808}"))
                .isInstanceOf(WireException.class)
                .hasMessageStartingWith("Version: ");
    }

    @Test
    void whole_numbers_and_decimals_are_told_apart_by_value_and_not_by_their_dot() {
        assertThat(Json.read(HostStats.class, "{\"CPUTicksConsumed\":1}").cpuTicksConsumed())
                .isEqualTo(1.0);
        assertThat(Json.read(Job.class, "{\"Version\":1.0}").version()).isEqualTo(1);
        assertThatThrownBy(() -> Json.read(Job.class, "{\"Version\":1.5}"))
                .hasMessageStartingWith("Version: 1.5 is no whole number");
    }

    @Test
    void free_form_values_keep_the_kind_of_their_numbers() {
        Map<String, Object> read = Json.readObject(bytes(
                "{\"whole\":5,\"large\":9223372036854775807,\"decimal\":1.5,\"beyond\":1e400,\"list\":[true,\"x\"]}"));
        assertThat(read)
                .containsEntry("whole", 5L)
                .containsEntry("large", Long.MAX_VALUE)
                .containsEntry("decimal", 1.5)
                .containsEntry("beyond", new BigDecimal("1e400"))
                .containsEntry("list", List.of(true, "x"));
        assertThat(Json.readObject(Json.writeBytes(read))).isEqualTo(read);
    }

    @Test
    void times_are_written_with_as_many_digits_as_they_need() {
        Instant time = Instant.parse("2026-11-23T00:53:12.503707090Z");
        assertThat(Json.write(Map.of("at", new Moment(time, Duration.ofMillis(1)))))
                .isEqualTo("{\"at\":{\"At\":\"2026-11-23T00:53:12.50370709Z\",\"For\":1000000}}");
        assertThat(Json.write(new Moment(Defaults.NO_TIME, Duration.ZERO)))
                .isEqualTo("{\"At\":\"0001-01-01T00:00:00Z\",\"For\":0}");
    }

    @Test
    void times_are_read_with_any_offset_and_refused_when_they_are_none() {
        assertThat(Json.read(Moment.class, "{\"At\":\"2026-01-31T12:00:00.5+02:00\"}")
                        .at())
                .isEqualTo(Instant.parse("2026-01-31T10:00:00.5Z"));
        assertThat(Json.read(Moment.class, "{\"At\":\"\"}").at()).isEqualTo(Defaults.NO_TIME);
        assertThatThrownBy(() -> Json.read(Moment.class, "{\"At\":\"yesterday\"}"))
                .hasMessageStartingWith("At: \"yesterday\" is not a time");
    }

    @Test
    void durations_are_nanoseconds() {
        Task task = TaskBuilder.builder().killTimeout(Duration.ofSeconds(5)).build();
        assertThat(Json.write(task)).contains("\"KillTimeout\":5000000000");
        assertThat(Json.read(Task.class, Json.write(task))).isEqualTo(task);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"Objects\":[", "{\"Nope\":[", "{\"a\":"})
    void deep_nesting_is_refused_and_overflows_no_stack(String level) {
        byte[] json = bytes(level.repeat(200_000));
        for (Class<?> type : List.of(Job.class, ObjectDiff.class, JobDiff.class, Map.class)) {
            assertThatThrownBy(() -> Json.read(type, json))
                    .isInstanceOf(WireException.class)
                    .hasMessageContaining("nested deeper than 200 levels");
        }
    }

    @Test
    void escapes_and_all_planes_of_unicode_are_read() {
        assertThat(Json.read(Job.class, "{\"ID\":\"a\\n\\u00e9\\ud83d\\ude80 \u6f22\"}")
                        .id())
                .isEqualTo("a\n\u00e9\ud83d\ude80 \u6f22");
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "1.", ".5", "-", "1e", "+1", "0x1", "1..2", "NaN", "1_0"})
    void numbers_that_json_does_not_know_are_refused(String number) {
        for (String name : List.of("CPUTicksConsumed", "Uptime", "Nope")) {
            assertThatThrownBy(() -> Json.read(HostStats.class, "{\"" + name + "\":" + number + "}"))
                    .isInstanceOf(WireException.class);
        }
    }

    @Test
    void a_number_of_a_million_digits_is_refused_at_once() {
        assertThatThrownBy(() -> Json.readObject(bytes("{\"a\":" + "9".repeat(1_000_000) + "}")))
                .hasMessageContaining("more than 400 characters");
    }

    @Test
    void large_input_is_read() {
        String tags = "\"tag\",".repeat(300_000) + "\"last\"";
        Job job = Json.read(Job.class, "{\"Datacenters\":[" + tags + "],\"ID\":\"" + "x".repeat(1_000_000) + "\"}");
        assertThat(job.datacenters()).hasSize(300_001);
        assertThat(job.id()).hasSize(1_000_000);
    }

    @Property(tries = 500)
    void cut_or_damaged_text_gives_a_fault_or_a_value_and_nothing_else(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] json = bytes(Json.write(new Generated(seed % 20).record(Job.class)));
        byte[] damaged = Arrays.copyOf(json, 1 + random.nextInt(json.length));
        for (int i = 0; i < random.nextInt(4); i++) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        try {
            assertThat(Json.read(Job.class, damaged)).isNotNull();
        } catch (WireException fault) {
            assertThat(fault).hasMessageMatching("(?s).+");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A time and a duration side by side. */
    public record Moment(
            @Wire("At") Instant at, @Wire("For") Duration length) {
        public Moment {
            at = Defaults.time(at);
            length = Defaults.duration(length);
        }
    }
}
