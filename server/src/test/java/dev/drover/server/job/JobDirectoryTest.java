package dev.drover.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.PeriodicConfigBuilder;
import dev.drover.server.TestCluster;
import dev.drover.server.log.Applied;
import dev.drover.state.JobId;
import dev.drover.state.State;
import dev.drover.state.StateMachine;
import dev.drover.state.command.Command;
import dev.drover.state.command.JobCommand;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobDirectoryTest {
    private final JobDirectory directory = new JobDirectory();
    private State state = State.initial();

    private void apply(Command command) {
        State before = state;
        state = StateMachine.apply(before, before.index() + 1, command);
        directory.applied(new Applied(before, state, command));
    }

    private void register(Job job) {
        Job canonical = JobBuilder.builder(job).namespace("default").build();
        apply(new JobCommand.Register(canonical, Optional.empty(), Optional.empty()));
    }

    private void stop(String id) {
        apply(new JobCommand.Deregister(new JobId("default", id), false, Instant.EPOCH, Optional.empty()));
    }

    @Test
    void jobs_of_every_node_are_known_while_they_run() {
        register(TestCluster.job("web", "service", 1, 10));
        register(TestCluster.job("logs", "system", 1, 10));
        assertThat(directory.everywhere()).containsExactly(new JobId("default", "logs"));
        stop("logs");
        assertThat(directory.everywhere()).isEmpty();
    }

    @Test
    void periodic_jobs_are_known_until_they_are_stopped() {
        Job periodic = JobBuilder.builder(TestCluster.job("nightly", "batch", 1, 10))
                .periodic(PeriodicConfigBuilder.builder()
                        .enabled(true)
                        .spec("@daily")
                        .specType("cron")
                        .build())
                .build();
        register(periodic);
        assertThat(directory.periodic()).containsExactly(new JobId("default", "nightly"));
        stop("nightly");
        assertThat(directory.periodic()).isEmpty();
    }

    @Test
    void a_dispatched_child_is_found_by_its_token_and_after_a_snapshot_too() {
        Job child = JobBuilder.builder(TestCluster.job("work/dispatch-1", "batch", 1, 10))
                .parentId("work")
                .dispatched(true)
                .dispatchIdempotencyToken("t")
                .build();
        register(child);
        JobId parent = new JobId("default", "work");
        assertThat(directory.dispatched(parent, "t")).contains(new JobId("default", child.id()));
        assertThat(directory.dispatched(parent, "u")).isEmpty();
        JobDirectory fresh = new JobDirectory();
        fresh.restored(state);
        assertThat(fresh.dispatched(parent, "t")).contains(new JobId("default", child.id()));
        fresh.restored(State.initial());
        assertThat(fresh.dispatched(parent, "t")).isEmpty();
    }
}
