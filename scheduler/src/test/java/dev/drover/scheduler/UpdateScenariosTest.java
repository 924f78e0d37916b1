package dev.drover.scheduler;

import static dev.drover.scheduler.JobFiles.command;
import static dev.drover.scheduler.JobFiles.constraint;
import static dev.drover.scheduler.JobFiles.dynamicPorts;
import static dev.drover.scheduler.JobFiles.resources;
import static dev.drover.scheduler.JobFiles.seconds;
import static dev.drover.scheduler.JobFiles.service;
import static dev.drover.scheduler.JobFiles.task;
import static dev.drover.scheduler.JobFiles.update;
import static dev.drover.scheduler.JobFiles.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.eval.DesiredUpdates;
import dev.drover.model.job.Affinity;
import dev.drover.model.job.DisconnectStrategy;
import dev.drover.model.job.EphemeralDisk;
import dev.drover.model.job.Job;
import dev.drover.model.job.LogConfig;
import dev.drover.model.job.MigrateStrategy;
import dev.drover.model.job.RestartPolicy;
import dev.drover.model.job.Spread;
import dev.drover.model.job.TaskBuilder;
import dev.drover.model.job.TaskGroupBuilder;
import dev.drover.model.service.ServiceBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which changes of a job its allocations can follow, and which replace them. */
final class UpdateScenariosTest {
    private final Cluster cluster = new Cluster();

    @BeforeEach
    void oneNode() {
        cluster.node("n1");
    }

    private DesiredUpdates changed(Job after) {
        cluster.run(service("web", 1));
        cluster.reportAll("web", ClientStatus.RUNNING);
        return cluster.desired(cluster.run(after), "g");
    }

    private void replacesGroup(UnaryOperator<TaskGroupBuilder> change) {
        assertThat(changed(service("web", 1, change)).destructiveUpdate()).isEqualTo(1);
    }

    private void keepsGroup(UnaryOperator<TaskGroupBuilder> change) {
        DesiredUpdates desired = changed(service("web", 1, change));
        assertThat(desired.inPlaceUpdate()).isEqualTo(1);
        assertThat(desired.destructiveUpdate()).isZero();
        assertThat(Objects.requireNonNull(cluster.only("web").job()).version()).isEqualTo(1);
    }

    private void replacesTask(UnaryOperator<TaskBuilder> change) {
        replacesGroup(g -> g.tasks(List.of(task(change))));
    }

    private void keepsTask(UnaryOperator<TaskBuilder> change) {
        keepsGroup(g -> g.tasks(List.of(task(change))));
    }

    @Test
    void another_driver_replaces() {
        cluster.node("n2", b -> b.drivers(Map.of("raw_exec", Machines.driver(true), "exec", Machines.driver(true))));
        replacesTask(t -> t.driver("exec"));
    }

    @Test
    void another_user_replaces() {
        replacesTask(t -> t.user("nobody"));
    }

    @Test
    void another_config_replaces() {
        replacesTask(t -> t.config(Map.of("command", "/bin/other")));
    }

    @Test
    void another_environment_replaces() {
        replacesTask(t -> t.env(Map.of("LEVEL", "debug")));
    }

    @Test
    void other_meta_replaces() {
        replacesTask(t -> t.meta(Map.of("team", "a")));
    }

    @Test
    void meta_of_the_group_replaces_too() {
        replacesGroup(g -> g.meta(Map.of("team", "a")));
    }

    @Test
    void meta_of_the_job_replaces_too() {
        assertThat(changed(with(service("web", 1), j -> j.meta(Map.of("team", "a"))))
                        .destructiveUpdate())
                .isEqualTo(1);
    }

    @Test
    void more_cpu_replaces() {
        replacesTask(t -> t.resources(resources(600, 256)));
    }

    @Test
    void less_memory_replaces() {
        replacesTask(t -> t.resources(resources(500, 128)));
    }

    @Test
    void another_task_replaces() {
        replacesGroup(g -> g.tasks(List.of(task(t -> t), task(t -> t.name("side")))));
    }

    @Test
    void a_bigger_disk_replaces() {
        replacesGroup(g -> g.ephemeralDisk(new EphemeralDisk(false, false, 500)));
    }

    @Test
    void a_network_replaces() {
        replacesGroup(g -> g.networks(List.of(dynamicPorts("http"))));
    }

    @Test
    void logs_that_are_turned_off_replace() {
        replacesTask(t -> t.logConfig(new LogConfig(10, 10, null, true)));
    }

    @Test
    void templates_that_render_at_each_restart_replace() {
        replacesTask(t -> t.restartPolicy(new RestartPolicy(seconds(60), 1, seconds(5), "fail", true)));
    }

    @Test
    void another_leader_replaces() {
        replacesTask(t -> t.leader(true));
    }

    @Test
    void an_affinity_of_the_job_replaces() {
        Affinity affinity = new Affinity("${node.class}", "fast", "=", 50);
        assertThat(changed(with(service("web", 1), j -> j.affinities(List.of(affinity))))
                        .destructiveUpdate())
                .isEqualTo(1);
    }

    @Test
    void a_spread_of_the_group_replaces() {
        replacesGroup(g -> g.spreads(List.of(new Spread("${node.datacenter}", 50, List.of()))));
    }

    @Test
    void another_kill_timeout_is_followed() {
        keepsTask(t -> t.killTimeout(seconds(20)));
    }

    @Test
    void another_kill_signal_is_followed() {
        keepsTask(t -> t.killSignal("SIGINT"));
    }

    @Test
    void another_shutdown_delay_is_followed() {
        keepsTask(t -> t.shutdownDelay(seconds(3)));
    }

    @Test
    void more_log_files_are_followed() {
        keepsTask(t -> t.logConfig(new LogConfig(20, 10, null, false)));
    }

    @Test
    void a_service_is_followed() {
        keepsTask(t -> t.services(List.of(ServiceBuilder.builder().name("web").build())));
    }

    @Test
    void a_service_of_the_group_is_followed() {
        keepsGroup(g -> g.services(List.of(ServiceBuilder.builder().name("web").build())));
    }

    @Test
    void a_restart_policy_is_followed() {
        keepsGroup(g -> g.restartPolicy(new RestartPolicy(seconds(60), 1, seconds(5), "fail", false)));
    }

    @Test
    void a_reschedule_policy_is_followed() {
        keepsGroup(g -> g.reschedulePolicy(JobFiles.BATCH_POLICY));
    }

    @Test
    void an_update_block_is_followed() {
        keepsGroup(g -> g.update(update(1, 0)));
    }

    @Test
    void a_migrate_block_is_followed() {
        keepsGroup(g -> g.migrate(new MigrateStrategy(2, "checks", seconds(5), Duration.ofMinutes(1))));
    }

    @Test
    void a_disconnect_block_is_followed() {
        keepsGroup(g -> g.disconnect(new DisconnectStrategy(Duration.ofMinutes(1), null, true, "best_score")));
    }

    @Test
    void another_priority_is_followed() {
        assertThat(changed(with(service("web", 1), j -> j.priority(80))).inPlaceUpdate())
                .isEqualTo(1);
    }

    @Test
    void a_constraint_that_the_node_meets_is_followed() {
        keepsGroup(g -> g.constraints(List.of(constraint("${attr.kernel.name}", "=", "linux"))));
    }

    @Test
    void a_constraint_that_the_node_does_not_meet_replaces() {
        cluster.run(service("web", 1));
        cluster.node("n2", b -> b.attributes(Map.of("kernel.name", "plan9")));
        cluster.run(service("web", 1, g -> g.constraints(List.of(constraint("${attr.kernel.name}", "=", "plan9")))));
        assertThat(cluster.only("web").nodeId()).isEqualTo("n2");
    }

    @Test
    void datacenters_that_leave_out_the_node_replace() {
        cluster.run(service("web", 1));
        cluster.node("n2", b -> b.datacenter("dc2"));
        cluster.run(with(service("web", 1), j -> j.datacenters(List.of("dc2"))));
        assertThat(cluster.only("web").nodeId()).isEqualTo("n2");
    }

    @Test
    void another_node_pool_replaces() {
        cluster.run(service("web", 1));
        cluster.node("n2", b -> b.nodePool("gpu"));
        cluster.run(with(service("web", 1), j -> j.nodePool("gpu")));
        assertThat(cluster.only("web").nodeId()).isEqualTo("n2");
    }

    @Test
    void a_full_node_keeps_what_changes_in_place() {
        cluster.run(service("web", 1, JobFiles.asking(4000, 8000)));
        Allocation before = cluster.only("web");
        cluster.run(with(service("web", 1, JobFiles.asking(4000, 8000)), j -> j.priority(70)));
        assertThat(cluster.only("web").id()).isEqualTo(before.id());
    }

    @Test
    void an_allocation_keeps_its_resources_and_metrics_when_it_changes_in_place() {
        cluster.run(service("web", 1));
        Allocation before = cluster.only("web");
        cluster.run(with(service("web", 1), j -> j.priority(70)));
        assertThat(cluster.only("web").allocatedResources()).isEqualTo(before.allocatedResources());
        assertThat(cluster.only("web").metrics()).isEqualTo(before.metrics());
        assertThat(cluster.only("web").createIndex()).isEqualTo(before.createIndex());
    }

    @Test
    void an_ineligible_node_does_not_keep_allocations_from_changing_in_place() {
        cluster.run(service("web", 1));
        Allocation before = cluster.only("web");
        cluster.ineligible("n1");
        cluster.run(with(service("web", 1), j -> j.priority(70)));
        assertThat(cluster.only("web").id()).isEqualTo(before.id());
    }

    @Test
    void going_back_to_an_older_version_replaces_what_the_newer_one_placed() {
        cluster.run(service("web", 2));
        cluster.run(service("web", 2, command("/bin/other")));
        DesiredUpdates desired = cluster.desired(cluster.run(service("web", 2)), "g");
        assertThat(desired.destructiveUpdate()).isEqualTo(2);
        assertThat(cluster.live("web"))
                .allMatch(a -> Objects.requireNonNull(a.job()).version() == 2);
    }

    @Test
    void what_still_runs_the_older_version_only_changes_its_number_when_a_job_goes_back() {
        cluster.run(service("web", 3, g -> g.update(update(1, 0))));
        cluster.settle("web");
        cluster.run(service("web", 3, g -> command("/bin/bad").apply(g).update(update(1, 0))));
        DesiredUpdates desired = cluster.desired(cluster.run(service("web", 3, g -> g.update(update(1, 0)))), "g");
        assertThat(desired.inPlaceUpdate()).isEqualTo(2);
        assertThat(desired.destructiveUpdate()).isEqualTo(1);
    }

    @Test
    void several_versions_at_once_all_end_up_on_the_newest() {
        cluster.run(service("web", 3, g -> g.update(update(1, 0))));
        cluster.settle("web");
        for (int number = 1; number <= 3; number++) {
            String path = "/bin/v" + number;
            cluster.run(service("web", 3, g -> command(path).apply(g).update(update(1, 0))));
            cluster.allHealthy("web");
        }
        cluster.settle("web");
        assertThat(cluster.live("web"))
                .hasSize(3)
                .allMatch(a -> Objects.requireNonNull(a.job()).version() == 3);
    }

    @Test
    void a_change_of_count_and_command_at_once_does_both() {
        cluster.run(service("web", 4));
        cluster.run(service("web", 2, command("/bin/other")));
        assertThat(cluster.names("web")).containsExactly("web.g[0]", "web.g[1]");
        assertThat(cluster.live("web"))
                .allMatch(a -> Objects.requireNonNull(a.job()).version() == 1);
    }

    @Test
    void a_group_that_is_renamed_is_another_group() {
        cluster.run(service("web", 1));
        cluster.run(service("web", 1, g -> g.name("h")));
        assertThat(cluster.names("web")).containsExactly("web.h[0]");
    }

    @Test
    void a_job_that_changes_its_type_replaces_its_allocations() {
        cluster.run(service("web", 1));
        cluster.run(JobFiles.job("web", "batch", JobFiles.group(1)));
        assertThat(Objects.requireNonNull(cluster.only("web").job()).type()).isEqualTo("batch");
    }

    @Test
    void a_job_that_was_purged_and_comes_again_starts_anew() {
        cluster.run(service("web", 1));
        String first = cluster.only("web").id();
        cluster.purgeJob("web");
        cluster.evaluate("web");
        cluster.run(service("web", 1));
        assertThat(cluster.only("web").id()).isNotEqualTo(first);
        assertThat(cluster.only("web").name()).isEqualTo("web.g[0]");
    }

    @Test
    void a_job_that_was_stopped_and_comes_again_is_placed_again() {
        cluster.run(service("web", 2));
        cluster.stopJob("web");
        cluster.evaluate("web");
        cluster.run(service("web", 2));
        assertThat(cluster.names("web")).containsExactly("web.g[0]", "web.g[1]");
    }
}
