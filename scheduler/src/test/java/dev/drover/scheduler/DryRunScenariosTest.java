package dev.drover.scheduler;

import static dev.drover.scheduler.JobFiles.command;
import static dev.drover.scheduler.JobFiles.group;
import static dev.drover.scheduler.JobFiles.job;
import static dev.drover.scheduler.JobFiles.service;
import static dev.drover.scheduler.JobFiles.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredStatus;
import dev.drover.model.alloc.DesiredTransition;
import dev.drover.model.eval.DesiredUpdates;
import dev.drover.model.eval.DesiredUpdatesBuilder;
import dev.drover.model.job.DisconnectStrategy;
import dev.drover.model.job.Job;
import dev.drover.model.node.NodeStatus;
import dev.drover.state.State;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plan says that would happen, and that the same happens when it is committed. */
final class DryRunScenariosTest {
    private final Cluster cluster = new Cluster().nodes(4);

    private static DesiredUpdates numbers(UnaryOperator<DesiredUpdatesBuilder> change) {
        return change.apply(DesiredUpdatesBuilder.builder()).build();
    }

    private DesiredUpdates desired(Outcome.Planned planned) {
        return cluster.desired(planned, "g");
    }

    private static DisconnectStrategy patient() {
        return new DisconnectStrategy(Duration.ofMinutes(5), null, true, "");
    }

    @Test
    void a_new_job_is_all_placement() {
        cluster.register(service("web", 3));
        assertThat(desired(cluster.plan("web"))).isEqualTo(numbers(d -> d.place(3)));
    }

    @Test
    void a_new_group_of_a_job_that_runs_is_placed_beside_the_ignored() {
        cluster.run(service("web", 2));
        cluster.register(job("web", "service", group(2), group(3, g -> g.name("h"))));
        Outcome.Planned planned = cluster.plan("web");
        assertThat(cluster.desired(planned, "h")).isEqualTo(numbers(d -> d.place(3)));
        assertThat(desired(planned)).isEqualTo(numbers(d -> d.inPlaceUpdate(2)));
    }

    @Test
    void a_canary_is_told_apart_from_other_placements() {
        RolloutKit.deployed(cluster, RolloutKit.version(0, 3, 1, 1));
        cluster.register(RolloutKit.version(1, 3, 1, 1));
        assertThat(desired(cluster.plan("web")))
                .isEqualTo(numbers(d -> d.canary(1).ignore(3)));
    }

    @Test
    void each_kind_of_change_is_counted_under_its_own_name() {
        cluster.run(service("web", 6, g -> g.disconnect(patient())));
        cluster.reportAll("web", ClientStatus.RUNNING);
        cluster.report(cluster.named("web", "web.g[0]"), ClientStatus.FAILED);
        cluster.advance(Duration.ofMinutes(1));
        cluster.report(cluster.named("web", "web.g[2]"), ClientStatus.FAILED);
        Allocation moving = cluster.named("web", "web.g[1]");
        cluster.migrate(moving);
        DesiredUpdates desired = desired(cluster.plan("web"));
        assertThat(desired)
                .isEqualTo(numbers(d -> d.rescheduleNow(1)
                        .place(1)
                        .stop(1)
                        .rescheduleLater(1)
                        .migrate(1)
                        .ignore(4)));
    }

    @Test
    void silence_and_return_are_counted() {
        Cluster one = new Cluster().node("n1");
        one.run(service("web", 2, g -> g.disconnect(patient())));
        one.reportAll("web", ClientStatus.RUNNING);
        one.nodeStatus("n1", NodeStatus.DISCONNECTED);
        one.node("n2");
        Outcome.Planned gone = one.evaluate("web");
        assertThat(one.desired(gone, "g"))
                .isEqualTo(numbers(d -> d.disconnect(2).place(2)));
        one.nodeStatus("n1", NodeStatus.READY);
        one.live("web").stream().filter(a -> a.nodeId().equals("n1")).forEach(one::resumes);
        Outcome.Planned back = one.evaluate("web");
        assertThat(one.desired(back, "g")).isEqualTo(numbers(d -> d.reconnect(2).stop(2)));
    }

    @Test
    void a_stopped_job_tells_what_stops_for_each_of_its_groups() {
        cluster.run(job("web", "service", group(2), group(1, g -> g.name("h"))));
        cluster.stopJob("web");
        Outcome.Planned planned = cluster.plan("web");
        assertThat(desired(planned)).isEqualTo(numbers(d -> d.stop(2)));
        assertThat(cluster.desired(planned, "h")).isEqualTo(numbers(d -> d.stop(1)));
        assertThat(planned.queued()).isEmpty();
    }

    @Test
    void planning_changes_nothing_and_says_the_same_each_time() {
        cluster.run(service("web", 3));
        cluster.register(service("web", 5, command("/bin/other")));
        State before = cluster.state();
        Outcome.Planned first = cluster.plan(cluster.evaluation("web"));
        Outcome.Planned second = cluster.plan(cluster.evaluation("web"));
        assertThat(cluster.state()).isSameAs(before);
        assertThat(second.plan().annotations()).isEqualTo(first.plan().annotations());
        assertThat(second.plan().placements())
                .extracting(Allocation::nodeId)
                .isEqualTo(first.plan().placements().stream()
                        .map(Allocation::nodeId)
                        .toList());
    }

    @Test
    void another_seed_changes_at_most_the_nodes() {
        cluster.register(service("web", 4));
        DesiredUpdates first = desired(cluster.plan("web"));
        List<String> names = names(cluster.plan("web"));
        for (long seed = 0; seed < 10; seed++) {
            cluster.seed(seed);
            assertThat(desired(cluster.plan("web"))).isEqualTo(first);
            assertThat(names(cluster.plan("web"))).isEqualTo(names);
        }
    }

    private static List<String> names(Outcome.Planned planned) {
        return planned.plan().placements().stream().map(Allocation::name).toList();
    }

    @Test
    void a_plan_names_its_evaluation_its_priority_and_the_state_that_it_saw() {
        cluster.register(JobFiles.with(service("web", 1), j -> j.allAtOnce(true)));
        var evaluation = cluster.evaluation("web");
        var plan = cluster.plan(evaluation).plan();
        assertThat(plan.evaluationId()).isEqualTo(evaluation.id());
        assertThat(plan.priority()).isEqualTo(50);
        assertThat(plan.allAtOnce()).isTrue();
        assertThat(plan.snapshotIndex()).isEqualTo(cluster.state().index());
        assertThat(plan.job()).isEqualTo(cluster.job("web"));
        assertThat(plan.placements()).allMatch(placed -> placed.job() == null);
    }

    @Test
    void what_stays_on_an_older_version_names_it_beside_the_plan() {
        RolloutKit.deployed(cluster, RolloutKit.version(0, 2, 1, 1));
        cluster.run(RolloutKit.version(1, 2, 1, 1));
        Allocation old = RolloutKit.ofVersion(cluster, "web", 0).getFirst();
        cluster.nodeStatus(old.nodeId(), NodeStatus.DOWN);
        var plan = cluster.plan("web").plan();
        assertThat(plan.placements())
                .filteredOn(placed -> placed.name().equals(old.name()) && placed.deploymentStatus() == null)
                .singleElement()
                .satisfies(placed -> assertThat(
                                Objects.requireNonNull(placed.job()).version())
                        .isZero());
    }

    /** Everything that was counted is found again as a difference between the state before and after. */
    private static DesiredUpdates difference(Map<String, Allocation> before, Cluster cluster) {
        DesiredUpdatesBuilder found = DesiredUpdatesBuilder.builder();
        long placed = 0;
        long stopped = 0;
        long changed = 0;
        for (Allocation after : cluster.all("web")) {
            Allocation known = before.get(after.id());
            if (known == null) {
                placed++;
            } else if (known.desiredStatus() == DesiredStatus.RUN && after.desiredStatus() != DesiredStatus.RUN) {
                stopped++;
            } else if (version(known) != version(after)) {
                changed++;
            }
        }
        return found.place(placed).stop(stopped).inPlaceUpdate(changed).build();
    }

    private static long version(Allocation allocation) {
        return Objects.requireNonNull(allocation.job()).version();
    }

    @ParameterizedTest
    @ValueSource(strings = {"service", "batch"})
    void in_any_history_the_numbers_of_a_plan_are_what_then_happens(String type) {
        Random random = new Random(type.length());
        for (int history = 0; history < 60; history++) {
            Cluster wide = new Cluster().nodes(6);
            for (int step = 0; step < 12; step++) {
                wide.register(any(type, random));
                disturb(wide, random);
                Map<String, Allocation> before = new HashMap<>();
                wide.all("web").forEach(a -> before.put(a.id(), a));
                DesiredUpdates told = wide.desired(wide.evaluate("web"), "g");
                DesiredUpdates found = difference(before, wide);
                assertThat(told.place() + told.migrate() + told.destructiveUpdate() + told.canary())
                        .as("placed in step %d of history %d", step, history)
                        .isEqualTo(found.place());
                assertThat(told.inPlaceUpdate()).isEqualTo(found.inPlaceUpdate());
                assertThat(told.stop() + told.migrate() + told.destructiveUpdate())
                        .isEqualTo(found.stop());
                assertThat(told.ignore()).isNotNegative();
                assertThat(told.ignore()
                                + told.stop()
                                + told.migrate()
                                + told.inPlaceUpdate()
                                + told.destructiveUpdate()
                                + told.disconnect()
                                + told.reconnect())
                        .isEqualTo(before.size());
            }
        }
    }

    private static Job any(String type, Random random) {
        int count = random.nextInt(6);
        String path = "/bin/v" + random.nextInt(2);
        int priority = 50 + random.nextInt(2);
        boolean rolled = random.nextBoolean();
        int parallel = 1 + random.nextInt(3);
        int canary = random.nextInt(2);
        return JobFiles.with(
                job("web", type, group(count, g -> {
                    if (rolled) {
                        g.update(update(parallel, canary));
                    }
                    return command(path).apply(g);
                })),
                j -> j.priority(priority));
    }

    private static void disturb(Cluster cluster, Random random) {
        for (Allocation live : cluster.live("web")) {
            switch (random.nextInt(8)) {
                case 0 -> cluster.report(live, ClientStatus.FAILED);
                case 1 -> cluster.report(live, ClientStatus.COMPLETE);
                case 2 -> cluster.transition(live, new DesiredTransition(true, null, null, null, null));
                default -> cluster.healthy(live, true);
            }
        }
        cluster.advance(Duration.ofSeconds(random.nextInt(60)));
    }
}
