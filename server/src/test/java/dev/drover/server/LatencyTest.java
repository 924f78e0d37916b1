package dev.drover.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing between a request and the node's work waits for a clock. */
@Timeout(60)
class LatencyTest {
    private static final String NODE = "11111111-2222-3333-4444-555555555555";

    @Test
    void work_reaches_its_node_without_a_fixed_delay() {
        try (TestCluster cluster = new TestCluster()) {
            cluster.server.nodes().register(TestCluster.node(NODE));
            long[] micros = new long[30];
            long index = 1;
            for (int round = 0; round < micros.length; round++) {
                long start = System.nanoTime();
                cluster.register(TestCluster.job("job-" + round, "batch", 1, 1));
                index = cluster.server
                        .nodes()
                        .awaitAllocations(NODE, index, Duration.ofSeconds(10))
                        .index();
                micros[round] = (System.nanoTime() - start) / 1000;
            }
            Arrays.sort(micros);
            assertThat(micros[0]).isLessThan(50_000);
        }
    }
}
