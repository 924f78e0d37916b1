package dev.drover.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.eval.EvaluationStatus;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.ParameterizedJobConfig;
import dev.drover.state.command.AllocationCommand;
import dev.drover.state.command.Command;
import dev.drover.state.command.EvaluationCommand;
import dev.drover.state.command.JobCommand;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobChangesTest {
    private static final JobId WEB = Samples.id("web");

    private static Command report(String allocation, ClientStatus status) {
        return new AllocationCommand.UpdateFromClient(
                List.of(AllocationBuilder.builder()
                        .id(allocation)
                        .clientStatus(status)
                        .build()),
                Samples.NOW,
                List.of());
    }

    private static String status(State state) {
        return state.job(WEB).orElseThrow().status();
    }

    @Test
    void the_first_registration_is_version_zero() {
        State state = Samples.after(Samples.register(Samples.job("web", 1)));
        Job job = state.job(WEB).orElseThrow();
        assertThat(job.version()).isZero();
        assertThat(job.createIndex()).isEqualTo(1);
        assertThat(job.jobModifyIndex()).isEqualTo(1);
        assertThat(job.status()).isEqualTo("pending");
    }

    @Test
    void a_changed_specification_makes_a_new_version() {
        State state = Samples.after(Samples.register(Samples.job("web", 1)), Samples.register(Samples.job("web", 2)));
        assertThat(state.job(WEB).orElseThrow().version()).isEqualTo(1);
        assertThat(state.job(WEB).orElseThrow().createIndex()).isEqualTo(1);
        assertThat(state.jobVersions(WEB)).extracting(Job::version).containsExactly(1L, 0L);
    }

    @Test
    void registering_the_same_again_changes_nothing() {
        State state = Samples.after(
                Samples.register(Samples.job("web", 1)),
                Samples.register(
                        JobBuilder.builder(Samples.job("web", 1)).submitTime(77).build()));
        assertThat(state.job(WEB).orElseThrow().version()).isZero();
        assertThat(state.job(WEB).orElseThrow().modifyIndex()).isEqualTo(1);
    }

    @Test
    void six_versions_and_the_newest_stable_one_are_kept() {
        State state = Samples.after(Samples.register(Samples.job("web", 1)), new JobCommand.SetStable(WEB, 0, true));
        for (int count = 2; count <= 10; count++) {
            state = StateMachine.apply(state, state.index() + 1, Samples.register(Samples.job("web", count)));
        }
        assertThat(state.jobVersions(WEB)).extracting(Job::version).containsExactly(9L, 8L, 7L, 6L, 5L, 4L, 0L);
    }

    @Test
    void a_job_runs_while_an_allocation_lives_and_is_dead_afterwards() {
        Job job = Samples.job("web", 1);
        State placed =
                Samples.after(Samples.register(job), Samples.place(job, Samples.allocation("a", "web", "n1", 8080)));
        assertThat(status(placed)).isEqualTo("running");
        State over = StateMachine.apply(placed, 9, report("a", ClientStatus.COMPLETE));
        assertThat(status(over)).isEqualTo("dead");
    }

    @Test
    void a_job_is_pending_while_an_evaluation_is_open() {
        State open = Samples.after(
                Samples.register(Samples.job("web", 1)),
                new EvaluationCommand.Upsert(List.of(Samples.evaluation("e", "web", EvaluationStatus.BLOCKED))));
        assertThat(status(open)).isEqualTo("pending");
        State done = StateMachine.apply(
                open,
                9,
                new EvaluationCommand.Upsert(List.of(Samples.evaluation("e", "web", EvaluationStatus.COMPLETE))));
        assertThat(status(done)).isEqualTo("dead");
    }

    @Test
    void an_evaluation_that_is_deleted_is_gone_from_its_job_whatever_became_of_it() {
        State open = Samples.after(
                Samples.register(Samples.job("web", 1)),
                new EvaluationCommand.Upsert(List.of(Samples.evaluation("e", "web", EvaluationStatus.PENDING))));

        State without = StateMachine.apply(open, 9, new EvaluationCommand.Delete(List.of("e", "unknown")));

        assertThat(without.evaluation("e")).isEmpty();
        assertThat(without.evaluationsOfJob(WEB)).isEmpty();
    }

    @Test
    void a_parameterized_job_runs_until_it_is_stopped() {
        Job parent = JobBuilder.builder(Samples.job("web", "batch", 1))
                .parameterizedJob(new ParameterizedJobConfig("optional", List.of(), List.of()))
                .build();
        State state = Samples.after(Samples.register(parent));
        assertThat(status(state)).isEqualTo("running");
        State stopped =
                StateMachine.apply(state, 2, new JobCommand.Deregister(WEB, false, Samples.NOW, Optional.empty()));
        assertThat(status(stopped)).isEqualTo("dead");
        assertThat(stopped.job(WEB).orElseThrow().stop()).isTrue();
    }

    @Test
    void a_parent_counts_its_children() {
        Job parent = JobBuilder.builder(Samples.job("web", "batch", 1))
                .parameterizedJob(new ParameterizedJobConfig("optional", List.of(), List.of()))
                .build();
        Job child = JobBuilder.builder(Samples.job("web/dispatch-1-a", "batch", 1))
                .parentId("web")
                .dispatched(true)
                .build();
        State state = Samples.after(
                Samples.register(parent),
                Samples.register(child),
                Samples.place(child, Samples.allocation("a", child.id(), "n1", 1)));
        assertThat(state.children(WEB)).extracting(Job::id).containsExactly(child.id());
        assertThat(state.summary(WEB).orElseThrow().children())
                .satisfies(children -> assertThat(children.running()).isEqualTo(1));
        State over = StateMachine.apply(state, 9, report("a", ClientStatus.COMPLETE));
        assertThat(over.summary(WEB).orElseThrow().children())
                .satisfies(children -> assertThat(children.dead()).isEqualTo(1))
                .satisfies(children -> assertThat(children.running()).isZero());
    }

    @Test
    void purging_takes_the_job_out_with_versions_and_summary() {
        State state = Samples.after(
                Samples.register(Samples.job("web", 1)),
                new JobCommand.Deregister(WEB, true, Samples.NOW, Optional.empty()));
        assertThat(state.job(WEB)).isEmpty();
        assertThat(state.jobVersions(WEB)).isEmpty();
        assertThat(state.summary(WEB)).isEmpty();
    }

    @Test
    void jobs_are_found_by_prefix_within_their_namespace() {
        State state = Samples.after(
                Samples.register(Samples.job("web", 1)),
                Samples.register(Samples.job("web-2", 1)),
                Samples.register(Samples.job("api", 1)),
                Samples.register(JobBuilder.builder(Samples.job("web", 1))
                        .namespace("default2")
                        .build()));
        assertThat(state.jobsByPrefix("default", "web")).extracting(Job::id).containsExactly("web", "web-2");
        assertThat(state.jobs("default")).hasSize(3);
        assertThat(state.jobs("default2")).hasSize(1);
    }
}
