package dev.drover.scheduler.reconcile;

import static dev.drover.scheduler.reconcile.Scene.NOW;
import static dev.drover.scheduler.reconcile.Scene.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationMetricBuilder;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.NodeScoreMeta;
import dev.drover.model.alloc.TaskRunState;
import dev.drover.model.alloc.TaskState;
import dev.drover.model.job.DisconnectStrategy;
import dev.drover.model.job.Job;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskLifecycle;
import dev.drover.scheduler.JobFiles;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who goes on, the one that came back or the one that took its place, strategy by strategy. */
final class ReunionTest {
    private static Job job(String strategy, Task... tasks) {
        List<Task> all = tasks.length == 0 ? List.of(JobFiles.task(t -> t)) : List.of(tasks);
        return Scene.version(
                JobFiles.service(
                        "web",
                        1,
                        g -> g.tasks(all)
                                .disconnect(new DisconnectStrategy(Duration.ofHours(1), null, true, strategy))),
                1);
    }

    private static Allocation original(Job job) {
        return with(Scene.running(job, 0), a -> a.id("original").nodeId("n1"));
    }

    private static Allocation replacement(Job job) {
        return with(Scene.running(job, 0), a -> a.id("replacement").nodeId("n2"));
    }

    private static Allocation scored(Allocation allocation, double score) {
        return with(
                allocation,
                a -> a.metrics(AllocationMetricBuilder.builder()
                        .scoreMetaData(List.of(
                                new NodeScoreMeta("elsewhere", Map.of(), 99),
                                new NodeScoreMeta(allocation.nodeId(), Map.of(), score)))
                        .build()));
    }

    private static TaskState started(@Nullable Long secondsAgo) {
        return new TaskState(
                TaskRunState.RUNNING,
                false,
                0,
                null,
                secondsAgo == null ? null : NOW.minusSeconds(secondsAgo),
                null,
                List.of(),
                "");
    }

    @ParameterizedTest
    @CsvSource({"keep_original, true", "keep_replacement, false"})
    void who_is_named_goes_on_whatever_the_scores(String strategy, boolean keeps) {
        Job job = job(strategy);
        for (double score : new double[] {0, 1}) {
            assertThat(Reunion.keepsOriginal(scored(original(job), score), scored(replacement(job), 0.5)))
                    .isEqualTo(keeps);
        }
    }

    @ParameterizedTest
    @CsvSource({"0.9, 0.5, true", "0.5, 0.5, true", "0.4, 0.5, false", "-0.2, -0.3, true", "-0.3, -0.2, false"})
    void the_better_score_goes_on_and_of_equals_the_original(double first, double second, boolean keeps) {
        for (String strategy : List.of("best_score", "", "nonsense")) {
            Job job = job(strategy);
            assertThat(Reunion.keepsOriginal(scored(original(job), first), scored(replacement(job), second)))
                    .isEqualTo(keeps);
        }
    }

    @Test
    void an_unknown_score_is_worse_than_any() {
        Job job = job("best_score");
        assertThat(Reunion.keepsOriginal(original(job), scored(replacement(job), -5)))
                .isFalse();
        assertThat(Reunion.keepsOriginal(scored(original(job), -5), replacement(job)))
                .isTrue();
        assertThat(Reunion.keepsOriginal(original(job), replacement(job))).isTrue();
    }

    @Test
    void the_score_of_another_node_says_nothing() {
        Job job = job("best_score");
        Allocation moved = with(scored(original(job), 0.9), a -> a.nodeId("n9"));
        assertThat(Reunion.keepsOriginal(moved, scored(replacement(job), 0.1))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"RUNNING, PENDING, true", "PENDING, RUNNING, false"})
    void what_runs_is_better_than_what_has_a_better_node(
            ClientStatus original, ClientStatus replacement, boolean keeps) {
        Job job = job("best_score");
        double worse = keeps ? 0.1 : 0.9;
        assertThat(Reunion.keepsOriginal(
                        scored(with(original(job), a -> a.clientStatus(original)), worse),
                        scored(with(replacement(job), a -> a.clientStatus(replacement)), 1 - worse)))
                .isEqualTo(keeps);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"10, 5, true", "5, 5, true", "4, 5, false", "-, 5, false", "10, -, true", "-, -, false"})
    void the_longest_running_goes_on(@Nullable Long first, @Nullable Long second, boolean keeps) {
        Job job = job("longest_running");
        assertThat(Reunion.keepsOriginal(
                        with(original(job), a -> a.taskStates(Map.of("t", started(first)))),
                        with(replacement(job), a -> a.taskStates(Map.of("t", started(second))))))
                .isEqualTo(keeps);
    }

    private static Task named(String name, boolean leader, @Nullable TaskLifecycle lifecycle) {
        return JobFiles.task(t -> t.name(name).leader(leader).lifecycle(lifecycle));
    }

    private static boolean keepsByAge(Job job, Map<String, TaskState> original, Map<String, TaskState> replacement) {
        return Reunion.keepsOriginal(
                with(original(job), a -> a.taskStates(original)),
                with(replacement(job), a -> a.taskStates(replacement)));
    }

    @Test
    void the_leader_tells_the_age_if_there_is_one() {
        Job job = job("longest_running", named("main", true, null), named("side", false, null));
        assertThat(keepsByAge(
                        job,
                        Map.of("main", started(5L), "side", started(900L)),
                        Map.of("main", started(10L), "side", started(1L))))
                .isFalse();
    }

    @Test
    void without_leader_the_oldest_main_task_tells_the_age() {
        Job job = job("longest_running", named("a", false, null), named("b", false, null));
        assertThat(keepsByAge(
                        job, Map.of("a", started(1L), "b", started(20L)), Map.of("a", started(10L), "b", started(10L))))
                .isTrue();
    }

    @Test
    void tasks_before_and_beside_the_main_one_do_not_tell_the_age() {
        Job job = job(
                "longest_running",
                named("init", false, new TaskLifecycle("prestart", false)),
                named("proxy", true, new TaskLifecycle("poststart", true)),
                named("main", false, null));
        assertThat(keepsByAge(
                        job,
                        Map.of("init", started(900L), "proxy", started(900L), "main", started(5L)),
                        Map.of("main", started(10L))))
                .isFalse();
    }

    @Test
    void a_leader_that_never_ran_makes_it_young() {
        Job job = job("longest_running", named("main", true, null), named("side", false, null));
        assertThat(keepsByAge(job, Map.of("side", started(900L)), Map.of("main", started(1L))))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"best_score", "keep_original", "keep_replacement", "longest_running"})
    void a_replacement_of_a_newer_version_goes_on_in_any_case(String strategy) {
        Job older = job(strategy);
        Allocation back = with(scored(original(older), 1), a -> a.taskStates(Map.of("t", started(900L))));
        Allocation newer = replacement(Scene.version(older, 2));
        assertThat(Reunion.keepsOriginal(back, newer)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        // version and creation of the one, of the other, whether the one is newer
        "2, 7, 1, 7, true",
        "1, 7, 2, 7, false",
        "1, 7, 1, 7, false",
        "0, 9, 5, 7, true",
        "0, 7, 5, 9, false"
    })
    void newer_is_told_by_version_and_by_when_the_job_was_made(
            long version, long made, long otherVersion, long otherMade, boolean newer) {
        Job base = job("best_score");
        Allocation one = original(JobFiles.with(base, j -> j.version(version).createIndex(made)));
        Allocation other =
                original(JobFiles.with(base, j -> j.version(otherVersion).createIndex(otherMade)));
        assertThat(Reunion.isNewer(one, other)).isEqualTo(newer);
    }

    @Test
    void what_names_no_job_is_not_newer_than_anything() {
        Allocation known = original(job("best_score"));
        Allocation unknown = with(known, a -> a.job(null));
        assertThat(Reunion.isNewer(unknown, known)).isFalse();
        assertThat(Reunion.isNewer(known, unknown)).isFalse();
    }
}
