package dev.drover.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FaultTest {
    private static final long RETRY_NANOS = 2_000_000;

    private static final List<String> IDS = List.of("a", "b", "c");

    @TempDir
    private Path folder;

    @Test
    void another_leads_soon_when_the_leader_dies() throws Exception {
        try (TestGroup group = TestGroup.of(folder, "a", "b", "c")) {
            TestGroup.Server leader = group.leader();
            leader.propose("one");
            group.network().isolate(leader.id(), IDS);

            TestGroup.Server next = TestGroup.leaderOf(group.others(leader));
            assertThat(next.propose("two")).isEqualTo("2:two");
            TestGroup.await(
                    "the old one to give up", () -> !leader.log().status().leading());
            group.network().heal();
            group.awaitSame();
        }
    }

    @Test
    void a_proposal_at_a_leader_that_is_cut_off_has_an_unknown_outcome_and_no_effect_later() throws Exception {
        try (TestGroup group = TestGroup.of(folder, "a", "b", "c")) {
            TestGroup.Server leader = group.leader();
            leader.propose("one");
            group.network().isolate(leader.id(), IDS);

            assertThatThrownBy(() -> leader.propose("lost")).isInstanceOf(RaftException.OutcomeUnknown.class);

            TestGroup.leaderOf(group.others(leader)).propose("two");
            group.network().heal();
            group.awaitSame();
            assertThat(leader.applied()).containsExactly("one", "two");
        }
    }

    @Test
    void a_leader_that_was_frozen_gives_no_old_state_away_when_it_wakes() throws Exception {
        try (TestGroup group = TestGroup.of(folder, "a", "b", "c")) {
            TestGroup.Server leader = group.leader();
            leader.propose("one");
            leader.log().awaitFresh(Duration.ofSeconds(5));
            group.network().freeze(leader.id());
            // Cut off but not asleep, it asks at once and again and again, as one that has just woken up would.
            AtomicBoolean stale = new AtomicBoolean();
            AtomicBoolean written = new AtomicBoolean();
            AtomicBoolean ended = new AtomicBoolean();
            Thread reader = Thread.startVirtualThread(() -> {
                while (!ended.get()) {
                    boolean before = written.get();
                    try {
                        leader.log().awaitFresh(Duration.ofMillis(50));
                        if (before && leader.applied().size() < 2) {
                            stale.set(true);
                        }
                    } catch (RaftException refused) {
                        LockSupport.parkNanos(RETRY_NANOS);
                    } catch (InterruptedException stopped) {
                        return;
                    }
                }
            });
            TestGroup.leaderOf(group.others(leader)).propose("two");
            written.set(true);
            group.network().heal();
            TestGroup.await("the old leader to follow", () -> leader.applied().size() == 2);
            ended.set(true);
            reader.join();

            assertThat(stale).isFalse();
        }
    }

    @Test
    void a_server_that_cannot_hear_disturbs_nobody() throws Exception {
        try (TestGroup group = TestGroup.of(folder, "a", "b", "c")) {
            TestGroup.Server leader = group.leader();
            leader.propose("one");
            long term = leader.log().status().term();
            TestGroup.Server deaf = group.others(leader).getFirst();
            group.network().cut(leader.id(), deaf.id());
            long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
            while (System.nanoTime() < end) {
                leader.propose("more");
            }

            assertThat(leader.log().status().term()).isEqualTo(term);
            assertThat(leader.log().status().leading()).isTrue();
            group.network().heal();
            group.awaitSame();
            assertThat(leader.log().status().term()).isEqualTo(term);
        }
    }

    @Test
    void what_was_acknowledged_is_applied_once_and_in_the_same_order_whatever_happens() throws Exception {
        Random random = new Random(7);
        List<String> acknowledged = Collections.synchronizedList(new ArrayList<>());
        AtomicBoolean ended = new AtomicBoolean();
        try (TestGroup group = TestGroup.of(folder, "a", "b", "c");
                ExecutorService proposers = Executors.newVirtualThreadPerTaskExecutor()) {
            group.leader();
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int number = i;
                running.add(proposers.submit(() -> proposeOn(group, number, ended, acknowledged)));
            }
            for (int step = 0; step < 12; step++) {
                disturb(group, random);
                long end = System.nanoTime() + (300 + random.nextInt(700)) * 1_000_000L;
                TestGroup.await("the step to end", () -> System.nanoTime() > end);
                group.network().heal();
                int before = acknowledged.size();
                TestGroup.await("the group to accept again", () -> acknowledged.size() > before);
            }
            ended.set(true);
            for (Future<?> proposer : running) {
                proposer.get();
            }
            group.proposeAnywhere("the end");
            group.awaitSame();

            List<String> applied = group.leader().applied();
            assertThat(applied).doesNotHaveDuplicates().containsAll(acknowledged);
            assertThat(group.all()).allSatisfy(server -> {
                assertThat(server.machine().failures()).isEmpty();
                assertThat(alternates(server.machine().events())).isTrue();
            });
        }
    }

    private static Void proposeOn(TestGroup group, int number, AtomicBoolean ended, List<String> acknowledged)
            throws InterruptedException {
        for (int i = 0; !ended.get(); i++) {
            String command = number + "-" + i;
            for (TestGroup.Server server : group.all()) {
                try {
                    server.propose(command);
                    acknowledged.add(command);
                    break;
                } catch (RaftException.NotLeader | RaftException.Unavailable elsewhere) {
                    LockSupport.parkNanos(RETRY_NANOS);
                } catch (RaftException.OutcomeUnknown open) {
                    break;
                }
            }
        }
        return null;
    }

    private static void disturb(TestGroup group, Random random) {
        String victim = IDS.get(random.nextInt(IDS.size()));
        String other = IDS.get((IDS.indexOf(victim) + 1) % IDS.size());
        switch (random.nextInt(6)) {
            case 0 -> group.network().isolate(victim, IDS);
            case 1 -> group.network().cut(victim, other);
            case 2 -> group.network().freeze(victim);
            case 3 -> group.network().lose(0.1);
            case 4 -> group.network().delay(30);
            default -> {
                group.stop(victim);
                group.startEmpty(victim);
            }
        }
    }

    private static boolean alternates(List<String> events) {
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).startsWith("leading") != (i % 2 == 0)) {
                return false;
            }
        }
        return true;
    }
}
