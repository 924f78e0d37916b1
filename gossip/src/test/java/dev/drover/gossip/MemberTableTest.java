package dev.drover.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.gossip.Member.Status;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MemberTableTest {
    private static final class Recorded implements MemberTable.Effects {
        private final List<Rumour> spread = new ArrayList<>();
        private final List<String> conflicts = new ArrayList<>();
        private int full;

        @Override
        public void changed(Optional<Member> before, Member after) {}

        @Override
        public void forgotten(Member last) {}

        @Override
        public void spread(Rumour rumour) {
            spread.add(rumour);
        }

        @Override
        public void conflict(Member held, Member claimed) {
            conflicts.add(held.name());
        }

        @Override
        public void full(Member stranger) {
            full++;
        }
    }

    private final Recorded effects = new Recorded();
    private final MemberTable table = new MemberTable(member("self", Status.ALIVE, 10), Timing.usual(), effects, 0);

    private static Member member(String name, Status status, long incarnation) {
        return new Member(name, "10.0.0.1", 4648, Map.of(), status, incarnation);
    }

    private void hear(String name, Status status, long incarnation) {
        table.hear(new Rumour(member(name, status, incarnation)), 0);
    }

    private Optional<Status> status(String name) {
        return table.find(name).map(Member::status);
    }

    @Property(tries = 300)
    void the_order_in_which_words_arrive_does_not_matter(@ForAll Random random) {
        List<Member> words = new ArrayList<>();
        for (long incarnation = 1; incarnation <= 3; incarnation++) {
            for (Status status : Status.values()) {
                words.add(member("b", status, incarnation));
            }
        }
        words.removeIf(word -> random.nextInt(3) == 0);
        words.add(member("b", Status.ALIVE, 0));
        Optional<Member> expected = heldAfter(words);
        for (int round = 0; round < 5; round++) {
            Collections.shuffle(words, random);
            assertThat(heldAfter(words)).isEqualTo(expected);
        }
    }

    /** What is held after hearing everything. */
    private static Optional<Member> heldAfter(List<Member> words) {
        MemberTable table = new MemberTable(member("self", Status.ALIVE, 1), Timing.usual(), new Recorded(), 0);
        table.hear(new Rumour(member("b", Status.ALIVE, 0)), 0);
        words.forEach(word -> table.hear(new Rumour(word), 0));
        return table.find("b");
    }

    @Test
    void a_suspicion_of_this_member_is_answered_with_a_higher_incarnation() {
        hear("self", Status.SUSPECT, 12);
        assertThat(table.self()).isEqualTo(member("self", Status.ALIVE, 13));
        assertThat(effects.spread).containsExactly(new Rumour(table.self()));
    }

    @Test
    void an_old_suspicion_of_this_member_is_not_answered() {
        hear("self", Status.SUSPECT, 9);
        assertThat(table.self().incarnation()).isEqualTo(10);
    }

    @Test
    void a_member_that_leaves_does_not_object_to_having_left_but_to_being_alive() {
        table.leave(0);
        long incarnation = table.self().incarnation();
        hear("self", Status.LEFT, incarnation);
        assertThat(table.self().incarnation()).isEqualTo(incarnation);
        hear("self", Status.ALIVE, incarnation);
        assertThat(table.self().status()).isEqualTo(Status.LEFT);
        assertThat(table.self().incarnation()).isGreaterThan(incarnation);
    }

    @Test
    void a_failure_in_a_whole_view_is_only_a_suspicion_so_that_the_subject_is_heard() {
        hear("b", Status.ALIVE, 5);
        table.merge(member("b", Status.FAILED, 5), 0);
        assertThat(status("b")).contains(Status.SUSPECT);
        table.expire(Timing.usual().suspicion().toNanos() + 1);
        assertThat(status("b")).contains(Status.FAILED);
    }

    @Test
    void time_in_which_this_process_stood_still_does_not_count() {
        hear("b", Status.ALIVE, 5);
        table.suspect("b", 0);
        long pause = 60_000_000_000L;
        table.excuse(pause);
        table.expire(pause);
        assertThat(status("b")).contains(Status.SUSPECT);
    }

    @Test
    void a_pruned_member_comes_back_by_its_own_word_only() {
        hear("b", Status.ALIVE, 5);
        hear("b", Status.FAILED, 5);
        table.forceLeave("b", true, 0);
        table.merge(member("b", Status.FAILED, 5), 0);
        assertThat(status("b")).isEmpty();
        hear("b", Status.ALIVE, 6);
        assertThat(status("b")).contains(Status.ALIVE);
    }

    @Test
    void words_about_strangers_are_no_news_unless_they_are_alive() {
        hear("b", Status.FAILED, 5);
        hear("c", Status.LEFT, 5);
        assertThat(table.all()).extracting(Member::name).containsExactly("self");
    }

    @Test
    void another_address_for_a_living_member_is_a_conflict_and_for_a_failed_one_is_news() {
        hear("b", Status.ALIVE, 5);
        Member elsewhere = new Member("b", "10.0.0.9", 4648, Map.of(), Status.ALIVE, 6);
        table.hear(new Rumour(elsewhere), 0);
        assertThat(effects.conflicts).containsExactly("b");
        hear("b", Status.FAILED, 5);
        table.hear(new Rumour(elsewhere), 0);
        assertThat(table.find("b")).contains(elsewhere);
    }

    @Test
    void members_beyond_the_limit_are_not_learned() {
        for (int index = 0; index < Limits.MEMBERS + 10; index++) {
            hear("m" + index, Status.ALIVE, 1);
        }
        assertThat(table.all()).hasSize(Limits.MEMBERS);
        assertThat(effects.full).isEqualTo(11);
    }

    @Test
    void a_rumour_dies_out_after_a_few_packets_and_a_newer_one_replaces_it() {
        RumourQueue queue = new RumourQueue();
        queue.add(new Rumour(member("b", Status.ALIVE, 1)));
        queue.add(new Rumour(member("b", Status.SUSPECT, 1)));
        int sent = 0;
        while (!queue.isEmpty()) {
            assertThat(queue.take(1000, 3)).hasSize(1);
            sent++;
        }
        assertThat(sent).isEqualTo(Limits.RETRANSMIT);
    }
}
