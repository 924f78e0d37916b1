package dev.drover.scheduler.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.scheduler.feasibility.Veto;
import dev.drover.state.usage.HostPort;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The published words for what a node lacks, and the sentences that explain it. */
final class ShortfallTest {
    static Stream<Arguments> shortfalls() {
        return Stream.of(
                Arguments.of(new Shortfall.Amount(Shortfall.Dimension.CPU, 500, 300), "cpu", "200 MHz cpu"),
                Arguments.of(new Shortfall.Amount(Shortfall.Dimension.MEMORY, 64, 0), "memory", "64 MiB memory"),
                Arguments.of(new Shortfall.Amount(Shortfall.Dimension.DISK, 10, -5), "disk", "15 MiB disk"),
                Arguments.of(
                        new Shortfall.Allocations(3), "max allocation exceeded", "a place among its 3 allocations"),
                Arguments.of(new Shortfall.Cores(4, 1), "cores", "3 free cores"),
                Arguments.of(
                        new Shortfall.NumaCores("t", 4), "numa-cores", "4 free cores on one NUMA node for task \"t\""),
                Arguments.of(
                        new Shortfall.Devices("gpu", 1, List.of()),
                        "devices: no devices match request",
                        "a free \"gpu\" device"),
                Arguments.of(
                        new Shortfall.Devices("gpu", 2, List.of()),
                        "devices: no devices match request",
                        "2 free \"gpu\" devices"),
                Arguments.of(
                        new Shortfall.PortHeld("http", 80, List.of()),
                        "network: reserved port collision http=80",
                        "the port 80 (\"http\")"),
                Arguments.of(
                        new Shortfall.DynamicPorts("http"),
                        "network: dynamic port selection failed",
                        "a free dynamic port for \"http\""),
                Arguments.of(
                        new Shortfall.NoAddress("vpn"),
                        "network: no addresses available for \"vpn\" network",
                        "an address on host network \"vpn\""),
                Arguments.of(new Shortfall.OverQuota("team", List.of(), true), "quota", "room within quota \"team\""),
                Arguments.of(
                        new Shortfall.VolumeClaimed("disk"),
                        "conflicting claims for host volume with single-writer",
                        "the host volume \"disk\" for a single writer"));
    }

    @ParameterizedTest
    @MethodSource("shortfalls")
    void what_is_used_up_is_counted_and_explained(Shortfall shortfall, String dimension, String words) {
        assertThat(shortfall.veto()).isEqualTo(Veto.exhausted(dimension));
        assertThat(shortfall.words()).isEqualTo(words);
    }

    @Test
    void a_csi_volume_is_no_matter_of_room() {
        Shortfall taken = new Shortfall.CsiVolume("data", "is taken");
        assertThat(taken.veto()).isEqualTo(Veto.filtered("CSI volume data is taken"));
        assertThat(taken.words()).isEqualTo("the CSI volume \"data\", which is taken");
    }

    @Test
    void equal_causes_are_counted_as_one_whatever_the_amounts() {
        assertThat(new Shortfall.Amount(Shortfall.Dimension.CPU, 500, 300).veto())
                .isEqualTo(new Shortfall.Amount(Shortfall.Dimension.CPU, 900, 0).veto());
        assertThat(new Shortfall.PortHeld("http", 80, List.of()).veto())
                .isEqualTo(new Shortfall.PortHeld("http", 80, List.of(new HostPort("10.0.0.1", 80))).veto());
        assertThat(new Shortfall.PortHeld("http", 80, List.of()).veto())
                .isNotEqualTo(new Shortfall.PortHeld("http", 81, List.of()).veto());
    }

    @Test
    void what_is_missing_is_what_was_asked_without_what_is_free() {
        assertThat(new Shortfall.Amount(Shortfall.Dimension.CPU, 500, -100).missing())
                .isEqualTo(600);
    }
}
