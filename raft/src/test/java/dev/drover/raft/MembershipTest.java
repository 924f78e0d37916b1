package dev.drover.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MembershipTest {
    @TempDir
    private Path folder;

    @Test
    void a_group_grows_from_one_server_to_three_one_by_one() throws Exception {
        try (TestGroup group = TestGroup.of(folder, "a")) {
            TestGroup.Server leader = group.leader();
            leader.propose("one");
            group.startEmpty("b");
            leader.log().add(new ReplicatedLog.Peer("b", "b"));
            leader.propose("two");
            group.startEmpty("c");
            leader.log().add(new ReplicatedLog.Peer("c", "c"));
            group.proposeAnywhere("three");

            group.awaitSame();
            assertThat(group.server("c").applied()).containsExactly("one", "two", "three");
            group.stop(group.leader().id());
            group.proposeAnywhere("four");
            group.awaitSame();
            assertThat(group.all().getFirst().applied()).last().isEqualTo("four");
        }
    }

    @Test
    void a_server_that_does_not_answer_cannot_be_added_and_the_group_goes_on() throws Exception {
        try (TestGroup group = TestGroup.of(folder, "a", "b", "c")) {
            TestGroup.Server leader = group.leader();
            leader.propose("one");

            assertThatThrownBy(() -> leader.log().add(new ReplicatedLog.Peer("d", "nowhere")))
                    .isInstanceOf(RaftException.Unavailable.class)
                    .hasMessageContaining("does not answer");
            assertThat(leader.propose("two")).isEqualTo("2:two");
            assertThat(leader.log().peers()).hasSize(3);
        }
    }

    @Test
    void a_leader_that_takes_itself_out_is_followed_by_another() throws Exception {
        try (TestGroup group = TestGroup.of(folder, "a", "b", "c")) {
            TestGroup.Server leader = group.leader();
            leader.propose("one");
            List<TestGroup.Server> others = group.others(leader);
            leader.log().remove(leader.id());

            TestGroup.Server next = TestGroup.leaderOf(others);
            assertThat(next.propose("two")).isEqualTo("2:two");
            assertThat(next.log().peers()).extracting(ReplicatedLog.Peer::id).doesNotContain(leader.id());
            TestGroup.await(
                    "the old leader to know", () -> !leader.log().status().leading());
            assertThat(leader.machine().events()).last().isEqualTo("following");
        }
    }

    @Test
    void a_server_that_was_taken_out_can_be_added_again() throws Exception {
        try (TestGroup group = TestGroup.of(folder, "a", "b", "c")) {
            TestGroup.Server leader = group.leader();
            leader.propose("one");
            String out = group.others(leader).getFirst().id();
            leader.log().remove(out);
            leader.log().remove(out);
            leader.propose("two");
            TestGroup.Server now = group.leader();
            now.log().add(new ReplicatedLog.Peer(out, out));
            group.proposeAnywhere("three");

            group.awaitSame();
            assertThat(group.server(out).applied()).containsExactly("one", "two", "three");
        }
    }

    @Test
    void a_server_that_has_moved_is_reached_at_its_new_address() throws Exception {
        try (TestGroup group = TestGroup.of(folder, "a", "b", "c")) {
            TestGroup.Server leader = group.leader();
            leader.propose("one");
            String moved = group.others(leader).getFirst().id();
            group.stop(moved);
            group.start(moved, moved + "-elsewhere", List.of());
            group.leader().log().add(new ReplicatedLog.Peer(moved, moved + "-elsewhere"));
            group.proposeAnywhere("two");

            group.awaitSame();
            assertThat(group.server(moved).applied()).last().isEqualTo("two");
            assertThat(group.leader().log().peers()).contains(new ReplicatedLog.Peer(moved, moved + "-elsewhere"));
        }
    }

    @Test
    void a_server_whose_disk_was_emptied_is_taken_in_as_a_new_one() throws Exception {
        try (TestGroup group = TestGroup.of(folder, "a", "b", "c")) {
            TestGroup.Server leader = group.leader();
            for (int i = 0; i < 20; i++) {
                leader.propose("command " + i);
            }
            String emptied = group.others(leader).getFirst().id();
            group.stop(emptied);
            empty(group.folder(emptied));
            TestGroup.Server again = group.startEmpty(emptied);

            TestGroup.await("it to be brought up", () -> again.applied().size() == 20);
            TestGroup.await(
                    "it to be a member again",
                    () -> group.leader().log().peers().size() == 3);
            group.proposeAnywhere("after");
            group.awaitSame();
        }
    }

    @Test
    void an_emptied_server_gives_no_vote_before_it_was_taken_in() throws Exception {
        try (TestGroup group = TestGroup.of(folder, "a", "b", "c")) {
            TestGroup.Server leader = group.leader();
            leader.propose("one");
            List<TestGroup.Server> others = group.others(leader);
            String behind = others.getFirst().id();
            String emptied = others.getLast().id();
            group.network().isolate(behind, List.of("a", "b", "c"));
            leader.propose("agreed on without the one behind");
            group.stop(leader.id());
            group.stop(emptied);
            empty(group.folder(emptied));
            group.network().heal();
            TestGroup.Server again = group.startEmpty(emptied);

            // Two of three are there, but only the stopped one has what was agreed on: no leader may be found without
            // it.
            TestGroup.Server lagging = group.server(behind);
            long term = lagging.log().status().term();
            TestGroup.await("some elections to be tried", new Patience(4)::isOver);
            assertThat(lagging.log().status().leading()).isFalse();
            assertThat(again.log().status().leading()).isFalse();
            assertThat(lagging.log().status().term()).isLessThanOrEqualTo(term + 1);

            group.startEmpty(leader.id());
            group.proposeAnywhere("after");
            group.awaitSame();
            assertThat(again.applied()).containsExactly("one", "agreed on without the one behind", "after");
        }
    }

    @Test
    void a_group_can_be_founded_while_one_of_its_servers_comes_late() throws Exception {
        try (TestGroup group = TestGroup.of(folder, "a", "b", "c")) {
            group.stop("c");
            empty(group.folder("c"));
            for (int i = 0; i < 20; i++) {
                group.proposeAnywhere("command " + i);
            }
            group.start("c");

            TestGroup.await(
                    "the late one to follow", () -> group.server("c").applied().size() >= 20);
            group.proposeAnywhere("after");
            group.awaitSame();
        }
    }

    /** Over after so many election timeouts. */
    private static final class Patience {
        private final long end;

        private Patience(int timeouts) {
            end = System.nanoTime() + timeouts * 600_000_000L;
        }

        private boolean isOver() {
            return System.nanoTime() - end > 0;
        }
    }

    private static void empty(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
