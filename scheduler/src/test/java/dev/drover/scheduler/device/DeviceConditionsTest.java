package dev.drover.scheduler.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.node.DeviceAttribute;
import dev.drover.model.node.NodeDevice;
import dev.drover.model.node.NodeDeviceResource;
import dev.drover.scheduler.feasibility.Operators;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What jobs can say about the devices of a node; the table names the attribute, the operand, and what the job writes. */
final class DeviceConditionsTest {
    private static final NodeDeviceResource CARD = new NodeDeviceResource(
            "nvidia",
            "gpu",
            "1080ti",
            List.of(new NodeDevice("GPU-a", true, "", null), new NodeDevice("GPU-b", false, "", null)),
            Map.of(
                    "memory", new DeviceAttribute(null, 11_264L, "", null, "MiB"),
                    "power", new DeviceAttribute(250.5, null, "", null, "W"),
                    "bar1", new DeviceAttribute(null, 256L, "", null, ""),
                    "negative", new DeviceAttribute(null, -3L, "", null, ""),
                    "driver", new DeviceAttribute(null, null, "440.82", null, ""),
                    "shared", new DeviceAttribute(null, null, "", false, ""),
                    "odd", new DeviceAttribute(null, 7L, "", null, "furlong")));

    private static boolean hold(String operand, String left, String right) {
        return new DeviceConditions(new Operators()::holds).hold(operand, left, right, CARD);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "memory, =, 11 GiB, true",
        "memory, =, 11264MiB, true",
        "memory, =, 11264, false",
        "memory, >, 10.9 GiB, true",
        "memory, >, 11 GB, true",
        "memory, <=, 11 GiB, true",
        "memory, <, 11 GB/s, false",
        "memory, >=, 11 GB/s, false",
        "memory, !=, 11 GB/s, true",
        "memory, is, 11 gib, false",
        "power, >, 250 W, true",
        "power, <, 0.2506 kW, true",
        "power, =, 250500 mW, true",
        "power, <, 1 MW, true",
        "bar1, =, 256, true",
        "bar1, =, 256.0, true",
        "bar1, >, 255.99, true",
        "bar1, =, 256 MiB, false",
        "bar1, version, >= 200, true",
        "negative, <, 0, true",
        "negative, =, -3, true",
        "driver, =, 440.82, true",
        "driver, >, 9, false",
        "driver, version, '>= 440, < 441', true",
        "driver, semver, >= 441, false",
        "driver, regexp, ^440, true",
        "shared, =, false, true",
        "shared, =, FALSE, true",
        "shared, !=, true, true",
        "shared, <, true, false",
        "odd, =, 7 furlong, true",
        "odd, =, 7, false",
        "odd, >, 6, false",
        "missing, =, 1, false",
        "missing, !=, 1, true",
        "missing, not, 1, true",
        "missing, is_not_set, '', true",
        "memory, is_set, '', true",
        "memory, is_not_set, '', false",
        "memory, set_contains_any, '1,11264', true",
        "memory, looks like, 11 GiB, false",
    })
    void attributes_are_compared_with_what_the_job_writes(
            String attribute, String operand, String right, boolean holds) {
        assertThat(hold(operand, "${device.attr." + attribute + "}", right)).isEqualTo(holds);
    }

    @Test
    void sides_may_be_swapped() {
        assertThat(hold("<", "10 GiB", "${device.attr.memory}")).isTrue();
        assertThat(hold(">", "10 GiB", "${device.attr.memory}")).isFalse();
        assertThat(hold("=", "nvidia", "${device.vendor}")).isTrue();
    }

    @Test
    void two_attributes_may_be_compared_with_each_other() {
        assertThat(hold(">", "${device.attr.bar1}", "${device.attr.negative}")).isTrue();
        assertThat(hold("=", "${device.attr.bar1}", "${device.attr.memory}")).isFalse();
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "${device.model}, 1080ti",
        "${device.vendor}, nvidia",
        "${device.type}, gpu",
        "${device.ids}, 'GPU-a,GPU-b'",
    })
    void what_every_device_has_can_be_asked_for(String target, String value) {
        assertThat(hold("=", target, value)).isTrue();
        assertThat(hold("!=", target, value)).isFalse();
        assertThat(hold("=", target, value + "x")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"${device.name}", "${attr.kernel.name}", "${device.attr.}", "${}", "${device.attr}"})
    void what_is_no_property_of_a_device_is_missing(String target) {
        assertThat(hold("is_set", target, "")).isFalse();
        assertThat(hold("=", target, target)).isFalse();
    }

    /** Symbol, the base unit of the dimension, and how many of those it is, as published. */
    @ParameterizedTest(name = "1 {0} is {2} {1}")
    @CsvSource({
        "kB, kB, 1",
        "MB, kB, 1000",
        "GB, kB, 1000000",
        "TB, kB, 1000000000",
        "PB, kB, 1000000000000",
        "EB, kB, 1000000000000000",
        "MiB, KiB, 1024",
        "GiB, KiB, 1048576",
        "TiB, KiB, 1073741824",
        "PiB, KiB, 1099511627776",
        "EiB, KiB, 1125899906842624",
        "MB/s, kB/s, 1000",
        "GB/s, kB/s, 1000000",
        "TB/s, kB/s, 1000000000",
        "PB/s, kB/s, 1000000000000",
        "EB/s, kB/s, 1000000000000000",
        "MiB/s, KiB/s, 1024",
        "GiB/s, KiB/s, 1048576",
        "TiB/s, KiB/s, 1073741824",
        "PiB/s, KiB/s, 1099511627776",
        "EiB/s, KiB/s, 1125899906842624",
        "GHz, MHz, 1000",
        "W, mW, 1000",
        "kW, W, 1000",
        "MW, W, 1000000",
        "GW, W, 1000000000",
    })
    void units_are_worth_what_they_are_published_to_be(String symbol, String base, String times) {
        DeviceValue one = DeviceValue.parse("1 " + symbol);
        assertThat(one.same(DeviceValue.parse(times + " " + base))).isTrue();
        assertThat(one.compare(DeviceValue.parse(times + "0 " + base)).orElseThrow())
                .isNegative();
    }

    @Test
    void a_kibibyte_is_a_little_more_than_a_kilobyte() {
        assertThat(DeviceValue.parse("1 KiB").same(DeviceValue.parse("1.024 kB")))
                .isTrue();
        assertThat(DeviceValue.parse("1 KiB/s").same(DeviceValue.parse("1.024 kB/s")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gb", "Gib", "KB", "kb", "mhz", "Ghz", "w", "B", "Hz", "kB/S"})
    void the_letters_of_a_unit_matter(String symbol) {
        assertThat(Unit.of(symbol)).isEmpty();
        assertThat(DeviceValue.parse("3 " + symbol)).isInstanceOf(DeviceValue.Text.class);
    }

    @Test
    void each_symbol_belongs_to_one_unit_and_each_dimension_is_compared_with_itself_only() {
        for (Unit left : Unit.values()) {
            for (Unit right : Unit.values()) {
                DeviceValue one = new DeviceValue.Amount("1", left.inBase(BigDecimal.ONE), left.dimension());
                DeviceValue other = new DeviceValue.Amount("1", right.inBase(BigDecimal.ONE), right.dimension());
                assertThat(one.compare(other).isPresent()).isEqualTo(left.dimension() == right.dimension());
                assertThat(one.same(other)).isEqualTo(left == right);
            }
        }
    }

    @ParameterizedTest(name = "\"{0}\" is a {1}")
    @CsvSource({
        "12, Amount",
        "+12, Amount",
        "-12.5, Amount",
        "'  12 GiB ', Amount",
        "12GiB, Amount",
        "12  GiB, Amount",
        "true, Truth",
        "TRUE, Truth",
        "' false ', Truth",
        "12., Text",
        ".5, Text",
        "1e3, Text",
        "0x10, Text",
        "GiB, Text",
        "'', Text",
        "12 GiB 3, Text",
        "yes, Text",
        "1_000, Text",
    })
    void what_a_job_writes_is_a_number_with_a_unit_a_truth_or_a_text(String text, String kind) {
        assertThat(DeviceValue.parse(text).getClass().getSimpleName()).isEqualTo(kind);
    }

    @Test
    void a_text_keeps_its_blanks() {
        assertThat(DeviceValue.parse(" a b ").text()).isEqualTo(" a b ");
    }

    @Test
    void numbers_are_exact_where_floating_point_would_not_be() {
        assertThat(DeviceValue.parse("0.1 GB").same(DeviceValue.parse("100 MB")))
                .isTrue();
        assertThat(DeviceValue.parse("9007199254740993 kB")
                        .compare(DeviceValue.parse("9007199254740992 kB"))
                        .orElseThrow())
                .isPositive();
    }

    @Test
    void of_what_a_node_tells_truth_comes_before_whole_numbers_and_those_before_fractions_and_texts() {
        assertThat(DeviceValue.of(new DeviceAttribute(1.5, 2L, "three", true, "")))
                .isInstanceOf(DeviceValue.Truth.class);
        assertThat(DeviceValue.of(new DeviceAttribute(1.5, 2L, "three", null, ""))
                        .text())
                .isEqualTo("2");
        assertThat(DeviceValue.of(new DeviceAttribute(1.5, null, "three", null, ""))
                        .text())
                .isEqualTo("1.5");
        assertThat(DeviceValue.of(new DeviceAttribute(null, null, "three", null, ""))
                        .text())
                .isEqualTo("three");
    }

    @ParameterizedTest
    @CsvSource({"1.0, 1", "2.50, 2.5", "1e7, 10000000", "-0.5, -0.5"})
    void numbers_of_a_node_read_without_needless_digits(double value, String text) {
        assertThat(DeviceValue.of(new DeviceAttribute(value, null, "", null, ""))
                        .text())
                .isEqualTo(text);
    }
}
