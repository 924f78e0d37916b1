package dev.drover.scheduler.bench;

import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationBuilder;
import dev.drover.model.job.Job;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeStatus;
import dev.drover.model.operator.PreemptionConfig;
import dev.drover.model.operator.SchedulerConfiguration;
import dev.drover.model.operator.SchedulerConfigurationBuilder;
import dev.drover.scheduler.Outcome;
import dev.drover.scheduler.Schedulers;
import dev.drover.scheduler.SchedulingContext;
import dev.drover.state.JobId;
import dev.drover.state.State;
import dev.drover.state.StateMachine;
import dev.drover.state.command.Command;
import dev.drover.state.command.JobCommand;
import dev.drover.state.command.NodeCommand;
import dev.drover.state.command.PlanCommand;
import dev.drover.state.command.SettingsCommand;
import dev.drover.state.plan.Plan;
import dev.drover.state.plan.PlanCommit;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A cluster that exists only as its state, changed by the same commands as a real one. */
final class SyntheticCluster {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final int JOB_SIZE = 1_000;

    private final SyntheticIds ids;
    private State state = State.initial();

    SyntheticCluster(long seed) {
        this.ids = new SyntheticIds(seed);
    }

    State state() {
        return state;
    }

    SyntheticIds ids() {
        return ids;
    }

    void register(List<Node> nodes) {
        for (Node node : nodes) {
            apply(new NodeCommand.Register(node, NOW, List.of()));
        }
        List<String> all = nodes.stream().map(Node::id).toList();
        apply(new NodeCommand.UpdateStatuses(all, NodeStatus.READY, Optional.empty(), NOW, List.of()));
    }

    Job register(Job job) {
        apply(new JobCommand.Register(job, Optional.empty(), Optional.empty()));
        return state.job(JobId.of(job)).orElseThrow();
    }

    void preemptEverywhere() {
        apply(new SettingsCommand.SetSchedulerConfiguration(
                SchedulerConfigurationBuilder.builder(SchedulerConfiguration.usual())
                        .preemptionConfig(new PreemptionConfig(true, true, true, true))
                        .build()));
    }

    /** Has the scheduler place jobs of mixed sizes until there are so many allocations. */
    void load(int allocations) {
        for (int number = 0; number * JOB_SIZE < allocations; number++) {
            place(SyntheticJobs.existing(number, Math.min(JOB_SIZE, allocations - number * JOB_SIZE)));
        }
    }

    /** Takes all CPU of so many nodes. */
    void fill(int nodes) {
        int left = 2 * nodes;
        for (int number = 0; left > 0; number++) {
            place(SyntheticJobs.filling(number, Math.min(JOB_SIZE, left)));
            left -= JOB_SIZE;
        }
    }

    /** Registers and places a job; tells how many of its allocations found no node. */
    int place(Job job) {
        register(job);
        Outcome.Planned planned = schedule(evaluation(job), state.index());
        commit(planned.plan());
        return planned.queued().values().stream().mapToInt(Integer::intValue).sum();
    }

    Evaluation evaluation(Job job) {
        return EvaluationBuilder.builder()
                .id(ids.next())
                .namespace(job.namespace())
                .jobId(job.id())
                .type(job.type())
                .triggeredBy("job-register")
                .priority(job.priority())
                .build();
    }

    /** Schedules on the state as it is and commits nothing. */
    Outcome.Planned schedule(Evaluation evaluation, long seed) {
        Outcome outcome = Schedulers.forType(evaluation.type())
                .schedule(state, evaluation, new SchedulingContext(NOW, seed, ids));
        return switch (outcome) {
            case Outcome.Planned planned -> planned;
            case Outcome.Refused refused -> throw new IllegalStateException(refused.reason());
        };
    }

    void commit(Plan plan) {
        apply(new PlanCommand.Commit(PlanCommit.of(plan, NOW)));
    }

    private void apply(Command command) {
        state = StateMachine.apply(state, state.index() + 1, command);
    }
}
