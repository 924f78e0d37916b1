package dev.drover.state.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationBuilder;
import dev.drover.model.job.Job;
import dev.drover.state.Histories;
import dev.drover.state.JobId;
import dev.drover.state.Realistic;
import dev.drover.state.Rows;
import dev.drover.state.State;
import dev.drover.state.StateBuilder;
import dev.drover.state.StateMachine;
import dev.drover.state.Table;
import dev.drover.state.TableContents;
import dev.drover.state.codec.ByteWriter;
import dev.drover.state.codec.RandomRecords;
import dev.drover.state.codec.UnreadableException;
import dev.drover.state.command.Command;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StateSnapshotsTest {
    private static byte[] bytes(State state) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StateSnapshots.write(state, out);
        return out.toByteArray();
    }

    private static State read(byte[] bytes) throws IOException {
        return StateSnapshots.read(new ByteArrayInputStream(bytes));
    }

    private static State realistic(int jobs, int allocations) {
        Realistic realistic = new Realistic(7, 40);
        State state = State.initial();
        for (int number = 0; number < jobs; number++) {
            Job job = realistic.job("job-" + number);
            state = StateMachine.apply(state, state.index() + 1, realistic.register(job));
            Job registered = state.job(JobId.of(job)).orElseThrow();
            state = StateMachine.apply(state, state.index() + 1, realistic.plan(registered, allocations));
        }
        return state;
    }

    @Property(tries = 60)
    void a_state_that_was_read_back_is_the_same_and_goes_on_the_same(@ForAll long seed) throws IOException {
        List<Command> history = Histories.wide(seed);
        State state = State.initial();
        State restored = State.initial();
        for (int place = 0; place < history.size(); place++) {
            if (place == history.size() / 2) {
                restored = read(bytes(state));
                assertThat(StateHash.of(restored)).isEqualTo(StateHash.of(state));
            }
            state = StateMachine.apply(state, place + 1, history.get(place));
            if (place >= history.size() / 2) {
                restored = StateMachine.apply(restored, place + 1, history.get(place));
            }
        }
        assertThat(restored.index()).isEqualTo(state.index());
        assertThat(StateHash.of(restored)).isEqualTo(StateHash.of(state));
        assertSameUsage(restored, state);
    }

    private static void assertSameUsage(State one, State other) {
        for (String node : List.of("n0", "n1", "n2")) {
            assertThat(one.usage(node)).isEqualTo(other.usage(node));
            assertThat(one.allocationsOfNode(node)).isEqualTo(other.allocationsOfNode(node));
        }
        assertThat(List.copyOf(one.jobs())).isEqualTo(List.copyOf(other.jobs()));
    }

    @Property(tries = 30)
    void whatever_rows_hold_comes_back(@ForAll long seed) throws IOException {
        StateBuilder builder = new StateBuilder();
        RandomRecords random = new RandomRecords(seed);
        TableContents.all().forEach(table -> addRandom(builder, table, random));
        State state = builder.build(99);
        State restored = read(bytes(state));
        assertThat(StateHash.of(restored)).isEqualTo(StateHash.of(state));
        assertThat(List.copyOf(restored.allocations())).isEqualTo(List.copyOf(state.allocations()));
        assertThat(List.copyOf(restored.nodes())).isEqualTo(List.copyOf(state.nodes()));
    }

    private static <R> void addRandom(StateBuilder builder, TableContents<R> table, RandomRecords random) {
        Set<Object> ids = new HashSet<>();
        for (int count = 0; count < 5; count++) {
            Object row = table.row() == Rows.JobHistory.class
                    ? new Rows.JobHistory(List.of((Job) random.record(Job.class), (Job) random.record(Job.class)))
                    : random.record(table.row());
            if (ids.add(id(row))) {
                builder.add(table, table.row().cast(row));
            }
        }
    }

    /** What no two rows of a table may have in common, or the row itself. */
    private static Object id(Object row) {
        return switch (row) {
            case Allocation allocation -> allocation.id();
            case Evaluation evaluation -> evaluation.id();
            case Deployment deployment -> deployment.id();
            default -> row;
        };
    }

    @Test
    void two_rows_of_one_id_are_refused() {
        StateBuilder builder = new StateBuilder();
        Evaluation evaluation = EvaluationBuilder.builder().id("e1").build();
        TableContents<Evaluation> table = evaluations();
        builder.add(table, evaluation);
        assertThatThrownBy(() -> builder.add(table, evaluation))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("two rows with the id e1");
    }

    @SuppressWarnings("unchecked") // the table of that name has rows of that type
    private static TableContents<Evaluation> evaluations() {
        return (TableContents<Evaluation>) TableContents.all().stream()
                .filter(table -> table.name().equals("evaluations"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void every_table_of_the_state_is_part_of_a_snapshot() {
        assertThat(TableContents.all())
                .extracting(TableContents::name)
                .contains(Arrays.stream(Table.values())
                        .filter(table -> table != Table.JOB_VERSIONS)
                        .map(table -> table.name().toLowerCase(Locale.ROOT))
                        .toArray(String[]::new));
    }

    @Test
    void allocations_share_the_job_and_the_node_id_after_reading() throws IOException {
        State restored = read(bytes(realistic(2, 1_000)));
        Job version = restored.jobVersions(new JobId("default", "job-1")).getFirst();
        assertThat(restored.allocationsOfJob(new JobId("default", "job-1")))
                .hasSize(1_000)
                .allSatisfy(allocation -> assertThat(allocation.job()).isSameAs(version));
        Allocation one =
                restored.allocationsOfJob(new JobId("default", "job-0")).getFirst();
        Allocation other = restored.allocationsOfNode(one.nodeId()).getLast();
        assertThat(one.nodeId()).isSameAs(other.nodeId());
    }

    @Test
    void inspecting_tells_what_writing_told() throws IOException {
        State state = realistic(3, 700);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Header written = StateSnapshots.write(state, out);
        Header inspected = StateSnapshots.inspect(new ByteArrayInputStream(out.toByteArray()));
        assertThat(inspected).isEqualTo(written);
        assertThat(written.bytes()).isEqualTo(out.size());
        assertThat(written.index()).isEqualTo(6);
        assertThat(written.tables())
                .filteredOn(table -> table.name().equals("allocations"))
                .singleElement()
                .satisfies(table -> assertThat(table.rows()).isEqualTo(2_100))
                .satisfies(table -> assertThat(table.bytes()).isBetween(50_000L, 400_000L));
    }

    @Test
    void bytes_that_follow_are_left_alone() throws IOException {
        byte[] snapshot = bytes(State.initial());
        ByteArrayInputStream in = new ByteArrayInputStream(Arrays.copyOf(snapshot, snapshot.length + 3));
        StateSnapshots.read(in);
        assertThat(in.available()).isEqualTo(3);
    }

    @Test
    void a_snapshot_that_is_cut_off_anywhere_is_refused() throws IOException {
        byte[] bytes = bytes(realistic(1, 20));
        for (int length = 0; length < bytes.length; length += 7) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> read(cut)).isInstanceOf(SnapshotException.class);
            assertThatThrownBy(() -> StateSnapshots.inspect(new ByteArrayInputStream(cut)))
                    .isInstanceOf(SnapshotException.class);
        }
        assertThatThrownBy(() -> read(Arrays.copyOf(bytes, bytes.length - 40)))
                .hasMessageContaining("cut off")
                .hasMessageContaining("at byte");
    }

    @Test
    void a_flipped_bit_anywhere_is_refused() throws IOException {
        byte[] bytes = bytes(realistic(1, 20));
        for (int place = 0; place < bytes.length; place += 5) {
            byte[] damaged = bytes.clone();
            damaged[place] ^= 0x10;
            assertThatThrownBy(() -> read(damaged)).isInstanceOf(SnapshotException.class);
            assertThatThrownBy(() -> StateSnapshots.inspect(new ByteArrayInputStream(damaged)))
                    .isInstanceOf(SnapshotException.class);
        }
    }

    @Test
    void something_else_is_refused_as_no_snapshot() {
        assertThatThrownBy(() -> read("{\"not\": \"a snapshot\"}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("no snapshot of drover");
    }

    @Test
    void a_newer_format_is_refused_with_the_version_that_wrote_it() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new BlockWriter(out, StateSnapshots.FORMAT + 1, "9.8.7", 5).end();
        assertThatThrownBy(() -> read(out.toByteArray()))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("format 2")
                .hasMessageContaining("9.8.7");
    }

    @Test
    void a_table_of_a_newer_version_is_refused_by_name() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BlockWriter writer = new BlockWriter(out, StateSnapshots.FORMAT, "9.8.7", 5);
        writer.block("sentinel_policies", 0, new ByteWriter());
        writer.end();
        assertThatThrownBy(() -> read(out.toByteArray()))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("sentinel_policies")
                .hasMessageContaining("drover 9.8.7 or later");
    }
}
