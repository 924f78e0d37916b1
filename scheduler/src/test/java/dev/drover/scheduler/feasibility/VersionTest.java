package dev.drover.scheduler.feasibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VersionTest {
    private static Version loose(String text) {
        return Version.parse(text, false).orElseThrow(() -> new AssertionError("not a version: " + text));
    }

    private static int compare(String left, String right) {
        return Integer.signum(loose(left).compareTo(loose(right)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "1.2",
                "1.2.3",
                "1.2.3.4.5",
                "v1.2.3",
                "0",
                "007",
                "1.2.3-beta",
                "1.2.3-4",
                "1.2.3+b5",
                " 1.2 "
            })
    void what_both_ways_of_reading_take(String text) {
        assertThat(Version.parse(text, false)).isPresent();
        assertThat(Version.parse(text, true)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.3beta", "1.2rc1", "1.2.3~dev", "1.2.3-a~b"})
    void what_only_the_loose_way_takes(String text) {
        assertThat(Version.parse(text, false)).isPresent();
        assertThat(Version.parse(text, true)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v",
                "x1",
                "1.",
                ".1",
                "1..2",
                "1.2.x",
                "1,2",
                "1 2",
                "-1",
                "1.2.3-",
                "1.2.3-a..b",
                "1.2.3+",
                "1.2.3-ä",
                "1234567890123456789"
            })
    void what_neither_takes(String text) {
        assertThat(Version.parse(text, false)).as("loosely").isEmpty();
        assertThat(Version.parse(text, true)).as("strictly").isEmpty();
    }

    @Test
    void missing_segments_are_zero_and_further_ones_count() {
        assertThat(compare("1", "1.0.0")).isZero();
        assertThat(compare("1.2", "1.2.0.0.0")).isZero();
        assertThat(compare("1.2.3", "1.2.3.1")).isNegative();
        assertThat(compare("1.2.3.4", "1.2.4")).isNegative();
    }

    @Test
    void segments_are_compared_as_numbers() {
        assertThat(compare("1.10", "1.9")).isPositive();
        assertThat(compare("1.02", "1.2")).isZero();
        assertThat(compare("999999999999999999", "1")).isPositive();
    }

    @Test
    void what_stands_behind_a_plus_is_read_and_does_not_matter() {
        assertThat(loose("1.2.3+a")).isEqualTo(loose("1.2.3+b"));
        assertThat(compare("1.2.3-rc.1+a", "1.2.3-rc.1+b.5")).isZero();
    }

    /** The order that semantic versioning gives as its example. */
    @Test
    void pre_releases_come_in_their_published_order() {
        List<String> order = List.of(
                "1.0.0-alpha",
                "1.0.0-alpha.1",
                "1.0.0-alpha.beta",
                "1.0.0-beta",
                "1.0.0-beta.2",
                "1.0.0-beta.11",
                "1.0.0-rc.1",
                "1.0.0");
        for (int i = 0; i < order.size(); i++) {
            for (int j = 0; j < order.size(); j++) {
                assertThat(compare(order.get(i), order.get(j)))
                        .as("%s against %s", order.get(i), order.get(j))
                        .isEqualTo(Integer.signum(i - j));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.3, false",
        "1.2.3+build, false",
        "1.2.3-beta, true",
        "1.2.3beta, true",
        "1.2.3-0, true",
    })
    void a_pre_release_is_told_from_a_release(String text, boolean isPreRelease) {
        assertThat(loose(text).isPreRelease()).isEqualTo(isPreRelease);
    }

    @Test
    void a_number_too_long_to_be_one_is_compared_as_a_word() {
        String long20 = "1.0.0-" + "9".repeat(20);
        assertThat(compare(long20, "1.0.0-5")).isPositive();
        assertThat(compare(long20, "1.0.0-a")).isNegative();
    }

    @ParameterizedTest
    @CsvSource({"1.2.3, 1.2.9, 2, true", "1.2.3, 1.2.9, 3, false", "1.2, 1.2.0.7, 3, true", "1.2, 1.2.0.7, 4, false"})
    void versions_share_their_first_segments(String left, String right, int count, boolean shares) {
        assertThat(loose(left).sharesPrefix(loose(right), count)).isEqualTo(shares);
    }

    @Test
    void the_order_of_releases_is_that_of_lists_of_numbers() {
        Random random = new Random(21);
        for (int i = 0; i < 2_000; i++) {
            List<Integer> left = numbers(random);
            List<Integer> right = numbers(random);
            assertThat(compare(text(left), text(right))).isEqualTo(byHand(left, right));
        }
    }

    private static List<Integer> numbers(Random random) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            numbers.add(random.nextInt(3));
        }
        return numbers;
    }

    private static String text(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining("."));
    }

    private static int byHand(List<Integer> left, List<Integer> right) {
        for (int i = 0; i < 5; i++) {
            int one = i < left.size() ? left.get(i) : 0;
            int other = i < right.size() ? right.get(i) : 0;
            if (one != other) {
                return one < other ? -1 : 1;
            }
        }
        return 0;
    }

    private static boolean admits(String requirement, String version, boolean strict) {
        Optional<VersionRequirement> parsed = VersionRequirement.parse(requirement, strict);
        assertThat(parsed).as(requirement).isPresent();
        return parsed.orElseThrow().admits(Version.parse(version, strict).orElseThrow());
    }

    @ParameterizedTest(name = "{1} satisfies {0}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "1.2.3               | 1.2.3       | true",
                "= 1.2               | 1.2.0       | true",
                "=1.2                | 1.2.1       | false",
                "!= 1.2              | 1.2.0       | false",
                "!= 1.2              | 1.2.1       | true",
                "> 1.2               | 1.2         | false",
                "> 1.2               | 1.2.0.1     | true",
                ">= 1.2              | 1.2         | true",
                "< 1.2               | 1.1.99      | true",
                "< 1.2               | 1.2         | false",
                "<= 1.2              | 1.2         | true",
                "<= 1.2              | 1.2.1       | false",
                ">= 1.0, < 1.2       | 1.1.5       | true",
                ">= 1.0, < 1.2       | 1.2.0       | false",
                "> 1, != 1.5, < 2    | 1.5         | false",
                "> 1, != 1.5, < 2    | 1.6         | true",
                "~> 1.2              | 1.9.9       | true",
                "~> 1.2              | 2.0         | false",
                "~> 1.2              | 1.1         | false",
                "~> 1.2.3            | 1.2.9       | true",
                "~> 1.2.3            | 1.3.0       | false",
                "~> 1.2.3            | 1.2.2       | false",
                "~> 1.0.9.5          | 1.0.9.6     | true",
                "~> 1.0.9.5          | 1.0.9.4     | false",
                "~> 1.0.9.5          | 1.0.10.5    | false",
                "~> 1.2              | v1.2        | true",
            })
    void releases_satisfy_what_is_asked(String requirement, String version, boolean admitted) {
        assertThat(admits(requirement, version, false)).isEqualTo(admitted);
    }

    @ParameterizedTest(name = "{1} satisfies {0}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "> 2.0           | 2.1.0-beta    | false",
                ">= 2.0.0        | 2.1.0-beta    | false",
                "< 2.2           | 2.1.0-beta    | false",
                "<= 2.2          | 2.1.0-beta    | false",
                "~> 2.0          | 2.1.0-beta    | false",
                ">= 2.1.0-a      | 2.1.0-beta    | true",
                "> 2.1.0-a       | 2.1.0-a       | false",
                ">= 2.1.0-a      | 2.1.1-beta    | false",
                ">= 2.1.0-a      | 2.1.1         | true",
                ">= 2.1.0-a      | 2.1.0         | true",
                "<= 2.1.0-a      | 2.0.0         | true",
                "< 2.1.0-b       | 2.1.0-a       | true",
                "~> 2.1.0-a      | 2.1.0-beta    | true",
                "~> 2.1.0-a      | 2.1.0         | false",
                "~> 2.1.0-a      | 2.1.5         | false",
                "~> 2.1.0-a      | 2.2.0         | false",
                "~> 2.1.0-a      | 2.2.0-alpha   | false",
                "= 2.1.0-a       | 2.1.0-a       | true",
                "= 2.1.0         | 2.1.0-a       | false",
                "!= 2.1.0        | 2.1.0-a       | true",
            })
    void loosely_read_a_pre_release_satisfies_only_what_names_one_of_the_same_version(
            String requirement, String version, boolean admitted) {
        assertThat(admits(requirement, version, false)).isEqualTo(admitted);
    }

    @ParameterizedTest(name = "{1} satisfies {0}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "> 2.0           | 2.1.0-beta    | true",
                ">= 2.1.0        | 2.1.0-beta    | false",
                "< 2.1.0         | 2.1.0-beta    | true",
                ">= 2.1.0-a      | 2.1.1-beta    | true",
                ">= 1.8.0-dev    | 1.8.0         | true",
                ">= 1.8.0-dev    | 1.8.0-dev     | true",
                ">= 1.8.0-dev    | 1.7.9         | false",
                "= 2.1.0+a       | 2.1.0+b       | true",
            })
    void strictly_read_the_plain_order_decides(String requirement, String version, boolean admitted) {
        assertThat(admits(requirement, version, true)).isEqualTo(admitted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ",", "1.2,", ", 1.2", "== 1.2", "=> 1.2", ">= ", "1.2 1.3", ">= 1.x", "newest", "> 1 < 2"})
    void what_is_no_requirement_is_none(String text) {
        assertThat(VersionRequirement.parse(text, false)).isEmpty();
        assertThat(VersionRequirement.parse(text, true)).isEmpty();
    }

    @Test
    void the_pessimistic_operator_is_unknown_to_the_strict_way() {
        assertThat(VersionRequirement.parse("~> 1.2", false)).isPresent();
        assertThat(VersionRequirement.parse("~> 1.2", true)).isEmpty();
        assertThat(VersionRequirement.parse(">= 1.0, ~> 1.2", true)).isEmpty();
    }

    @Test
    void of_a_list_all_must_hold() {
        Random random = new Random(8);
        String[] operators = {"=", "!=", ">", ">=", "<", "<="};
        for (int i = 0; i < 1_000; i++) {
            String first = operators[random.nextInt(6)] + " 1." + random.nextInt(4);
            String second = operators[random.nextInt(6)] + " 1." + random.nextInt(4);
            String version = "1." + random.nextInt(4);
            assertThat(admits(first + "," + second, version, false))
                    .isEqualTo(admits(first, version, false) && admits(second, version, false));
        }
    }
}
