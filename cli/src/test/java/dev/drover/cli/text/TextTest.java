package dev.drover.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.cli.Failure;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
    private static final Instant NOW = Instant.parse("2026-11-23T00:53:20.7Z");
    private final Times times = new Times(Clock.fixed(NOW, ZoneOffset.UTC));

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "21, 21 B",
        "1023, 1023 B",
        "1024, 1.0 KiB",
        "4096, 4.0 KiB",
        "22020096, 21 MiB",
        "1932735283, 1.8 GiB",
        "25276510208, 24 GiB",
        "270553174016, 252 GiB",
        "10433331, 9.9 MiB"
    })
    void sizes_show_two_digits_that_matter(long bytes, String expected) {
        assertThat(Sizes.bytes(bytes)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T00:53:20Z, 0s ago",
        "2026-11-23T00:53:15Z, 5s ago",
        "2026-11-23T00:51:18Z, 2m2s ago",
        "2026-11-22T23:53:20Z, 1h ago",
        "2026-11-22T23:53:18Z, 1h ago",
        "2026-11-20T21:50:00Z, 2d3h ago",
        "2026-09-20T00:53:20Z, 2mo3d ago",
        "2024-06-23T00:53:20Z, 2y5mo ago",
        "2026-11-23T00:54:25Z, 1m5s from now",
    })
    void times_are_told_by_their_two_largest_units(Instant time, String expected) {
        assertThat(times.since(time)).isEqualTo(expected);
    }

    @Test
    void absolute_times_are_in_the_zone_of_the_clock_and_show_their_seconds() {
        Times abroad = new Times(Clock.fixed(NOW, ZoneId.of("America/New_York")));

        assertThat(abroad.at(Instant.parse("2026-11-23T00:53:00Z"))).isEqualTo("2026-11-22T19:53:00-05:00");
        assertThat(times.at(1_795_395_192_000_000_000L)).isEqualTo("2026-11-23T00:53:12Z");
        assertThat(times.ifSet(null)).isEqualTo("N/A");
    }

    @Test
    void columns_stand_below_each_other_and_the_last_is_not_padded() {
        Table table = Table.withHeader("ID", "Status", "Note")
                .row("a-long-id", "ok", "")
                .row("b", "running", "x");

        assertThat(table.toString().lines())
                .containsExactly("ID         Status   Note", "a-long-id  ok       ", "b          running  x");
    }

    @Test
    void the_signs_of_facts_stand_below_each_other() {
        assertThat(new Facts().add("ID", "full").addOrNone("Class", "").toString())
                .isEqualTo("ID    = full\nClass = <none>");
    }

    @Test
    void an_exact_id_wins_over_ids_that_begin_with_it() {
        assertThat(Matches.one("thing", "ab", List.of("ab", "abc"), id -> id, many -> new Table()))
                .isEqualTo("ab");
    }

    @Test
    void a_prefix_of_several_ids_lists_them() {
        assertThatThrownBy(() -> Matches.one(
                        "allocation",
                        "ab",
                        List.of("abc", "abd", "xy"),
                        id -> id,
                        many -> Table.withHeader(many.toArray(String[]::new))))
                .isInstanceOf(Failure.class)
                .hasMessage("Prefix matched multiple allocations\n\nabc  abd");
    }

    @Test
    void a_prefix_of_nothing_is_a_failure() {
        assertThatThrownBy(() -> Matches.one("node", "zz", List.of("abc"), id -> id, many -> new Table()))
                .hasMessage("No node(s) with prefix or id \"zz\" found");
    }

    @ParameterizedTest
    @CsvSource({"15904a37, 15904a37", "15904a3, 15904a", "15904a37-6da, 15904a37-6d", "15904a37-6, 15904a37-"})
    void agents_are_asked_for_whole_bytes_of_an_id(String typed, String asked) {
        assertThat(Matches.askable(typed)).isEqualTo(asked);
    }
}
