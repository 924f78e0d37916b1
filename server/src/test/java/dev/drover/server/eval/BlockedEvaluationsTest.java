package dev.drover.server.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BlockedEvaluationsTest {
    private final BlockedEvaluations blocked = new BlockedEvaluations();

    private static Evaluation evaluation(String id, String job, Map<String, Boolean> classes) {
        return EvaluationBuilder.builder()
                .id(id)
                .namespace("default")
                .jobId(job)
                .type("service")
                .classEligibility(classes)
                .snapshotIndex(10)
                .build();
    }

    @Test
    void room_on_a_class_that_cannot_run_it_wakes_nobody() {
        blocked.block(evaluation("e", "a", Map.of("small", false)));
        assertThat(blocked.capacityChanged("n", "small", 11)).isEmpty();
        assertThat(blocked.capacityChanged("n", "unknown", 12))
                .extracting(Evaluation::id)
                .containsExactly("e");
        assertThat(blocked.size()).isZero();
    }

    @Test
    void room_that_came_free_meanwhile_is_not_missed() {
        assertThat(blocked.capacityChanged("n", "small", 11)).isEmpty();
        assertThat(blocked.block(evaluation("e", "a", Map.of("small", true))).retryNow())
                .isTrue();
        assertThat(blocked.block(evaluation("f", "b", Map.of("small", false))).retryNow())
                .isFalse();
    }

    @Test
    void of_a_job_only_the_newest_waits() {
        blocked.block(evaluation("old", "a", Map.of()));
        assertThat(blocked.block(evaluation("new", "a", Map.of())).duplicate())
                .hasValueSatisfying(it -> assertThat(it.id()).isEqualTo("old"));
        assertThat(blocked.size()).isEqualTo(1);
    }
}
