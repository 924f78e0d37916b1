package dev.drover.scheduler.reconcile;

import static dev.drover.scheduler.reconcile.Scene.NOW;
import static dev.drover.scheduler.reconcile.Scene.running;
import static dev.drover.scheduler.reconcile.Scene.web;
import static dev.drover.scheduler.reconcile.Scene.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredStatus;
import dev.drover.model.eval.DesiredUpdatesBuilder;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.Job;
import dev.drover.model.job.UpdateKind;
import dev.drover.scheduler.JobFiles;
import dev.drover.state.plan.AllocationStop;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The small parts: who is stopped first, what a version means, what is counted and gathered. */
final class PartsOfReconcilingTest {
    private static final Job JOB = web(2, 3);

    /** Who goes first, told by three numbers: failed before leaving before staying, then the highest name. */
    @Test
    void any_surplus_is_ordered_as_three_numbers_say() {
        Random random = new Random(11);
        for (int round = 0; round < 300; round++) {
            List<Allocation> holding = new ArrayList<>();
            List<Allocation> migrating = new ArrayList<>();
            Set<String> done = new HashSet<>();
            for (int index = 0; index < 8; index++) {
                Allocation allocation = running(JOB, index);
                switch (random.nextInt(5)) {
                    case 0 -> holding.add(with(allocation, a -> a.clientStatus(ClientStatus.FAILED)));
                    case 1 -> migrating.add(allocation);
                    case 2 -> {
                        holding.add(with(allocation, a -> a.clientStatus(ClientStatus.COMPLETE)));
                        done.add(allocation.id());
                    }
                    case 3 -> holding.add(allocation);
                    default -> {}
                }
            }
            List<Allocation> all = new ArrayList<>(holding);
            all.addAll(migrating);
            List<Allocation> expected = all.stream()
                    .filter(allocation -> !done.contains(allocation.id()))
                    .sorted(Comparator.comparing(
                                    (Allocation allocation) -> allocation.clientStatus() != ClientStatus.FAILED)
                            .thenComparing(allocation -> !migrating.contains(allocation))
                            .thenComparingInt(allocation -> -NameIndex.of(allocation.name())))
                    .toList();
            assertThat(StopOrder.of(holding, migrating, done)).isEqualTo(expected);
        }
    }

    @Test
    void nobody_there_means_nobody_to_stop() {
        assertThat(StopOrder.of(List.of(), List.of(), Set.of())).isEmpty();
    }

    private static UpdateKind kind(Allocation allocation) {
        return new UpdateKinds(JOB).of(allocation);
    }

    @Test
    void the_same_version_changes_nothing() {
        assertThat(kind(running(JOB, 0))).isEqualTo(UpdateKind.NONE);
        assertThat(kind(with(running(JOB, 0), a -> a.job(null)))).isEqualTo(UpdateKind.NONE);
    }

    @Test
    void an_older_version_with_another_command_must_be_replaced() {
        assertThat(kind(running(web(1, 3), 0))).isEqualTo(UpdateKind.DESTRUCTIVE);
    }

    @Test
    void an_older_version_that_says_the_same_still_gets_the_new_number() {
        assertThat(kind(running(JobFiles.with(JOB, j -> j.version(1)), 0))).isEqualTo(UpdateKind.IN_PLACE);
    }

    @Test
    void a_newer_version_is_another_version_too() {
        assertThat(kind(running(JobFiles.with(JOB, j -> j.version(3)), 0))).isEqualTo(UpdateKind.IN_PLACE);
    }

    @Test
    void groups_of_a_version_are_judged_apart() {
        Job older = JobFiles.with(
                JOB,
                j -> j.version(1)
                        .taskGroups(List.of(
                                JOB.taskGroups().getFirst(),
                                JobFiles.group(
                                        1,
                                        g -> JobFiles.command("/bin/x").apply(g).name("h")))));
        Job newer = JobFiles.with(
                older,
                j -> j.version(2)
                        .taskGroups(List.of(
                                JOB.taskGroups().getFirst(),
                                JobFiles.group(
                                        1,
                                        g -> JobFiles.command("/bin/y").apply(g).name("h")))));
        UpdateKinds kinds = new UpdateKinds(newer);
        assertThat(kinds.of(running(older, 0))).isEqualTo(UpdateKind.IN_PLACE);
        assertThat(kinds.of(with(running(older, 0), a -> a.taskGroup("h")))).isEqualTo(UpdateKind.DESTRUCTIVE);
    }

    @Test
    void a_version_is_judged_again_when_the_job_was_made_anew() {
        UpdateKinds kinds = new UpdateKinds(JOB);
        Job before = JobFiles.with(web(1, 3), j -> j.createIndex(3));
        Job same = JobFiles.with(JOB, j -> j.version(1));
        assertThat(kinds.of(running(before, 0))).isEqualTo(UpdateKind.DESTRUCTIVE);
        assertThat(kinds.of(running(same, 0))).isEqualTo(UpdateKind.IN_PLACE);
    }

    @Test
    void what_is_not_touched_is_ignored() {
        GroupTally tally = new GroupTally();
        tally.place = 1;
        tally.stop = 2;
        tally.migrate = 3;
        tally.canary = 4;
        tally.inPlace = 5;
        tally.destructive = 6;
        tally.disconnect = 7;
        tally.reconnect = 8;
        tally.rescheduleNow = 9;
        tally.rescheduleLater = 10;
        assertThat(tally.finish(50))
                .isEqualTo(DesiredUpdatesBuilder.builder()
                        .place(1)
                        .stop(2)
                        .migrate(3)
                        .canary(4)
                        .inPlaceUpdate(5)
                        .destructiveUpdate(6)
                        .disconnect(7)
                        .reconnect(8)
                        .rescheduleNow(9)
                        .rescheduleLater(10)
                        .ignore(50 - 2 - 3 - 5 - 6 - 7 - 8)
                        .build());
    }

    private static Intents gathered(IntentsGathering gathering) {
        return gathering.finish(Optional.empty(), List.of(), List.of());
    }

    @Test
    void a_stop_leaves_the_status_to_the_node_and_a_loss_does_not() {
        IntentsGathering gathering = new IntentsGathering();
        gathering.stop(running(JOB, 0), "because");
        gathering.lose(running(JOB, 1));
        assertThat(gathered(gathering).stops())
                .containsExactly(
                        new AllocationStop("a0", "because", null, ""),
                        new AllocationStop("a1", "alloc is lost since its node is down", ClientStatus.LOST, ""));
    }

    @Test
    void only_what_was_told_to_end_and_has_not_on_a_node_that_is_gone_is_lost() {
        IntentsGathering gathering = new IntentsGathering();
        Allocation wanted = running(JOB, 0);
        Allocation stopping = with(running(JOB, 1), a -> a.desiredStatus(DesiredStatus.STOP));
        Allocation evicted = with(running(JOB, 2), a -> a.desiredStatus(DesiredStatus.EVICT));
        Allocation ended = with(stopping, a -> a.id("ended").clientStatus(ClientStatus.COMPLETE));
        Allocation heard = with(stopping, a -> a.id("heard").nodeId("n2"));
        gathering.loseWhatCannotReport(
                List.of(wanted, stopping, evicted, ended, heard),
                allocation -> allocation.nodeId().equals("n1"));
        assertThat(Scene.stopped(gathered(gathering))).containsExactly("a1", "a2");
    }

    @Test
    void what_vanishes_for_good_is_not_looked_after_later() {
        IntentsGathering gathering = new IntentsGathering();
        FollowUps followUps = new FollowUps(Scene.of(JOB).input());
        gathering.vanish(
                List.of(
                        new Standing.Vanishing(running(JOB, 0), Optional.empty()),
                        new Standing.Vanishing(running(JOB, 1), Optional.of(NOW.plusSeconds(60)))),
                JOB,
                followUps,
                NOW);
        assertThat(followUps.made()).extracting(Evaluation::waitUntil).containsExactly(NOW.plusSeconds(60));
        assertThat(gathered(gathering).updates())
                .extracting(Allocation::followupEvalId)
                .containsExactly("", followUps.made().getFirst().id());
        assertThat(gathered(gathering).updates())
                .extracting(Allocation::clientStatus)
                .containsOnly(ClientStatus.UNKNOWN);
    }

    @Test
    void gathered_intents_do_not_change_with_what_comes_later() {
        IntentsGathering gathering = new IntentsGathering();
        Intents before = gathered(gathering);
        gathering.stop(running(JOB, 0), "because");
        gathering.update(List.of(running(JOB, 0)));
        assertThat(before.stops()).isEmpty();
        assertThat(before.updates()).isEmpty();
    }
}
