package dev.drover.scheduler.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceNamesTest {
    @ParameterizedTest
    @CsvSource({
        "gpu, nvidia/gpu/a100, true",
        "nvidia/gpu, nvidia/gpu/a100, true",
        "nvidia/gpu/a100, nvidia/gpu/a100, true",
        "fpga, nvidia/gpu/a100, false",
        "amd/gpu, nvidia/gpu/a100, false",
        "nvidia/gpu/h100, nvidia/gpu/a100, false",
        "nvidia, nvidia/gpu/a100, false",
        "nvidia/gpu/a100/pcie, nvidia/gpu/a100/pcie, true",
        "nvidia/gpu/a100, nvidia/gpu/a100/pcie, false",
    })
    void a_name_means_all_devices_that_it_does_not_tell_apart(String name, String device, boolean covers) {
        assertThat(DeviceNames.covers(name, device)).isEqualTo(covers);
    }
}
