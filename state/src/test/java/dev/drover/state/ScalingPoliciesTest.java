package dev.drover.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.ScalingPolicy;
import dev.drover.model.job.ScalingPolicyBuilder;
import dev.drover.model.job.TaskGroupBuilder;
import dev.drover.state.command.JobCommand;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScalingPoliciesTest {
    private static final JobId WEB = Samples.id("web");

    private static Job job(int count, long max) {
        ScalingPolicy policy = ScalingPolicyBuilder.builder()
                .min(1L)
                .max(max)
                .enabled(true)
                .type("horizontal")
                .target(Map.of("Namespace", "default", "Job", "web", "Group", "web"))
                .build();
        Job job = Samples.job("web", count);
        return JobBuilder.builder(job)
                .taskGroups(List.of(TaskGroupBuilder.builder(job.taskGroups().getFirst())
                        .scaling(policy)
                        .build()))
                .build();
    }

    private static ScalingPolicy only(State state) {
        assertThat(state.scalingPolicies()).hasSize(1);
        ScalingPolicy policy = state.scalingPolicies().iterator().next();
        assertThat(state.scalingPolicy(policy.id())).contains(policy);
        return policy;
    }

    @Test
    void a_scaling_block_becomes_a_policy_with_an_id_of_its_own() {
        ScalingPolicy policy = only(Samples.after(Samples.register(job(1, 5))));
        assertThat(policy.id()).hasSize(36);
        assertThat(policy.createIndex()).isEqualTo(1);
        assertThat(policy.max()).isEqualTo(5);
    }

    @Test
    void a_policy_changes_with_its_block_and_not_with_the_count() {
        State first = Samples.after(Samples.register(job(1, 5)));
        State counted = StateMachine.apply(first, 2, Samples.register(job(3, 5)));
        assertThat(only(counted)).isEqualTo(only(first));
        assertThat(counted.index(Table.SCALING_POLICIES)).isEqualTo(1);
        ScalingPolicy raised = only(StateMachine.apply(counted, 3, Samples.register(job(3, 9))));
        assertThat(raised.id()).isEqualTo(only(first).id());
        assertThat(raised.createIndex()).isEqualTo(1);
        assertThat(raised.modifyIndex()).isEqualTo(3);
    }

    @Test
    void policies_go_with_their_block_and_with_their_job() {
        State state = Samples.after(Samples.register(job(1, 5)));
        assertThat(StateMachine.apply(state, 2, Samples.register(Samples.job("web", 1)))
                        .scalingPolicies())
                .isEmpty();
        for (boolean purge : List.of(true, false)) {
            State stopped =
                    StateMachine.apply(state, 2, new JobCommand.Deregister(WEB, purge, Samples.NOW, Optional.empty()));
            assertThat(stopped.scalingPolicies()).isEmpty();
            assertThat(stopped.index(Table.SCALING_POLICIES)).isEqualTo(2);
        }
    }
}
