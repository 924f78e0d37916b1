package dev.drover.server.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.gossip.Gossip;
import dev.drover.gossip.GossipConfig;
import dev.drover.gossip.KeyRing;
import dev.drover.gossip.SwimGossip;
import dev.drover.gossip.Timing;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** On real sockets of the loopback. */
class RetryJoinTest {
    private static SwimGossip gossip(String name, int port) throws IOException {
        return SwimGossip.start(
                new GossipConfig(name, "127.0.0.1", port, "127.0.0.1", 0, Map.of(), KeyRing.empty(), Timing.usual()),
                (before, after) -> {});
    }

    private static String address(Gossip gossip) {
        return "127.0.0.1:" + gossip.self().port();
    }

    private static RetryJoin.Plan plan(int attempts, String... addresses) {
        return new RetryJoin.Plan(List.of(addresses), attempts, Duration.ofMillis(20));
    }

    @Test
    void it_is_tried_until_another_server_than_this_one_is_there() throws Exception {
        int port;
        try (SwimGossip free = gossip("free", 0)) {
            port = free.self().port();
        }
        try (SwimGossip first = gossip("a", 0);
                RetryJoin join = RetryJoin.start(first, plan(0, address(first), "127.0.0.1:" + port), () -> {});
                SwimGossip late = gossip("b", port)) {
            assertThat(join).isNotNull();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> late.members().size() == 2 && first.members().size() == 2);
        }
    }

    @Test
    void it_is_given_up_after_as_many_attempts_as_allowed() throws Exception {
        int port;
        try (SwimGossip free = gossip("free", 0)) {
            port = free.self().port();
        }
        CountDownLatch givenUp = new CountDownLatch(1);
        try (SwimGossip first = gossip("a", 0);
                RetryJoin join = RetryJoin.start(first, plan(3, "127.0.0.1:" + port), givenUp::countDown)) {
            assertThat(join).isNotNull();
            assertThat(givenUp.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }
}
