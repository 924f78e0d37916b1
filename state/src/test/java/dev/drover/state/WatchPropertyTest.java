package dev.drover.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.state.command.Command;
import dev.drover.state.command.GarbageCommand;
import dev.drover.state.command.JobCommand;
import dev.drover.state.command.NodeCommand;
import dev.drover.state.command.PlanCommand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A reader who waits for a key misses nothing of it and wakes for nothing else, whatever happens. */
class WatchPropertyTest {
    /** Every watch of a key that histories touch, with what a reader of it sees. */
    private static Map<Watch, Object> views(State state) {
        Map<Watch, Object> views = new HashMap<>();
        for (int number = 0; number < 3; number++) {
            JobId job = Samples.id("j" + number);
            String node = "n" + number;
            String deployment = "d" + number;
            views.put(new Watch.OneJob(job), state.job(job));
            views.put(new Watch.VersionsOfJob(job), state.jobVersions(job));
            views.put(new Watch.SummaryOfJob(job), state.summary(job));
            views.put(new Watch.AllocationsOfJob(job), state.allocationsOfJob(job));
            views.put(new Watch.EvaluationsOfJob(job), state.evaluationsOfJob(job));
            views.put(new Watch.DeploymentsOfJob(job), state.deploymentsOfJob(job));
            views.put(new Watch.OneNode(node), state.node(node));
            views.put(new Watch.AllocationsOfNode(node), state.allocationsOfNode(node));
            views.put(new Watch.OneDeployment(deployment), state.deployment(deployment));
            views.put(new Watch.AllocationsOfDeployment(deployment), state.allocationsOfDeployment(deployment));
            String evaluation = "evaluation-" + number;
            views.put(new Watch.AllocationsOfEvaluation(evaluation), state.allocationsOfEvaluation(evaluation));
        }
        for (int number = 0; number < 12; number++) {
            views.put(new Watch.OneAllocation("a" + number), state.allocation("a" + number));
        }
        return views;
    }

    @Property(tries = 60)
    void what_a_reader_sees_changes_only_with_a_wake_and_a_higher_index(@ForAll long seed) {
        State state = State.initial();
        for (Command command : Histories.wide(seed)) {
            Map<Watch, Object> before = views(state);
            Transition step = StateMachine.transition(state, state.index() + 1, command);
            State next = step.state();
            State earlier = state;
            views(next).forEach((watch, view) -> {
                if (!view.equals(before.get(watch))) {
                    assertThat(step.changed()).as("%s after %s", watch, command).contains(watch);
                    assertThat(next.index(watch))
                            .as("%s after %s", watch, command)
                            .isEqualTo(next.index());
                }
                assertThat(next.index(watch))
                        .as("%s after %s", watch, command)
                        .isGreaterThanOrEqualTo(earlier.index(watch));
            });
            state = next;
        }
    }

    @Property(tries = 60)
    void an_index_rises_only_with_a_wake_but_for_what_is_not_there(@ForAll long seed) {
        State state = State.initial();
        for (Command command : Histories.wide(seed)) {
            Transition step = StateMachine.transition(state, state.index() + 1, command);
            for (Map.Entry<Watch, Object> view : views(step.state()).entrySet()) {
                Watch watch = view.getKey();
                boolean rose = step.state().index(watch) > state.index(watch);
                boolean removes = removes(command);
                assertThat(!rose || removes || step.changed().contains(watch))
                        .as("%s after %s", watch, command)
                        .isTrue();
            }
            state = step.state();
        }
    }

    /** Whether the command may take records out, which those who wait for missing ones may see. */
    private static boolean removes(Command command) {
        return command instanceof GarbageCommand
                || command instanceof NodeCommand.Deregister
                || (command instanceof JobCommand.Deregister deregister && deregister.purge())
                || command instanceof PlanCommand;
    }

    @Property(tries = 30)
    void a_table_rises_with_every_change_of_one_of_its_records(@ForAll long seed) {
        State state = State.initial();
        for (Command command : Histories.wide(seed)) {
            State next = StateMachine.apply(state, state.index() + 1, command);
            Map<Table, List<Object>> before = tables(state);
            tables(next).forEach((table, rows) -> {
                if (!rows.equals(before.get(table))) {
                    assertThat(next.index(table))
                            .as("%s after %s", table, command)
                            .isEqualTo(next.index());
                }
            });
            state = next;
        }
    }

    private static Map<Table, List<Object>> tables(State state) {
        Map<Table, List<Object>> tables = new TreeMap<>();
        tables.put(Table.JOBS, new ArrayList<>(state.jobs()));
        tables.put(Table.NODES, new ArrayList<>(state.nodes()));
        tables.put(Table.ALLOCATIONS, new ArrayList<>(state.allocations()));
        tables.put(Table.EVALUATIONS, new ArrayList<>(state.evaluations()));
        tables.put(Table.DEPLOYMENTS, new ArrayList<>(state.deployments()));
        tables.put(Table.NAMESPACES, new ArrayList<>(state.namespaces()));
        tables.put(Table.NODE_POOLS, new ArrayList<>(state.nodePools()));
        tables.put(Table.JOB_SUMMARIES, List.copyOf(state.tables.summaries.values()));
        tables.put(Table.SCALING_EVENTS, List.copyOf(state.tables.scalingEvents.values()));
        tables.put(Table.JOB_SUBMISSIONS, List.copyOf(state.tables.submissions.values()));
        return tables;
    }

    @Property(tries = 20)
    void a_missing_record_wakes_nobody_while_others_come(@ForAll long seed) {
        State state = State.initial();
        Set<Watch> missing = Set.of(
                new Watch.OneJob(Samples.id("missing")),
                new Watch.OneNode("missing"),
                new Watch.AllocationsOfNode("missing"),
                new Watch.AllocationsOfJob(Samples.id("missing")));
        for (Command command : Histories.wide(seed)) {
            if (!removes(command)) {
                State next = StateMachine.apply(state, state.index() + 1, command);
                assertThat(StateStore.index(next, missing)).isEqualTo(StateStore.index(state, missing));
                state = next;
            }
        }
    }
}
