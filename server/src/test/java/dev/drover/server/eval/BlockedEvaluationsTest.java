package dev.drover.server.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationBuilder;
import dev.drover.server.plan.Resources;
import dev.drover.state.JobId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BlockedEvaluationsTest {
    private static final Resources NEED = new Resources(100, 64, 0);

    private final BlockedEvaluations blocked = new BlockedEvaluations();
    private final Map<String, Resources> rooms = new HashMap<>();

    private static EvaluationBuilder evaluation(String id, Map<String, Boolean> classes) {
        return EvaluationBuilder.builder()
                .id(id)
                .namespace("default")
                .jobId("job of " + id)
                .type("service")
                .priority(50)
                .createIndex(5)
                .classEligibility(classes)
                .snapshotIndex(10);
    }

    private List<Evaluation> wake() {
        return blocked.wake(node -> Optional.ofNullable(rooms.get(node)));
    }

    private List<String> wakeIds() {
        return wake().stream().map(Evaluation::id).toList();
    }

    private void free(String node, String computedClass, long index, int evaluations) {
        rooms.put(node, new Resources(100L * evaluations, 64L * evaluations, 0));
        blocked.capacityChanged(node, computedClass, index);
    }

    @Test
    void room_on_a_class_that_cannot_run_it_wakes_nobody() {
        blocked.block(evaluation("e", Map.of("small", false)).build(), NEED);
        free("n", "small", 11, 9);
        assertThat(wake()).isEmpty();
        free("m", "unknown", 12, 9);
        assertThat(wakeIds()).containsExactly("e");
        assertThat(blocked.size()).isZero();
        assertThat(blocked.awake()).isEqualTo(1);
    }

    @Test
    void an_escaped_evaluation_is_woken_by_room_on_any_class() {
        blocked.block(
                evaluation("e", Map.of("small", false))
                        .escapedComputedClass(true)
                        .build(),
                NEED);
        free("n", "small", 11, 1);
        assertThat(wakeIds()).containsExactly("e");
    }

    @Test
    void room_that_came_free_meanwhile_is_not_missed() {
        free("n", "small", 11, 5);
        assertThat(wake()).isEmpty();
        blocked.block(evaluation("e", Map.of("small", true)).build(), NEED);
        blocked.block(evaluation("f", Map.of("small", false)).build(), NEED);
        blocked.block(evaluation("g", Map.of("small", true)).snapshotIndex(11).build(), NEED);
        assertThat(wakeIds()).containsExactly("e");
    }

    @Test
    void too_little_room_wakes_nobody() {
        blocked.block(evaluation("e", Map.of()).build(), NEED);
        rooms.put("n", new Resources(99, 1_000, 1_000));
        blocked.capacityChanged("n", "small", 11);
        assertThat(wake()).isEmpty();
    }

    @Test
    void of_a_job_only_the_newest_waits() {
        blocked.block(evaluation("old", Map.of()).jobId("a").build(), NEED);
        assertThat(blocked.block(evaluation("new", Map.of()).jobId("a").build(), NEED))
                .hasValueSatisfying(it -> assertThat(it.id()).isEqualTo("old"));
        assertThat(blocked.size()).isEqualTo(1);
    }

    private static Evaluation onNode(String id, String node) {
        return evaluation(id, Map.of()).jobId("a").type("system").nodeId(node).build();
    }

    @Test
    void of_a_job_one_may_wait_for_each_node() {
        assertThat(blocked.block(onNode("one", "n"), NEED)).isEmpty();
        assertThat(blocked.block(onNode("two", "m"), NEED)).isEmpty();
        assertThat(blocked.block(onNode("newer", "n"), NEED))
                .hasValueSatisfying(it -> assertThat(it.id()).isEqualTo("one"));
        assertThat(blocked.ofJob(new JobId("default", "a"))).containsExactlyInAnyOrder("two", "newer");
    }

    @Test
    void who_waits_for_a_node_is_not_woken_by_others() {
        blocked.block(onNode("one", "n"), NEED);
        blocked.block(onNode("two", "m"), NEED);
        free("x", "small", 11, 9);
        assertThat(wake()).isEmpty();
        free("m", "small", 12, 9);
        assertThat(wakeIds()).containsExactly("two");
    }

    @Test
    void a_job_that_is_gone_waits_for_none_of_its_nodes() {
        blocked.block(onNode("one", "n"), NEED);
        blocked.block(onNode("two", "m"), NEED);
        assertThat(blocked.forgetJob(new JobId("default", "a"))).hasSize(2);
        assertThat(blocked.size()).isZero();
        assertThat(blocked.ofJob(new JobId("default", "a"))).isEmpty();
    }

    @Test
    void what_waited_for_a_job_that_is_gone_waits_no_longer() {
        blocked.block(evaluation("e", Map.of()).jobId("a").build(), NEED);
        assertThat(blocked.forgetJob(new JobId("default", "a"))).hasSize(1);
        free("n", "small", 11, 1);
        assertThat(wake()).isEmpty();
        assertThat(blocked.size()).isZero();
    }

    @Test
    void the_most_important_and_then_the_oldest_come_first_and_as_many_as_fit() {
        blocked.block(evaluation("young", Map.of()).createIndex(9).build(), NEED);
        blocked.block(evaluation("old", Map.of()).createIndex(7).build(), NEED);
        blocked.block(
                evaluation("urgent", Map.of("other", false))
                        .priority(90)
                        .createIndex(8)
                        .build(),
                NEED);
        free("n", "small", 11, 2);
        assertThat(wakeIds()).containsExactly("urgent", "old");
        assertThat(wake()).isEmpty();
    }

    @Test
    void when_a_wave_leaves_room_the_next_in_turn_are_asked() {
        for (int number = 0; number < 5; number++) {
            blocked.block(evaluation("e" + number, Map.of()).createIndex(number).build(), NEED);
        }
        free("n", "small", 11, 2);
        assertThat(wakeIds()).containsExactly("e0", "e1");
        blocked.block(
                evaluation("e0", Map.of()).createIndex(0).snapshotIndex(12).build(), NEED);
        assertThat(wake()).isEmpty();
        blocked.forget("e1");
        assertThat(wakeIds()).containsExactly("e2", "e3");
    }

    @Test
    void evaluations_that_wait_for_a_quota_do_not_care_for_nodes() {
        blocked.block(evaluation("e", Map.of()).quotaLimitReached("gold").build(), NEED);
        free("n", "small", 11, 9);
        assertThat(wake()).isEmpty();
        blocked.quotaChanged("silver", 12);
        assertThat(wake()).isEmpty();
        blocked.quotaChanged("gold", 13);
        assertThat(wakeIds()).containsExactly("e");
    }

    @Test
    void an_evaluation_that_waits_for_a_quota_and_for_room_is_woken_by_either() {
        for (int round = 0; round < 2; round++) {
            blocked.block(
                    evaluation("e" + round, Map.of())
                            .quotaLimitReached("gold")
                            .escapedComputedClass(true)
                            .build(),
                    NEED);
            if (round == 0) {
                free("n", "small", 11, 9);
            } else {
                blocked.quotaChanged("gold", 13);
            }
            assertThat(wakeIds()).containsExactly("e" + round);
            blocked.forget("e" + round);
        }
    }

    @Test
    void news_of_volumes_wake_those_that_miss_volumes_and_nobody_else() {
        blocked.block(evaluation("e", Map.of()).build(), NEED);
        blocked.block(
                evaluation("v", Map.of())
                        .jobId("another")
                        .missingNonNodeResources(List.of("vol"))
                        .build(),
                NEED);
        blocked.volumesChanged(13);
        assertThat(wakeIds()).containsExactly("v");
    }

    @Test
    void those_that_others_were_faster_than_are_tried_again_by_the_clock() {
        blocked.block(
                evaluation("e", Map.of())
                        .triggeredBy(Triggers.MAX_PLAN_ATTEMPTS)
                        .build(),
                NEED);
        blocked.block(evaluation("f", Map.of()).build(), NEED);
        assertThat(blocked.wakeConflicted(10)).extracting(Evaluation::id).containsExactly("e");
        assertThat(blocked.size()).isEqualTo(1);
    }

    @Test
    void one_freed_node_wakes_a_few_of_a_hundred_thousand() {
        for (int number = 0; number < 100_000; number++) {
            blocked.block(evaluation("e" + number, Map.of()).createIndex(number).build(), NEED);
        }
        rooms.put("n", new Resources(1_000, 640, 0));
        blocked.capacityChanged("n", "small", 11);
        List<String> woken = new ArrayList<>();
        List<String> wave = wakeAll();
        while (!wave.isEmpty()) {
            woken.addAll(wave);
            long left = 1_000 - 100L * woken.size();
            rooms.put("n", new Resources(left, left, 0));
            wave.forEach(blocked::forget);
            wave = wakeAll();
        }
        assertThat(woken).hasSize(10).startsWith("e0", "e1");
        assertThat(blocked.size()).isEqualTo(99_990);
    }

    /** Until nothing more comes without an answer. */
    private List<String> wakeAll() {
        List<String> woken = new ArrayList<>();
        for (int call = 0; call < 200; call++) {
            woken.addAll(wakeIds());
        }
        return woken;
    }

    @Test
    void nobody_starves_behind_those_that_never_fit_however_often_the_node_has_news() {
        int many = 3_000;
        for (int number = 0; number < many; number++) {
            blocked.block(evaluation("e" + number, Map.of()).createIndex(number).build(), NEED);
        }
        long index = 11;
        Set<String> asked = new HashSet<>();
        Deque<Evaluation> working = new ArrayDeque<>();
        int most = 0;
        for (int round = 0; round < many && asked.size() < many; round++) {
            free("n", "small", ++index, 1_000);
            working.addAll(wake());
            most = Math.max(most, working.size());
            long seen = index;
            working.forEach(it -> {
                asked.add(it.id());
                blocked.block(EvaluationBuilder.builder(it).snapshotIndex(seen).build(), NEED);
            });
            working.clear();
        }
        assertThat(asked).hasSize(many);
        assertThat(most).isLessThanOrEqualTo(2 * BlockedEvaluations.WAVE_LIMIT);
    }
}
