package dev.drover.scheduler.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.job.Affinity;
import dev.drover.model.job.Constraint;
import dev.drover.model.job.RequestedDevice;
import dev.drover.model.node.DeviceAttribute;
import dev.drover.model.node.NodeDevice;
import dev.drover.model.node.NodeDeviceResource;
import dev.drover.scheduler.feasibility.Operators;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DeviceRequestTest {
    private static final NodeDeviceResource GROUP = new NodeDeviceResource(
            "nvidia",
            "gpu",
            "Tesla/V100",
            List.of(instance("a", true), instance("b", true), instance("c", false)),
            Map.of(
                    "memory", new DeviceAttribute(null, 16_384L, "", null, "MiB"),
                    "cores_clock", new DeviceAttribute(1.53, null, "", null, "GHz"),
                    "driver_version", new DeviceAttribute(null, null, "525.60.13", null, ""),
                    "display_state", new DeviceAttribute(null, null, "", true, "")));

    private static NodeDevice instance(String id, boolean healthy) {
        return new NodeDevice(id, healthy, "", null);
    }

    private static DeviceRequest request(String name, Constraint... constraints) {
        return new DeviceRequest(
                new RequestedDevice(name, 1L, List.of(constraints), List.of()), new Operators()::holds);
    }

    private static boolean admits(String left, String operand, String right) {
        return !request("gpu", new Constraint(left, right, operand))
                .suitable(GROUP)
                .isEmpty();
    }

    @Test
    void a_type_alone_names_all_of_it() {
        assertThat(request("gpu").suitable(GROUP)).hasSize(2);
        assertThat(request("fpga").suitable(GROUP)).isEmpty();
    }

    @Test
    void vendor_and_type_must_both_be_right() {
        assertThat(request("nvidia/gpu").suitable(GROUP)).hasSize(2);
        assertThat(request("amd/gpu").suitable(GROUP)).isEmpty();
        assertThat(request("nvidia/fpga").suitable(GROUP)).isEmpty();
    }

    @Test
    void a_model_may_contain_slashes() {
        assertThat(request("nvidia/gpu/Tesla/V100").suitable(GROUP)).hasSize(2);
        assertThat(request("nvidia/gpu/Tesla").suitable(GROUP)).isEmpty();
    }

    @Test
    void instances_that_are_not_healthy_do_not_count() {
        assertThat(request("gpu").suitable(GROUP))
                .extracting(instance -> instance.device().id())
                .containsExactly("a", "b");
    }

    @Test
    void an_attribute_is_compared_with_its_unit() {
        assertThat(admits("${device.attr.memory}", ">=", "16 GiB")).isTrue();
        assertThat(admits("${device.attr.memory}", ">", "16 GiB")).isFalse();
        assertThat(admits("${device.attr.memory}", ">", "16 GB")).isTrue();
        assertThat(admits("${device.attr.cores_clock}", "<", "1600 MHz")).isTrue();
    }

    @Test
    void an_attribute_with_a_unit_is_not_compared_with_a_bare_number() {
        assertThat(admits("${device.attr.memory}", ">", "10")).isFalse();
        assertThat(admits("${device.attr.memory}", "!=", "10")).isTrue();
    }

    @Test
    void an_attribute_that_is_missing_fails_everything_but_unequal() {
        assertThat(admits("${device.attr.nothing}", "=", "1")).isFalse();
        assertThat(admits("${device.attr.nothing}", "<", "1")).isFalse();
        assertThat(admits("${device.attr.nothing}", "!=", "1")).isTrue();
        assertThat(admits("${device.attr.nothing}", "is_not_set", "")).isTrue();
        assertThat(admits("${device.attr.memory}", "is_set", "")).isTrue();
    }

    @Test
    void two_missing_sides_are_not_unequal() {
        assertThat(admits("${device.attr.nothing}", "!=", "${device.attr.neither}"))
                .isFalse();
    }

    @Test
    void versions_and_patterns_work_on_attributes_as_on_nodes() {
        assertThat(admits("${device.attr.driver_version}", "version", ">= 525, < 530"))
                .isTrue();
        assertThat(admits("${device.attr.driver_version}", "version", "< 525")).isFalse();
        assertThat(admits("${device.attr.driver_version}", "regexp", "^525\\.")).isTrue();
    }

    @Test
    void vendor_type_and_model_can_be_conditions() {
        assertThat(admits("${device.vendor}", "=", "nvidia")).isTrue();
        assertThat(admits("${device.type}", "!=", "gpu")).isFalse();
        assertThat(admits("${device.model}", "set_contains_any", "K80,Tesla/V100"))
                .isTrue();
    }

    @Test
    void truth_is_compared_as_truth() {
        assertThat(admits("${device.attr.display_state}", "=", "true")).isTrue();
        assertThat(admits("${device.attr.display_state}", "=", "false")).isFalse();
        assertThat(admits("${device.attr.display_state}", ">", "false")).isFalse();
    }

    @Test
    void an_unknown_target_is_never_there() {
        assertThat(admits("${device.colour}", "=", "red")).isFalse();
    }

    @Test
    void ids_pick_the_instances_that_are_named() {
        assertThat(request("gpu", new Constraint("${device.ids}", "b,x", "set_contains_any"))
                        .suitable(GROUP))
                .extracting(instance -> instance.device().id())
                .containsExactly("b");
        assertThat(request("gpu", new Constraint("${device.ids}", "a", "=")).suitable(GROUP))
                .extracting(instance -> instance.device().id())
                .containsExactly("a");
        assertThat(request("gpu", new Constraint("${device.ids}", "a", "!=")).suitable(GROUP))
                .extracting(instance -> instance.device().id())
                .containsExactly("b");
    }

    @Test
    void a_whole_set_of_ids_must_be_in_one_group() {
        assertThat(request("gpu", new Constraint("${device.ids}", "a,b", "set_contains"))
                        .suitable(GROUP))
                .hasSize(2);
        assertThat(request("gpu", new Constraint("${device.ids}", "a,z", "set_contains"))
                        .suitable(GROUP))
                .isEmpty();
    }

    @Test
    void an_unknown_operand_admits_nothing() {
        assertThat(admits("${device.vendor}", "resembles", "nvidia")).isFalse();
    }

    @Test
    void affinities_add_up_and_may_be_negative() {
        DeviceRequest request = new DeviceRequest(
                new RequestedDevice(
                        "gpu",
                        1L,
                        List.of(),
                        List.of(
                                new Affinity("${device.attr.memory}", "8 GiB", ">=", 40),
                                new Affinity("${device.vendor}", "nvidia", "=", -10),
                                new Affinity("${device.model}", "K80", "=", 50))),
                new Operators()::holds);
        assertThat(request.welcome(GROUP)).isEqualTo(30);
        assertThat(request.weights()).isEqualTo(100);
    }

    @Test
    void one_device_is_asked_for_when_no_count_is_given() {
        assertThat(new DeviceRequest(new RequestedDevice("gpu", null, List.of(), List.of()), new Operators()::holds)
                        .count())
                .isEqualTo(1);
    }
}
