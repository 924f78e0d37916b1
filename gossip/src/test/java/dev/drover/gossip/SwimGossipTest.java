package dev.drover.gossip;

import static dev.drover.gossip.TestPool.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.gossip.Member.Status;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SwimGossipTest {
    @Test
    void seven_members_that_join_through_one_know_each_other_with_tags() throws Exception {
        try (TestPool pool = TestPool.of("a", "b", "c", "d", "e", "f", "g")) {
            assertThat(pool.node("g").view("c").orElseThrow().tags()).containsEntry("id", "c");
            assertThat(pool.node("a").gossip().members())
                    .extracting(Member::name)
                    .containsExactly("a", "b", "c", "d", "e", "f", "g");
        }
    }

    @Test
    void a_member_that_crashes_fails_for_all_others_and_the_listener_hears_it_in_order() throws Exception {
        try (TestPool pool = TestPool.of("a", "b", "c", "d", "e")) {
            pool.node("c").gossip().close();
            pool.awaitSeen("c", Status.FAILED, "a", "b", "d", "e");
            await().untilAsserted(() -> assertThat(pool.node("a").heard())
                    .filteredOn(line -> line.startsWith("c "))
                    .startsWith("c Optional.empty -> ALIVE")
                    .last()
                    .asString()
                    .endsWith("-> FAILED"));
        }
    }

    @Test
    void a_frozen_member_fails_and_comes_back_by_objecting_without_taking_the_others_for_dead() throws Exception {
        try (TestPool pool = TestPool.of("a", "b", "c", "d", "e")) {
            pool.node("c").freeze();
            pool.awaitSeen("c", Status.FAILED, "a", "b", "d", "e");
            long before = pool.node("a").view("c").orElseThrow().incarnation();
            pool.node("c").thaw();
            pool.awaitAll(Status.ALIVE, "a", "b", "c", "d", "e");
            assertThat(pool.node("a").view("c").orElseThrow().incarnation()).isGreaterThan(before);
        }
    }

    @Test
    void both_sides_of_a_partition_fail_for_each_other_and_meet_again_after_it() throws Exception {
        try (TestPool pool = TestPool.of("a", "b", "c", "d", "e")) {
            pool.cut(List.of("a", "b"), List.of("c", "d", "e"));
            pool.awaitSeen("a", Status.FAILED, "c", "d", "e");
            pool.awaitSeen("e", Status.FAILED, "a", "b");
            pool.awaitSeen("d", Status.ALIVE, "c", "e");
            pool.heal();
            pool.awaitAll(Status.ALIVE, "a", "b", "c", "d", "e");
        }
    }

    @Test
    void one_cut_line_between_two_members_fails_nobody() throws Exception {
        try (TestPool pool = TestPool.of("a", "b", "c", "d")) {
            pool.cut(List.of("a"), List.of("b"));
            pool.node("c").gossip().updateTags(Map.of("round", "1"));
            pool.node("d").gossip().close();
            // When the others had the time to find a dead member, they had the time to find a and b dead as well.
            pool.awaitSeen("d", Status.FAILED, "a", "b", "c");
            pool.awaitAll(Status.ALIVE, "a", "b", "c");
            assertThat(pool.node("a").heard()).noneMatch(line -> line.startsWith("b ") && line.endsWith("FAILED"));
        }
    }

    @Test
    void a_member_that_leaves_has_left_for_all_others_when_leave_returns() throws Exception {
        try (TestPool pool = TestPool.of("a", "b", "c", "d")) {
            pool.node("b").gossip().leave();
            pool.node("b").gossip().close();
            pool.awaitSeen("b", Status.LEFT, "a", "c", "d");
            assertThat(pool.node("a").heard()).noneMatch(line -> line.startsWith("b ") && line.endsWith("FAILED"));
        }
    }

    @Test
    void leaving_alone_returns_at_once() throws Exception {
        try (TestPool pool = TestPool.of("a")) {
            pool.node("a").gossip().leave();
            assertThat(pool.node("a").gossip().self().status()).isEqualTo(Status.LEFT);
        }
    }

    @Test
    void a_failed_member_that_is_forced_out_has_left_everywhere() throws Exception {
        try (TestPool pool = TestPool.of("a", "b", "c", "d")) {
            pool.node("d").gossip().close();
            pool.awaitSeen("d", Status.FAILED, "a", "b", "c");
            pool.node("b").gossip().forceLeave("d", false);
            pool.awaitSeen("d", Status.LEFT, "a", "b", "c");
        }
    }

    @Test
    void a_pruned_member_is_forgotten_everywhere_and_hearsay_does_not_bring_it_back() throws Exception {
        try (TestPool pool = TestPool.of("a", "b", "c")) {
            pool.node("c").gossip().close();
            pool.awaitSeen("c", Status.FAILED, "a", "b");
            pool.node("a").gossip().forceLeave("c", true);
            await().until(() -> pool.node("a").view("c").isEmpty()
                    && pool.node("b").view("c").isEmpty());
            await().until(() -> pool.node("b").heard().contains("c forgotten"));
        }
    }

    @Test
    void forcing_out_a_member_that_is_alive_changes_nothing() throws Exception {
        try (TestPool pool = TestPool.of("a", "b")) {
            pool.node("a").gossip().forceLeave("b", true);
            assertThat(pool.node("a").sees("b", Status.ALIVE)).isTrue();
        }
    }

    @Test
    void changed_tags_reach_everybody() throws Exception {
        try (TestPool pool = TestPool.of("a", "b", "c", "d", "e")) {
            pool.node("e").gossip().updateTags(Map.of("id", "e", "bootstrapped", "1"));
            await().until(() -> List.of("a", "b", "c", "d").stream()
                    .allMatch(name ->
                            pool.node(name).view("e").orElseThrow().tags().containsKey("bootstrapped")));
        }
    }

    @Test
    void a_process_that_returns_under_the_same_name_at_another_port_is_alive_again() throws Exception {
        try (TestPool pool = TestPool.of("a", "b", "c")) {
            pool.node("c").gossip().close();
            pool.awaitSeen("c", Status.FAILED, "a", "b");
            TestPool.Node returned = pool.start("c", KeyRing.empty(), Map.of("id", "new"));
            assertThat(returned.gossip().join(List.of(pool.node("b").address())).joined())
                    .isEqualTo(1);
            pool.awaitAll(Status.ALIVE, "a", "b", "c");
            assertThat(pool.node("a").view("c").orElseThrow().port()).isEqualTo(returned.port());
            assertThat(pool.node("a").view("c").orElseThrow().tags()).containsEntry("id", "new");
        }
    }

    @Test
    void a_process_that_returns_before_it_was_missed_is_known_with_its_new_tags() throws Exception {
        try (TestPool pool = TestPool.of("a", "b", "c")) {
            int port = pool.node("c").port();
            pool.node("c").gossip().close();
            pool.start("c", port, KeyRing.empty(), Map.of("id", "new"))
                    .gossip()
                    .join(List.of(pool.node("a").address()));
            await().until(() ->
                    "new".equals(pool.node("b").view("c").orElseThrow().tags().get("id")));
            pool.awaitAll(Status.ALIVE, "a", "b", "c");
        }
    }

    @Test
    void a_process_that_returns_at_another_port_before_it_was_missed_is_known_there_once_the_old_one_failed()
            throws Exception {
        try (TestPool pool = TestPool.of("a", "b", "c")) {
            pool.node("c").gossip().close();
            TestPool.Node returned = pool.start("c");
            returned.gossip().join(List.of(pool.node("a").address()));
            await().until(() -> pool.node("b").view("c").orElseThrow().port() == returned.port());
            pool.awaitAll(Status.ALIVE, "a", "b", "c");
        }
    }

    @Test
    void a_failed_member_that_returns_without_joining_is_found_by_the_others() throws Exception {
        try (TestPool pool = TestPool.of("a", "b", "c")) {
            int port = pool.node("c").port();
            pool.node("c").gossip().close();
            pool.awaitSeen("c", Status.FAILED, "a", "b");
            pool.start("c", port, KeyRing.empty(), Map.of());
            pool.awaitAll(Status.ALIVE, "a", "b", "c");
        }
    }

    @Test
    void a_second_member_of_the_same_name_does_not_displace_the_first() throws Exception {
        try (TestPool pool = TestPool.of("a", "b", "c")) {
            int first = pool.node("b").port();
            try (TestPool other = new TestPool()) {
                TestPool.Node twin = other.start("b");
                twin.gossip().join(List.of(pool.node("a").address()));
                await().until(() -> twin.sees("c", Status.ALIVE));
                pool.awaitAll(Status.ALIVE, "a", "b", "c");
                assertThat(pool.node("a").view("b").orElseThrow().port()).isEqualTo(first);
                assertThat(pool.node("c").view("b").orElseThrow().port()).isEqualTo(first);
            }
        }
    }

    @Test
    void joining_tells_what_is_wrong_with_each_address_and_joins_the_others() throws Exception {
        try (TestPool pool = TestPool.of("a")) {
            TestPool.Node b = pool.start("b");
            int nobody = freePort();
            Gossip.JoinResult result = b.gossip()
                    .join(List.of(
                            "localhost:" + pool.node("a").port(),
                            "127.0.0.1:" + nobody,
                            "no-such-host.invalid",
                            "x:y"));
            assertThat(result.joined()).isEqualTo(1);
            assertThat(result.errors()).hasSize(3);
            assertThat(result.errors().get(0)).contains("127.0.0.1:" + nobody).contains("refused");
            assertThat(result.errors().get(1)).contains("no-such-host.invalid");
            assertThat(result.errors().get(2)).contains("no valid port");
            pool.awaitAll(Status.ALIVE, "a", "b");
        }
    }

    @Test
    void a_member_that_is_gone_for_long_is_forgotten() throws Exception {
        Timing fast = TestPool.FAST;
        Timing reaping = new Timing(
                fast.probe(),
                fast.probeTimeout(),
                fast.suspicion(),
                fast.spread(),
                fast.exchange(),
                fast.reconnect(),
                fast.streamTimeout(),
                fast.leave(),
                java.time.Duration.ofMillis(100));
        try (TestPool pool = new TestPool(reaping)) {
            pool.start("a");
            pool.start("b").gossip().join(List.of(pool.node("a").address()));
            pool.awaitAll(Status.ALIVE, "a", "b");
            pool.node("b").gossip().leave();
            pool.node("b").gossip().close();
            await().until(() -> pool.node("a").view("b").isEmpty());
            await().until(() -> pool.node("a").heard().contains("b forgotten"));
        }
    }

    @Test
    void tags_and_names_that_are_too_long_are_refused() throws Exception {
        try (TestPool pool = TestPool.of("a")) {
            Map<String, String> tags = Map.of("key", "x".repeat(Limits.TAG_BYTES));
            assertThatThrownBy(() -> pool.node("a").gossip().updateTags(tags))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("640");
            assertThatThrownBy(() -> pool.start("x".repeat(Limits.NAME_BYTES + 1)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_port_that_is_in_use_is_named() throws Exception {
        try (TestPool pool = TestPool.of("a")) {
            int taken = pool.node("a").port();
            assertThatThrownBy(() -> pool.start("b", taken, KeyRing.empty(), Map.of()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("127.0.0.1:" + taken);
        }
    }

    private static int freePort() throws IOException {
        try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
