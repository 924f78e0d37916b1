package dev.drover.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroupSummary;
import dev.drover.model.node.Node;
import dev.drover.state.command.Command;
import dev.drover.state.command.JobCommand;
import dev.drover.state.usage.AllocationUse;
import dev.drover.state.usage.NamespaceUse;
import dev.drover.state.usage.NodeUsage;
import dev.drover.state.usage.QuotaUse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** Whatever happens in whatever order, what is counted along equals what is counted afresh. */
class StatePropertyTest {
    @Property(tries = 60)
    void node_usage_equals_the_sum_over_allocations_that_have_not_ended(
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        State state = run(Histories.random(seed, true));
        for (String node : List.of("n0", "n1", "n2")) {
            NodeUsage expected = NodeUsage.NONE;
            for (Allocation allocation : state.allocations()) {
                if (allocation.nodeId().equals(node) && Statuses.holdsRoom(allocation)) {
                    expected = expected.plus(AllocationUse.of(allocation));
                }
            }
            assertThat(state.usage(node)).isEqualTo(expected);
        }
    }

    @Property(tries = 60)
    void what_a_namespace_under_a_quota_holds_equals_the_sum_over_its_allocations(
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        State state = run(Histories.random(seed, true));
        NamespaceUse expected = NamespaceUse.NONE;
        for (Allocation allocation : state.allocations()) {
            if (!state.quotaOf(allocation.namespace()).isEmpty() && Statuses.holdsRoom(allocation)) {
                String pool =
                        state.node(allocation.nodeId()).map(Node::nodePool).orElse("");
                expected = expected.plus(pool, QuotaUse.of(allocation));
            }
        }
        assertThat(state.quotaUse("gold")).isEqualTo(expected);
        assertThat(state.quotaUse("")).isEqualTo(NamespaceUse.NONE);
    }

    @Property(tries = 60)
    void summaries_equal_the_counts_over_allocations(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        State state = run(Histories.random(seed, false));
        for (Job job : state.jobs()) {
            Map<String, Integer> expected = new HashMap<>();
            for (Allocation allocation : state.allocationsOfJob(JobId.of(job))) {
                Job own = allocation.job();
                if (own != null && own.createIndex() == job.createIndex()) {
                    expected.merge(SummaryChanges.count(allocation).toString(), 1, Integer::sum);
                }
            }
            TaskGroupSummary summary =
                    state.summary(JobId.of(job)).orElseThrow().summary().getOrDefault("web", empty());
            assertThat(summary.running()).isEqualTo(count(expected, "running=1"));
            assertThat(summary.complete()).isEqualTo(count(expected, "complete=1"));
            assertThat(summary.failed()).isEqualTo(count(expected, "failed=1"));
            assertThat(summary.starting()).isEqualTo(count(expected, "starting=1"));
            assertThat(summary.lost()).isEqualTo(count(expected, "lost=1"));
        }
    }

    private static TaskGroupSummary empty() {
        return new TaskGroupSummary(0, 0, 0, 0, 0, 0, 0);
    }

    private static int count(Map<String, Integer> counts, String word) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().contains(word))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    @Property(tries = 60)
    void job_statuses_follow_from_what_is_alive(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        State state = run(Histories.random(seed, true));
        for (Job job : state.jobs()) {
            JobId id = JobId.of(job);
            int live = (int) state.allocationsOfJob(id).stream()
                    .filter(allocation -> !Statuses.terminal(allocation))
                    .count();
            int open = (int) state.evaluationsOfJob(id).stream()
                    .filter(evaluation -> !Statuses.terminal(evaluation.status()))
                    .count();
            JobActivity counted = new JobActivity(
                    live,
                    state.allocationsOfJob(id).size(),
                    open,
                    state.evaluationsOfJob(id).size(),
                    0);
            assertThat(state.activity(id)).isEqualTo(counted);
            assertThat(job.status()).isEqualTo(JobStatusRules.status(job, counted));
        }
    }

    @Property(tries = 60)
    void indexes_lead_to_exactly_the_records_that_belong(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        State state = run(Histories.random(seed, true));
        for (String node : List.of("n0", "n1", "n2")) {
            Set<String> expected = new TreeSet<>();
            state.allocations().stream()
                    .filter(allocation -> allocation.nodeId().equals(node))
                    .forEach(allocation -> expected.add(allocation.id()));
            assertThat(state.allocationsOfNode(node)).extracting(Allocation::id).containsExactlyElementsOf(expected);
        }
        int byJob = List.of("j0", "j1", "j2").stream()
                .mapToInt(job -> state.allocationsOfJob(Samples.id(job)).size())
                .sum();
        assertThat(byJob).isEqualTo(state.allocations().size());
    }

    @Property(tries = 30)
    void the_same_history_gives_the_same_state(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        List<Command> history = Histories.random(seed, true);
        State one = run(history);
        State other = run(history);
        assertThat(List.copyOf(one.jobs())).isEqualTo(List.copyOf(other.jobs()));
        assertThat(List.copyOf(one.allocations())).isEqualTo(List.copyOf(other.allocations()));
        assertThat(List.copyOf(one.evaluations())).isEqualTo(List.copyOf(other.evaluations()));
        assertThat(one.tables.indexes).isEqualTo(other.tables.indexes);
    }

    @Property(tries = 60)
    void a_command_changes_only_what_it_tells_and_tells_all_it_changes(
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        State state = State.initial();
        for (Command command : Histories.random(seed, true)) {
            Transition step = StateMachine.transition(state, state.index() + 1, command);
            for (String node : List.of("n0", "n1", "n2")) {
                boolean same = state.allocationsOfNode(node).equals(step.state().allocationsOfNode(node));
                boolean told = step.changed().contains(new Watch.AllocationsOfNode(node));
                assertThat(told || same).as("node %s after %s", node, command).isTrue();
            }
            for (String job : List.of("j0", "j1", "j2")) {
                JobId id = Samples.id(job);
                boolean same = state.job(id).equals(step.state().job(id));
                assertThat(step.changed().contains(new Watch.OneJob(id)) || same)
                        .as("job %s after %s", job, command)
                        .isTrue();
            }
            state = step.state();
        }
    }

    private static State run(List<Command> history) {
        return Samples.after(history.toArray(Command[]::new));
    }

    @Property(tries = 60)
    void a_registration_that_expects_another_index_changes_no_job_and_any_other_is_taken(
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        State state = State.initial();
        for (Command command : Histories.random(seed, true)) {
            State next = StateMachine.apply(state, state.index() + 1, command);
            if (command instanceof JobCommand.Register register
                    && register.expectedIndex().isPresent()) {
                long expected = register.expectedIndex().getAsLong();
                JobId id = JobId.of(register.job());
                long actual = state.job(id).map(Job::jobModifyIndex).orElse(0L);
                assertThat(StateMachine.refusal(state, command).isPresent()).isEqualTo(actual != expected);
                assertThat(expected == actual || next.job(id).equals(state.job(id)))
                        .isTrue();
                assertThat(next.job(id).isPresent()).isEqualTo(actual != 0 || expected == 0);
            }
            state = next;
        }
    }
}
