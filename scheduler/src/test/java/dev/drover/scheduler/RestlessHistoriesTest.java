package dev.drover.scheduler;

import static dev.drover.scheduler.JobFiles.command;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredTransition;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.deployment.DeploymentStatus;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationStatus;
import dev.drover.model.job.DisconnectStrategy;
import dev.drover.model.job.ReschedulePolicy;
import dev.drover.model.node.NodeStatus;
import dev.drover.scheduler.reconcile.DisconnectPolicy;
import dev.drover.state.Statuses;
import dev.drover.state.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Long histories in which everything happens: after each evaluation there is nothing left to do at once, and whatever waits for a time
 * has an evaluation that comes then.
 */
final class RestlessHistoriesTest {
    private static final int NODES = 5;
    private static final Duration LOST_AFTER = Duration.ofMinutes(5);
    private static final Duration SLACK = Duration.ofSeconds(5);

    private static final class History {
        private final Cluster cluster = new Cluster().nodes(NODES);
        private final Random random;
        private final String type;

        /** Evaluations that wait for their time. */
        private final List<Evaluation> later = new ArrayList<>();

        private int version;
        private boolean stopped;

        History(long seed, String type) {
            this.random = new Random(seed);
            this.type = type;
            register();
        }

        private void register() {
            stopped = false;
            int drawn = random.nextInt(6);
            int count = type.equals("system") || type.equals("sysbatch") ? Math.min(1, drawn) : drawn;
            boolean rolled = random.nextBoolean();
            int parallel = 1 + random.nextInt(2);
            int canaries = random.nextInt(3);
            DisconnectStrategy silence = silence();
            ReschedulePolicy policy = policy();
            String path = "/bin/v" + (random.nextInt(3) == 0 ? version : ++version);
            cluster.register(JobFiles.job("web", type, JobFiles.group(count, g -> {
                if (rolled) {
                    g.update(JobFiles.update(parallel, canaries));
                }
                return command(path).apply(g).disconnect(silence).reschedulePolicy(policy);
            })));
        }

        private @Nullable DisconnectStrategy silence() {
            return switch (random.nextInt(4)) {
                case 0 -> new DisconnectStrategy(LOST_AFTER, null, true, "keep_original");
                case 1 -> new DisconnectStrategy(LOST_AFTER, null, false, "");
                case 2 -> new DisconnectStrategy(null, Duration.ofMinutes(2), null, "");
                default -> null;
            };
        }

        private @Nullable ReschedulePolicy policy() {
            return switch (random.nextInt(3)) {
                case 0 -> JobFiles.SERVICE_POLICY;
                case 1 -> JobFiles.BATCH_POLICY;
                default -> null;
            };
        }

        /** Something happens, and the servers look at the job. */
        Outcome.Planned step() {
            List<Allocation> seen =
                    cluster.live("web").stream().filter(this::isSeen).toList();
            switch (random.nextInt(12)) {
                case 0, 1 -> register();
                case 2, 3 -> some(seen).ifPresent(a -> cluster.report(a, ClientStatus.FAILED));
                case 4 -> some(seen).ifPresent(a -> cluster.report(a, ClientStatus.COMPLETE));
                case 5 -> some(seen).ifPresent(a -> cluster.transition(a, transition()));
                case 6 -> cluster.nodeStatus(node(), NodeStatus.DOWN);
                case 7 -> cluster.nodeStatus(node(), NodeStatus.DISCONNECTED);
                case 8, 9 -> comeBack(node());
                case 10 -> decide();
                default -> stop();
            }
            cluster.advance(Duration.ofSeconds(random.nextInt(90)));
            for (Allocation one : cluster.live("web")) {
                if (isSeen(one) && random.nextBoolean()) {
                    cluster.healthy(one, random.nextInt(10) > 0);
                }
            }
            List.copyOf(later).stream()
                    .filter(evaluation -> !evaluation.waitUntil().isAfter(cluster.now()))
                    .forEach(this::evaluate);
            return evaluate(cluster.evaluation("web"));
        }

        private Outcome.Planned evaluate(Evaluation evaluation) {
            later.remove(evaluation);
            Outcome.Planned planned = cluster.evaluate(evaluation);
            planned.followUps().forEach(cluster::keep);
            later.addAll(planned.followUps());
            return planned;
        }

        private DesiredTransition transition() {
            return switch (random.nextInt(3)) {
                case 0 -> new DesiredTransition(true, null, null, null, null);
                case 1 -> new DesiredTransition(true, true, null, null, null);
                default -> new DesiredTransition(true, null, null, null, true);
            };
        }

        private String node() {
            return "n" + (1 + random.nextInt(2));
        }

        private void comeBack(String node) {
            cluster.nodeStatus(node, NodeStatus.READY);
            cluster.live("web").stream().filter(a -> a.nodeId().equals(node)).forEach(cluster::resumes);
        }

        private void decide() {
            cluster.latestDeployment("web")
                    .filter(latest -> Statuses.active(latest.status()))
                    .ifPresent(latest -> {
                        switch (random.nextInt(4)) {
                            case 0 -> cluster.deploymentStatus("web", DeploymentStatus.PAUSED);
                            case 1 -> cluster.deploymentStatus("web", DeploymentStatus.FAILED);
                            default -> promote(latest);
                        }
                    });
        }

        /** Accepts canaries that can be seen. */
        private void promote(Deployment latest) {
            boolean seen = latest.taskGroups().values().stream()
                    .flatMap(state -> state.placedCanaries().stream())
                    .map(cluster::allocation)
                    .allMatch(this::isSeen);
            if (seen) {
                cluster.promote("web");
            }
        }

        private void stop() {
            if (random.nextInt(3) == 0) {
                stopped = true;
                cluster.stopJob("web");
            }
        }

        private Optional<Allocation> some(List<Allocation> allocations) {
            return allocations.isEmpty()
                    ? Optional.empty()
                    : Optional.of(allocations.get(random.nextInt(allocations.size())));
        }

        private int count() {
            return Objects.requireNonNull(
                    cluster.job("web").taskGroups().getFirst().count());
        }

        private boolean isSeen(Allocation allocation) {
            return cluster.state().node(allocation.nodeId()).orElseThrow().status() == NodeStatus.READY;
        }

        private boolean isOnTrial() {
            return cluster.latestDeployment("web")
                    .filter(latest -> Statuses.active(latest.status()))
                    .filter(latest -> latest.taskGroups().values().stream()
                            .anyMatch(state -> state.desiredCanaries() > 0 && !state.promoted()))
                    .isPresent();
        }

        /** Who holds a place of a service: what runs or may run, what nobody may replace, and what failed and was not replaced. */
        private List<Allocation> holders() {
            return cluster.all("web").stream()
                    .filter(a -> !Statuses.terminal(a.desiredStatus()))
                    .filter(a -> a.deploymentStatus() == null
                            || !a.deploymentStatus().canary())
                    .filter(a -> switch (a.clientStatus()) {
                        case PENDING, RUNNING -> true;
                        case FAILED -> a.nextAllocation().isEmpty();
                        case UNKNOWN -> !DisconnectPolicy.of(a).replace();
                        case COMPLETE, LOST -> false;
                    })
                    .toList();
        }

        private boolean comesIn(Allocation waiting, Duration from, Duration to) {
            return cluster.state()
                    .evaluation(waiting.followupEvalId())
                    .filter(later -> later.status() == EvaluationStatus.PENDING)
                    .map(Evaluation::waitUntil)
                    .filter(time -> !time.isBefore(cluster.now().plus(from)))
                    .filter(time -> !time.isAfter(cluster.now().plus(to)))
                    .isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"service", "batch", "system"})
    void after_each_evaluation_nothing_is_left_to_do_at_once(String type) {
        for (long seed = 0; seed < 90; seed++) {
            History history = new History(seed, type);
            for (int step = 0; step < 20; step++) {
                history.step();
                Outcome.Planned again = history.cluster.plan("web");
                Plan plan = again.plan();
                assertThat(plan.placements())
                        .as("placements, seed %d, step %d", seed, step)
                        .isEmpty();
                assertThat(plan.stops())
                        .as("stops, seed %d, step %d", seed, step)
                        .isEmpty();
                assertThat(plan.deployment())
                        .as("deployment, seed %d, step %d", seed, step)
                        .isEmpty();
                assertThat(again.followUps())
                        .as("follow-ups, seed %d, step %d", seed, step)
                        .isEmpty();
            }
        }
    }

    @Test
    void a_service_has_all_it_asks_for_and_no_name_is_borne_twice() {
        int looked = 0;
        for (long seed = 0; seed < 120; seed++) {
            History history = new History(seed, "service");
            for (int step = 0; step < 20; step++) {
                history.step();
                List<Allocation> holders = history.holders();
                List<String> names = holders.stream().map(Allocation::name).toList();
                long seen = holders.stream().filter(history::isSeen).count();
                assertThat(names).as("names, seed %d, step %d", seed, step).doesNotHaveDuplicates();
                if (!history.stopped && !history.cluster.stalls("web") && !history.isOnTrial()) {
                    looked++;
                    assertThat(names.size())
                            .as("at least the count, seed %d, step %d", seed, step)
                            .isGreaterThanOrEqualTo(history.count());
                    assertThat(seen)
                            .as("at most the count, but for what cannot be seen, seed %d, step %d", seed, step)
                            .isLessThanOrEqualTo(history.count());
                }
            }
        }
        assertThat(looked).isGreaterThan(500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"service", "batch", "system", "sysbatch"})
    void what_is_out_of_sight_is_looked_at_when_it_counts_as_lost(String type) {
        int looked = 0;
        for (long seed = 0; seed < 90; seed++) {
            History history = new History(seed, type);
            for (int step = 0; step < 20; step++) {
                history.step();
                for (Allocation out : history.cluster.live("web")) {
                    NodeStatus node = history.cluster
                            .state()
                            .node(out.nodeId())
                            .orElseThrow()
                            .status();
                    boolean silent = node == NodeStatus.DOWN || node == NodeStatus.DISCONNECTED;
                    if (silent && out.clientStatus() == ClientStatus.UNKNOWN && !history.stopped) {
                        looked++;
                        assertThat(DisconnectPolicy.of(out).lostAfter()).hasValue(LOST_AFTER);
                        assertThat(history.comesIn(out, Duration.ZERO, LOST_AFTER.plus(SLACK)))
                                .as("evaluation for %s, seed %d, step %d", out.name(), seed, step)
                                .isTrue();
                    }
                }
            }
        }
        assertThat(looked).isGreaterThan(50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"service", "batch"})
    void what_failed_and_may_be_tried_again_is_looked_at_in_time(String type) {
        int looked = 0;
        for (long seed = 0; seed < 90; seed++) {
            History history = new History(seed, type);
            for (int step = 0; step < 20; step++) {
                Outcome.Planned planned = history.step();
                if (history.stopped) {
                    continue;
                }
                int waiting = waiting(history).size();
                looked += waiting;
                assertThat(history.cluster.desired(planned, "g").rescheduleLater())
                        .as("told to wait, seed %d, step %d", seed, step)
                        .isLessThanOrEqualTo(waiting);
            }
        }
        assertThat(looked).isGreaterThan(20);
    }

    /** Failed, and an evaluation comes while the delay is not over for longer than what shares an evaluation. */
    private static List<Allocation> waiting(History history) {
        return history.cluster.all("web").stream()
                .filter(a -> a.clientStatus() == ClientStatus.FAILED)
                .filter(a -> !Statuses.terminal(a.desiredStatus()))
                .filter(a -> history.comesIn(a, SLACK.negated(), Duration.ofHours(1)))
                .toList();
    }
}
