package dev.drover.scheduler.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.node.DeviceAttribute;
import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class DeviceValueTest {
    private static DeviceValue number(long value, String unit) {
        return DeviceValue.of(new DeviceAttribute(null, value, "", null, unit));
    }

    private static int compare(String left, String right) {
        return Integer.signum(
                DeviceValue.parse(left).compare(DeviceValue.parse(right)).orElseThrow());
    }

    @Test
    void a_number_with_a_unit_is_read_with_and_without_a_space() {
        assertThat(DeviceValue.parse("8GiB").same(DeviceValue.parse("8 GiB"))).isTrue();
    }

    @Test
    void units_of_a_thousand_and_of_1024_are_told_apart() {
        assertThat(compare("1 GB", "1 GiB")).isNegative();
        assertThat(compare("1000 MB", "1 GB")).isZero();
        assertThat(compare("1024 MiB", "1 GiB")).isZero();
    }

    @Test
    void the_same_amount_in_different_units_is_the_same() {
        assertThat(number(11_264, "MiB").same(DeviceValue.parse("11 GiB"))).isTrue();
    }

    @Test
    void clock_speeds_compare_across_units() {
        assertThat(compare("1500 MHz", "1.5 GHz")).isZero();
        assertThat(compare("1.4 GHz", "1500 MHz")).isNegative();
    }

    @Test
    void milliwatts_and_megawatts_are_far_apart() {
        assertThat(compare("900 mW", "1 MW")).isNegative();
        assertThat(compare("2 kW", "1999 W")).isPositive();
    }

    @Test
    void rates_do_not_compare_with_sizes() {
        assertThat(DeviceValue.parse("1 GB/s").compare(DeviceValue.parse("1 GB")))
                .isEmpty();
    }

    @Test
    void a_number_without_a_unit_does_not_compare_with_one_that_has_one() {
        assertThat(DeviceValue.parse("11").compare(DeviceValue.parse("11 GiB"))).isEmpty();
        assertThat(DeviceValue.parse("11").same(DeviceValue.parse("11 GiB"))).isFalse();
    }

    @Test
    void an_unknown_unit_makes_a_text() {
        assertThat(DeviceValue.parse("3 cubits")).isInstanceOf(DeviceValue.Text.class);
        assertThat(DeviceValue.parse("3 miles")).isInstanceOf(DeviceValue.Text.class);
    }

    @Test
    void truth_is_truth_however_it_is_spelled() {
        DeviceValue yes = DeviceValue.of(new DeviceAttribute(null, null, "", true, ""));
        assertThat(yes.same(DeviceValue.parse("True"))).isTrue();
        assertThat(yes.same(DeviceValue.parse("false"))).isFalse();
        assertThat(yes.text()).isEqualTo("true");
    }

    @Test
    void truths_have_no_order() {
        assertThat(DeviceValue.parse("true").compare(DeviceValue.parse("false")))
                .isEmpty();
    }

    @Test
    void a_model_that_looks_like_a_number_equals_the_number_that_a_job_writes() {
        assertThat(new DeviceValue.Text("1080").same(DeviceValue.parse("1080"))).isTrue();
        assertThat(new DeviceValue.Text("1080").same(DeviceValue.parse("1070"))).isFalse();
    }

    @Test
    void a_fraction_that_is_no_number_falls_back_to_the_text() {
        DeviceValue strange = DeviceValue.of(new DeviceAttribute(Double.NaN, null, "odd", null, ""));
        assertThat(strange.text()).isEqualTo("odd");
    }

    @Test
    void a_very_long_number_is_a_text_and_costs_nothing() {
        assertThat(DeviceValue.parse("9".repeat(100_000))).isInstanceOf(DeviceValue.Text.class);
    }

    @Property
    void every_number_is_the_same_in_a_larger_unit(@ForAll @IntRange(max = 1_000_000) int gibibytes) {
        DeviceValue large = DeviceValue.parse(gibibytes + " GiB");
        DeviceValue small =
                DeviceValue.parse(BigDecimal.valueOf(gibibytes).multiply(BigDecimal.valueOf(1024)) + " MiB");
        assertThat(large.same(small)).isTrue();
    }

    @Property
    void comparing_turns_round_when_the_sides_are_swapped(@ForAll int left, @ForAll int right) {
        assertThat(compare(left + " MHz", right + " MHz")).isEqualTo(-compare(right + " MHz", left + " MHz"));
    }
}
