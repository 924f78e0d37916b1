package dev.drover.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GroupTest {
    @TempDir
    private Path folder;

    @Test
    void three_servers_elect_a_leader_and_apply_what_it_is_given() throws Exception {
        try (TestGroup group = TestGroup.of(folder, "a", "b", "c")) {
            TestGroup.Server leader = group.leader();

            assertThat(leader.propose("one")).isEqualTo("1:one");
            assertThat(leader.propose("two")).isEqualTo("2:two");

            group.awaitSame();
            assertThat(group.others(leader).getFirst().applied()).containsExactly("one", "two");
            assertThat(leader.machine().events()).hasSize(1).first().asString().startsWith("leading");
            assertThat(leader.log().status().leaderId()).contains(leader.id());
            assertThat(leader.log().peers())
                    .extracting(ReplicatedLog.Peer::id)
                    .containsExactlyInAnyOrder("a", "b", "c");
        }
    }

    @Test
    void a_follower_refuses_a_command_and_names_the_leader() {
        try (TestGroup group = TestGroup.of(folder, "a", "b", "c")) {
            TestGroup.Server leader = group.leader();
            TestGroup.Server follower = group.others(leader).getFirst();
            TestGroup.await(
                    "the follower to know the leader",
                    () -> follower.log().status().leaderId().isPresent());

            assertThatThrownBy(() -> follower.propose("x"))
                    .isInstanceOf(RaftException.NotLeader.class)
                    .hasMessageContaining(leader.id());
        }
    }

    @Test
    void a_fresh_follower_has_everything_that_was_agreed_on_before() throws Exception {
        try (TestGroup group = TestGroup.of(folder, "a", "b", "c")) {
            TestGroup.Server leader = group.leader();
            for (int i = 0; i < 20; i++) {
                leader.propose("command " + i);
                for (TestGroup.Server server : group.all()) {
                    server.log().awaitFresh(Duration.ofSeconds(5));
                    assertThat(server.applied()).hasSize(i + 1);
                }
            }
        }
    }

    @Test
    void all_servers_stop_and_start_with_what_they_had() throws Exception {
        try (TestGroup group = TestGroup.of(folder, "a", "b", "c")) {
            TestGroup.Server leader = group.leader();
            for (int i = 0; i < 50; i++) {
                leader.propose("command " + i);
            }
            List<String> before = leader.applied();
            for (String id : List.of("a", "b", "c")) {
                group.stop(id);
            }
            for (String id : List.of("a", "b", "c")) {
                group.startEmpty(id);
            }
            group.proposeAnywhere("after");
            group.awaitSame();

            assertThat(group.server("a").applied())
                    .startsWith(before.toArray(String[]::new))
                    .endsWith("after");
        }
    }

    @Test
    void a_server_alone_leads_itself_and_survives_a_restart_with_a_snapshot() throws Exception {
        try (TestGroup group = TestGroup.of(folder, "a")) {
            group.leader().propose("one");
            long index = group.server("a").log().snapshot();
            group.leader().propose("two");
            group.stop("a");
            TestGroup.Server again = group.startEmpty("a");
            group.leader();

            assertThat(index).isPositive();
            assertThat(again.machine().restores()).isEqualTo(1);
            assertThat(again.applied()).containsExactly("one", "two");
            assertThat(again.log().status().snapshotIndex()).isEqualTo(index);
        }
    }

    @Test
    void leadership_is_handed_to_the_server_that_was_named() throws Exception {
        try (TestGroup group = TestGroup.of(folder, "a", "b", "c")) {
            TestGroup.Server leader = group.leader();
            leader.propose("one");
            TestGroup.Server next = group.others(leader).getFirst();

            leader.log().transferLeadership(Optional.of(next.id()));

            TestGroup.await("the other to lead", () -> next.log().status().leading());
            assertThat(leader.machine().events()).last().isEqualTo("following");
            assertThat(next.propose("two")).isEqualTo("2:two");
        }
    }

    @Test
    void large_commands_travel_in_pieces_and_arrive_whole() throws Exception {
        try (TestGroup group = TestGroup.of(folder, "a", "b", "c")) {
            byte[] large = new byte[9 << 20];
            group.leader().log().propose(large);
            group.leader().propose("small");

            group.awaitSame();
            assertThat(group.all())
                    .allSatisfy(server -> assertThat(server.machine().bytes()).isEqualTo(large.length + 5L));
            assertThat(group.network().largestMessage()).isLessThan(3 << 20);
        }
    }

    @Test
    void a_command_that_is_too_large_is_refused() {
        try (TestGroup group = TestGroup.of(folder, "a")) {
            TestGroup.Server leader = group.leader();

            assertThatThrownBy(() -> leader.log().propose(new byte[Limits.COMMAND_BYTES + 1]))
                    .isInstanceOf(RaftException.Unavailable.class)
                    .hasMessageContaining("larger than the log takes");
        }
    }
}
