package dev.drover.scheduler;

import static dev.drover.scheduler.JobFiles.service;
import static dev.drover.scheduler.JobFiles.update;
import static dev.drover.scheduler.RolloutKit.assertQuiet;
import static dev.drover.scheduler.RolloutKit.deployed;
import static dev.drover.scheduler.RolloutKit.ofVersion;
import static dev.drover.scheduler.RolloutKit.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.deployment.DeploymentStatus;
import dev.drover.model.job.Job;
import dev.drover.model.job.ScalingEvent;
import dev.drover.model.job.TaskGroupBuilder;
import dev.drover.state.command.JobCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counts that go up and down. */
final class ScalingScenariosTest {
    private final Cluster cluster = new Cluster().nodes(4);

    /** Sets the count by the command that the scale endpoint uses, and schedules. */
    private Outcome.Planned scale(String job, int count) {
        Job known = cluster.job(job);
        Job changed = JobFiles.with(
                known,
                j -> j.taskGroups(
                        List.of(TaskGroupBuilder.builder(known.taskGroups().getFirst())
                                .count(count)
                                .build())));
        ScalingEvent event =
                new ScalingEvent((long) count, known.taskGroups().size(), false, "by the test", Map.of(), null, 0, 0);
        cluster.apply(new JobCommand.Scale(Cluster.jobId(job), Optional.of(changed), "g", event, Optional.empty(), 6));
        return cluster.evaluate(job);
    }

    private static List<String> names(int count) {
        return new ArrayList<>(new TreeSet<>(
                IntStream.range(0, count).mapToObj(i -> "web.g[" + i + "]").toList()));
    }

    @ParameterizedTest
    @CsvSource({"3 5", "5 3", "3 0 3", "0 4 1 6", "1 2 3 2 1 0", "8 1 8", "2 2 2"})
    void after_each_step_exactly_the_lowest_names_of_the_count_run(String steps) {
        cluster.run(service("web", 0));
        for (String step : steps.split(" ", -1)) {
            int count = Integer.parseInt(step);
            scale("web", count);
            assertThat(cluster.names("web")).containsExactlyElementsOf(names(count));
            assertThat(cluster.live("web")).hasSize(count);
            assertQuiet(cluster, "web");
        }
    }

    @Test
    void who_runs_on_keeps_its_id_and_node_however_the_count_changes() {
        cluster.run(service("web", 3));
        Allocation first = cluster.named("web", "web.g[0]");
        for (int count : new int[] {6, 1, 4}) {
            scale("web", count);
            Allocation still = cluster.named("web", "web.g[0]");
            assertThat(still.id()).isEqualTo(first.id());
            assertThat(still.nodeId()).isEqualTo(first.nodeId());
        }
    }

    @Test
    void a_step_is_a_version_that_all_follow_in_place() {
        cluster.run(service("web", 2));
        Outcome.Planned planned = scale("web", 3);
        assertThat(cluster.job("web").version()).isEqualTo(1);
        assertThat(cluster.desired(planned, "g").inPlaceUpdate()).isEqualTo(2);
        assertThat(cluster.desired(planned, "g").place()).isEqualTo(1);
        assertThat(ofVersion(cluster, "web", 1)).hasSize(3);
    }

    @Test
    void a_step_up_of_a_watched_group_is_deployed_with_the_new_total() {
        deployed(cluster, version(0, 2, 1, 1));
        scale("web", 5);
        assertThat(RolloutKit.progress(cluster, "web").desiredTotal()).isEqualTo(5);
        assertThat(RolloutKit.progress(cluster, "web").desiredCanaries()).isZero();
        cluster.settle("web");
        assertThat(cluster.deployment("web").status()).isEqualTo(DeploymentStatus.SUCCESSFUL);
        assertThat(cluster.live("web")).hasSize(5);
    }

    @Test
    void steps_up_are_not_slowed_by_max_parallel() {
        deployed(cluster, version(0, 1, 1, 0));
        scale("web", 6);
        assertThat(cluster.live("web")).hasSize(6);
    }

    @Test
    void steps_down_are_not_slowed_by_max_parallel() {
        deployed(cluster, version(0, 6, 1, 0));
        scale("web", 1);
        assertThat(cluster.live("web")).hasSize(1);
    }

    @Test
    void to_zero_and_back_leaves_no_deployment_unfinished() {
        deployed(cluster, version(0, 2, 1, 0));
        scale("web", 0);
        assertThat(cluster.live("web")).isEmpty();
        assertQuiet(cluster, "web");
        scale("web", 2);
        cluster.settle("web");
        assertThat(cluster.deployment("web").status()).isEqualTo(DeploymentStatus.SUCCESSFUL);
    }

    @Test
    void a_step_beyond_the_room_of_the_cluster_places_what_fits_and_waits_for_the_rest() {
        Cluster small = new Cluster().node("n1");
        small.run(service("web", 2, JobFiles.asking(1000, 100)));
        Outcome.Planned planned = small.run(service("web", 7, JobFiles.asking(1000, 100)));
        assertThat(small.live("web")).hasSize(4);
        assertThat(planned.queued()).isEqualTo(Map.of("g", 3));
        assertThat(planned.blocked()).isPresent();
        Outcome.Planned down = small.run(service("web", 4, JobFiles.asking(1000, 100)));
        assertThat(down.blocked()).isEmpty();
        assertThat(down.queued()).isEqualTo(Map.of("g", 0));
    }

    @Test
    void a_step_down_stops_first_what_has_to_leave_anyway() {
        cluster.run(service("web", 4));
        Allocation leaving = cluster.named("web", "web.g[1]");
        cluster.migrate(leaving);
        Outcome.Planned planned = scale("web", 3);
        assertThat(planned.plan().stops())
                .singleElement()
                .satisfies(stop -> assertThat(stop.allocationId()).isEqualTo(leaving.id()));
        assertThat(planned.plan().placements()).noneMatch(a -> a.name().equals("web.g[1]"));
    }

    @Test
    void one_group_changes_its_count_and_the_other_keeps_what_it_has() {
        Job two = JobFiles.job("web", "service", JobFiles.group(2), JobFiles.group(3, g -> g.name("h")));
        cluster.run(two);
        List<String> others = cluster.live("web").stream()
                .filter(a -> a.taskGroup().equals("h"))
                .map(Allocation::id)
                .toList();
        cluster.run(JobFiles.job("web", "service", JobFiles.group(5), JobFiles.group(3, g -> g.name("h"))));
        assertThat(cluster.live("web")).hasSize(8);
        assertThat(cluster.live("web").stream()
                        .filter(a -> a.taskGroup().equals("h"))
                        .map(Allocation::id))
                .containsExactlyElementsOf(others);
    }

    @Test
    void a_step_during_a_trial_cancels_the_trial_and_tries_again_with_the_new_count() {
        deployed(cluster, version(0, 2, 1, 1));
        cluster.run(version(1, 2, 1, 1));
        String trial = cluster.deployment("web").id();
        cluster.run(version(1, 4, 1, 1));
        assertThat(cluster.state().deployment(trial).orElseThrow().status()).isEqualTo(DeploymentStatus.CANCELLED);
        assertThat(RolloutKit.progress(cluster, "web").desiredTotal()).isEqualTo(4);
        assertThat(RolloutKit.progress(cluster, "web").desiredCanaries()).isEqualTo(1);
        cluster.allHealthy("web");
        cluster.promote("web");
        cluster.settle("web");
        assertThat(cluster.names("web")).containsExactlyElementsOf(names(4));
    }

    @Test
    void any_walk_of_counts_with_failures_and_moves_ends_with_the_count_and_no_name_twice() {
        Random random = new Random(19);
        for (int walk = 0; walk < 25; walk++) {
            Cluster wide = new Cluster().nodes(5);
            boolean watched = random.nextBoolean();
            wide.run(service("web", 1));
            for (int step = 0; step < 10; step++) {
                int count = random.nextInt(8);
                wide.live("web").stream()
                        .filter(a -> random.nextInt(5) == 0)
                        .forEach(a -> wide.report(a, ClientStatus.COMPLETE));
                wide.live("web").stream().filter(a -> random.nextInt(5) == 0).forEach(wide::migrate);
                wide.run(service("web", count, g -> watched ? g.update(update(2, 0)) : g));
                assertThat(wide.live("web")).hasSize(count);
                assertThat(wide.names("web")).hasSize(count);
            }
        }
    }
}
