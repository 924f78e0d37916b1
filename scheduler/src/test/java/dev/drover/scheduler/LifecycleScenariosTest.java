package dev.drover.scheduler;

import static dev.drover.scheduler.JobFiles.batch;
import static dev.drover.scheduler.JobFiles.command;
import static dev.drover.scheduler.JobFiles.service;
import static dev.drover.scheduler.JobFiles.sysbatch;
import static dev.drover.scheduler.JobFiles.system;
import static dev.drover.scheduler.RolloutKit.assertQuiet;
import static dev.drover.scheduler.RolloutKit.deployed;
import static dev.drover.scheduler.RolloutKit.ofVersion;
import static dev.drover.scheduler.RolloutKit.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredStatus;
import dev.drover.model.deployment.DeploymentStatus;
import dev.drover.model.job.Job;
import dev.drover.model.node.NodeStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The life of a job: registered, changed, reverted, stopped, started again, purged. */
final class LifecycleScenariosTest {
    private final Cluster cluster = new Cluster().nodes(4);

    static Stream<Job> everyType() {
        return Stream.of(service("job", 2), batch("job", 2), system("job"), sysbatch("job"));
    }

    @ParameterizedTest
    @MethodSource("everyType")
    void a_job_of_any_type_is_placed_once_and_then_left_alone(Job job) {
        cluster.run(job);
        int placed = cluster.live("job").size();
        assertThat(placed).isEqualTo(job.type().startsWith("sys") ? 4 : 2);
        assertQuiet(cluster, "job");
        cluster.reportAll("job", ClientStatus.RUNNING);
        assertQuiet(cluster, "job");
    }

    @ParameterizedTest
    @MethodSource("everyType")
    void registering_the_same_again_keeps_the_version_and_changes_nothing(Job job) {
        cluster.run(job);
        cluster.register(job);
        assertThat(cluster.job("job").version()).isZero();
        assertQuiet(cluster, "job");
    }

    @ParameterizedTest
    @MethodSource("everyType")
    void stopping_a_job_of_any_type_ends_all_that_lives(Job job) {
        cluster.run(job);
        cluster.reportAll("job", ClientStatus.RUNNING);
        cluster.stopJob("job");
        Outcome.Planned planned = cluster.evaluate("job");
        assertThat(cluster.live("job")).isEmpty();
        assertThat(planned.plan().stops())
                .allMatch(stop -> stop.description().equals("alloc not needed as job is stopped"));
        assertThat(planned.queued()).isEmpty();
        assertQuiet(cluster, "job");
    }

    @ParameterizedTest
    @MethodSource("everyType")
    void purging_a_job_of_any_type_ends_all_that_lives(Job job) {
        cluster.run(job);
        cluster.reportAll("job", ClientStatus.RUNNING);
        cluster.purgeJob("job");
        cluster.evaluate("job");
        assertThat(cluster.live("job")).isEmpty();
        assertThat(cluster.plan("job").plan().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("everyType")
    void a_job_that_is_stopped_before_it_was_placed_places_nothing(Job job) {
        cluster.register(job);
        cluster.stopJob("job");
        Outcome.Planned planned = cluster.evaluate("job");
        assertThat(planned.plan().isEmpty()).isTrue();
        assertThat(planned.blocked()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everyType")
    void a_stopped_job_that_is_registered_again_runs_again(Job job) {
        cluster.run(job);
        int before = cluster.live("job").size();
        cluster.stopJob("job");
        cluster.evaluate("job");
        cluster.all("job").forEach(a -> cluster.report(a, ClientStatus.COMPLETE));
        cluster.run(job);
        assertThat(cluster.live("job")).hasSize(before);
    }

    @Test
    void a_stopped_job_waits_for_no_room() {
        cluster.register(service("job", 1, JobFiles.asking(9_000, 10)));
        assertThat(cluster.plan("job").blocked()).isPresent();
        cluster.stopJob("job");
        assertThat(cluster.plan("job").blocked()).isEmpty();
        assertThat(cluster.plan("job").failedGroups()).isEmpty();
    }

    @Test
    void a_stopped_job_does_not_reschedule_what_failed() {
        cluster.run(service("job", 1));
        cluster.report(cluster.only("job"), ClientStatus.FAILED);
        cluster.stopJob("job");
        Outcome.Planned planned = cluster.evaluate("job");
        assertThat(planned.followUps()).isEmpty();
        assertThat(planned.plan().placements()).isEmpty();
    }

    @Test
    void a_stopped_job_does_not_move_what_should_leave() {
        cluster.run(service("job", 1));
        cluster.migrate(cluster.only("job"));
        cluster.stopJob("job");
        Outcome.Planned planned = cluster.evaluate("job");
        assertThat(planned.plan().placements()).isEmpty();
        assertThat(planned.plan().stops()).hasSize(1);
    }

    @Test
    void stopping_in_the_middle_of_a_trial_ends_both_versions_and_the_deployment() {
        deployed(cluster, version(0, 3, 1, 1));
        cluster.run(version(1, 3, 1, 1));
        cluster.stopJob("web");
        cluster.evaluate("web");
        assertThat(cluster.live("web")).isEmpty();
        assertThat(cluster.deployment("web").status()).isEqualTo(DeploymentStatus.CANCELLED);
        assertThat(cluster.deployment("web").statusDescription()).isEqualTo("Cancelled because job is stopped");
    }

    @Test
    void a_purged_job_that_comes_back_is_another_job_from_version_zero() {
        deployed(cluster, version(0, 2, 1, 0));
        cluster.run(version(1, 2, 1, 0));
        cluster.purgeJob("web");
        cluster.evaluate("web");
        cluster.all("web").forEach(a -> cluster.report(a, ClientStatus.COMPLETE));
        cluster.run(version(1, 2, 1, 0));
        assertThat(cluster.job("web").version()).isZero();
        assertThat(cluster.live("web"))
                .hasSize(2)
                .allMatch(a -> Objects.requireNonNull(a.job()).createIndex()
                        == cluster.job("web").createIndex());
        assertThat(cluster.deployment("web").jobCreateIndex())
                .isEqualTo(cluster.job("web").createIndex());
    }

    @Test
    void a_job_purged_and_registered_before_anybody_looked_replaces_what_still_runs() {
        cluster.run(service("job", 2));
        List<Allocation> older = cluster.live("job");
        cluster.purgeJob("job");
        cluster.run(service("job", 2, command("/bin/other")));
        assertThat(cluster.live("job")).hasSize(2).doesNotContainAnyElementsOf(older);
        assertThat(cluster.names("job")).containsExactly("job.g[0]", "job.g[1]");
        assertThat(older).allMatch(a -> cluster.allocation(a.id()).desiredStatus() == DesiredStatus.STOP);
    }

    @Test
    void batch_work_of_a_purged_job_is_done_again_when_the_job_comes_back() {
        cluster.run(batch("job", 2));
        cluster.reportAll("job", ClientStatus.COMPLETE);
        assertQuiet(cluster, "job");
        cluster.purgeJob("job");
        cluster.run(batch("job", 2));
        assertThat(cluster.live("job")).hasSize(2);
    }

    @Test
    void versions_rise_by_one_with_each_change_and_what_runs_follows() {
        for (int number = 0; number < 4; number++) {
            cluster.run(service("job", 2, command("/bin/v" + number)));
            assertThat(cluster.job("job").version()).isEqualTo(number);
            assertThat(ofVersion(cluster, "job", number)).hasSize(2);
        }
    }

    @Test
    void going_back_is_a_new_version_with_the_old_content() {
        deployed(cluster, version(0, 3, 1, 0));
        deployed(cluster, version(1, 3, 1, 0));
        deployed(cluster, version(0, 3, 1, 0));
        assertThat(cluster.job("web").version()).isEqualTo(2);
        assertThat(ofVersion(cluster, "web", 2)).hasSize(3);
        assertThat(cluster.deployment("web").status()).isEqualTo(DeploymentStatus.SUCCESSFUL);
    }

    @Test
    void a_successful_deployment_makes_its_version_stable_and_a_failed_one_does_not() {
        deployed(cluster, version(0, 2, 1, 0));
        assertThat(cluster.job("web").stable()).isTrue();
        cluster.run(version(1, 2, 1, 0));
        cluster.deploymentStatus("web", DeploymentStatus.FAILED);
        cluster.evaluate("web");
        assertThat(cluster.job("web").stable()).isFalse();
    }

    @Test
    void a_group_that_is_taken_out_and_comes_back_starts_from_name_zero() {
        Job two = JobFiles.job("job", "service", JobFiles.group(1), JobFiles.group(2, g -> g.name("h")));
        cluster.run(two);
        cluster.run(service("job", 1));
        assertThat(cluster.names("job")).containsExactly("job.g[0]");
        cluster.run(two);
        assertThat(cluster.names("job")).containsExactly("job.g[0]", "job.h[0]", "job.h[1]");
    }

    @Test
    void a_service_that_becomes_a_system_job_runs_on_every_node_instead() {
        cluster.run(service("job", 6));
        cluster.run(system("job"));
        assertThat(cluster.nodesOf("job")).hasSize(4);
        assertThat(cluster.live("job")).hasSize(4);
        cluster.reportAll("job", ClientStatus.RUNNING);
        assertQuiet(cluster, "job");
    }

    @Test
    void a_system_job_that_becomes_a_service_shrinks_to_its_count() {
        cluster.run(system("job"));
        cluster.run(service("job", 2));
        cluster.evaluate("job");
        assertThat(cluster.live("job")).hasSize(2);
        assertThat(cluster.names("job")).containsExactly("job.g[0]", "job.g[1]");
    }

    @Test
    void queued_work_is_told_for_every_group_of_every_type() {
        for (Job job : everyType().toList()) {
            Cluster none = new Cluster().node("n1", b -> b.nodeResources(Machines.resources(100, 100)));
            Outcome.Planned planned = none.run(job);
            assertThat(planned.queued())
                    .as(job.type())
                    .isEqualTo(Map.of("g", job.type().startsWith("sys") ? 1 : 2));
            assertThat(planned.failedGroups()).containsOnlyKeys("g");
            assertThat(planned.blocked()).isPresent();
        }
    }

    @Test
    void what_ended_stays_as_it_ended_when_its_node_goes_down() {
        cluster.run(batch("job", 1));
        Allocation done = cluster.only("job");
        cluster.report(done, ClientStatus.COMPLETE);
        cluster.nodeStatus(done.nodeId(), NodeStatus.DOWN);
        cluster.advance(Duration.ofDays(1));
        assertQuiet(cluster, "job");
        assertThat(cluster.allocation(done.id()).clientStatus()).isEqualTo(ClientStatus.COMPLETE);
    }
}
