package dev.drover.state.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Counts ports as a plain list of them does. */
class PortTallyTest {
    @Property(tries = 100)
    void it_holds_what_a_list_holds_and_older_tallies_stay_as_they_were(@ForAll long seed) {
        Random random = new Random(seed);
        PortTally tally = PortTally.NONE;
        List<HostPort> expected = new ArrayList<>();
        for (int step = 0; step < 200; step++) {
            List<HostPort> some = ports(random);
            PortTally before = tally;
            List<HostPort> expectedBefore = List.copyOf(expected);
            if (random.nextBoolean()) {
                tally = tally.plus(some);
                expected.addAll(some);
            } else {
                tally = tally.minus(some);
                some.forEach(expected::remove);
            }
            assertSame(tally, expected);
            assertSame(before, expectedBefore);
        }
        assertThat(tally).isEqualTo(PortTally.NONE.plus(expected)).hasSameHashCodeAs(PortTally.NONE.plus(expected));
        assertThat(tally.minus(expected)).isEqualTo(PortTally.NONE);
    }

    private static void assertSame(PortTally tally, List<HostPort> expected) {
        assertThat(tally.items()).containsExactlyElementsOf(new TreeSet<>(expected));
        for (HostPort port : expected) {
            assertThat(tally.count(port))
                    .isEqualTo(expected.stream().filter(port::equals).count());
            assertThat(tally.contains(port)).isTrue();
        }
        for (int port = 0; port < 9; port++) {
            int asked = port;
            assertThat(tally.contains(port)).isEqualTo(expected.stream().anyMatch(held -> held.port() == asked));
        }
        assertThat(tally.count(new HostPort("nowhere", 1))).isZero();
    }

    private static List<HostPort> ports(Random random) {
        List<HostPort> ports = new ArrayList<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            ports.add(new HostPort("10.0.0." + random.nextInt(3), random.nextInt(8)));
        }
        return ports;
    }
}
