package dev.drover.state;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.job.Job;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The tables of a state as rows, in an order that follows from the rows alone. */
final class RowsOfState {
    private RowsOfState() {}

    static Iterable<Rows.JobHistory> jobs(State state) {
        return each(state.jobs(), job -> {
            List<Job> history = new ArrayList<>();
            history.add(job);
            history.addAll(state.jobVersions(JobId.of(job)));
            return new Rows.JobHistory(history);
        });
    }

    static Iterable<Rows.Submissions> submissions(State state) {
        return each(state.tables.submissions, Rows.Submissions::new);
    }

    static Iterable<Rows.ScalingEvents> scalingEvents(State state) {
        return each(state.tables.scalingEvents, Rows.ScalingEvents::new);
    }

    static Iterable<Rows.Launch> launches(State state) {
        return each(state.tables.launches, Rows.Launch::new);
    }

    static Iterable<Rows.WorkIndex> workIndexes(State state) {
        return each(state.tables.workIndexes, Rows.WorkIndex::new);
    }

    /** Job after job, for allocations of one job have most in common. */
    static Iterable<Allocation> allocations(State state) {
        Grouping<JobId> byJob = state.tables.allocationsByJob;
        return () -> byJob.keys().stream()
                .flatMap(job -> state.allocationsOfJob(job).stream())
                .iterator();
    }

    static Iterable<Rows.TableIndex> tableIndexes(State state) {
        return each(
                List.of(Table.values()),
                table -> new Rows.TableIndex(table, state.index(table), state.tables.removal(table)));
    }

    static Iterable<Rows.JobGroupIndex> jobGroupIndexes(State state) {
        List<Rows.JobGroupIndex> rows = new ArrayList<>();
        state.tables
                .jobGroupings()
                .forEach((name, grouping) ->
                        grouping.forEach((job, index) -> rows.add(new Rows.JobGroupIndex(name, job, index))));
        return rows;
    }

    static Iterable<Rows.GroupIndex> groupIndexes(State state) {
        List<Rows.GroupIndex> rows = new ArrayList<>();
        state.tables
                .groupings()
                .forEach((name, grouping) ->
                        grouping.forEach((key, index) -> rows.add(new Rows.GroupIndex(name, key, index))));
        return rows;
    }

    static Iterable<Rows.Restored> restored(State state) {
        return List.of(new Rows.Restored(state.tables.restoredAt));
    }

    static Iterable<Rows.AclBootstrap> aclBootstrap(State state) {
        return List.of(new Rows.AclBootstrap(state.tables.aclBootstrapIndex));
    }

    static Iterable<Rows.RestorePart> restoreParts(State state) {
        RestoreParts restore = state.tables.restore;
        List<Rows.RestorePart> rows = new ArrayList<>();
        for (int number = 0; number < restore.parts().size(); number++) {
            rows.add(new Rows.RestorePart(
                    restore.restoreId(), number, restore.parts().get(number)));
        }
        return rows;
    }

    private static <K extends Comparable<K>, V, R> Iterable<R> each(SortedTable<K, V> table, BiFunction<K, V, R> row) {
        return each(table.entries(), (Map.Entry<K, V> entry) -> row.apply(entry.getKey(), entry.getValue()));
    }

    private static <T, R> Iterable<R> each(Collection<T> values, Function<T, R> row) {
        return () -> values.stream().map(row).iterator();
    }
}
