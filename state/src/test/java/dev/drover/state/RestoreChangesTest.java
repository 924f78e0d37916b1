package dev.drover.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.model.job.Job;
import dev.drover.state.command.Blob;
import dev.drover.state.command.Command;
import dev.drover.state.command.SnapshotCommand;
import dev.drover.state.snapshot.StateHash;
import dev.drover.state.snapshot.StateSnapshots;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestoreChangesTest {
    private static final int PART = 100;

    private static byte[] snapshot(State state) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StateSnapshots.write(state, out);
        return out.toByteArray();
    }

    private static State other(int commands) {
        State state = State.initial();
        for (int number = 0; number < commands; number++) {
            state = StateMachine.apply(state, state.index() + 1, Samples.register(Samples.job("job-" + number, 1)));
        }
        Job job = state.job(Samples.id("job-0")).orElseThrow();
        return StateMachine.apply(
                state, state.index() + 1, Samples.place(job, Samples.allocation("a", "job-0", "n1", 80)));
    }

    private static List<Command> parts(String id, byte[] bytes) {
        List<Command> parts = new ArrayList<>();
        for (int start = 0; start < bytes.length; start += PART) {
            byte[] part = Arrays.copyOfRange(bytes, start, Math.min(bytes.length, start + PART));
            parts.add(new SnapshotCommand.Part(id, parts.size(), Blob.of(part)));
        }
        return parts;
    }

    private static SnapshotCommand.Install install(String id, byte[] bytes) throws Exception {
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        return new SnapshotCommand.Install(id, (bytes.length + PART - 1) / PART, sha256);
    }

    private static State after(State state, List<Command> commands) {
        for (Command command : commands) {
            assertThat(StateMachine.refusal(state, command)).isEmpty();
            state = StateMachine.apply(state, state.index() + 1, command);
        }
        return state;
    }

    @Test
    void a_snapshot_that_came_in_parts_replaces_everything() throws Exception {
        State saved = other(3);
        byte[] bytes = snapshot(saved);
        State state = after(Samples.after(Samples.register(Samples.job("mine", 1))), parts("r1", bytes));
        assertThat(StateMachine.refusal(state, install("r1", bytes))).isEmpty();
        long index = state.index() + 1;
        State restored = StateMachine.apply(state, index, install("r1", bytes));
        assertThat(restored.index()).isEqualTo(index);
        assertThat(restored.job(Samples.id("mine"))).isEmpty();
        assertThat(List.copyOf(restored.jobs())).isEqualTo(List.copyOf(saved.jobs()));
        assertThat(restored.usage("n1")).isEqualTo(saved.usage("n1"));
        assertThat(restored.tables.restore).isEqualTo(RestoreParts.NONE);
    }

    @Test
    void every_watch_counts_as_changed_at_the_restore() throws Exception {
        byte[] bytes = snapshot(other(3));
        State state = after(Samples.after(Samples.register(Samples.job("mine", 1))), parts("r1", bytes));
        State restored = StateMachine.apply(state, state.index() + 1, install("r1", bytes));
        for (Table table : Table.values()) {
            assertThat(restored.index(table)).isEqualTo(restored.index());
        }
        assertThat(restored.index(new Watch.OneJob(Samples.id("mine")))).isEqualTo(restored.index());
        assertThat(restored.index(new Watch.OneJob(Samples.id("job-1")))).isEqualTo(restored.index());
        assertThat(restored.index(new Watch.WorkOfNode("n1"))).isEqualTo(restored.index());
    }

    @Test
    void a_snapshot_of_a_higher_index_lifts_the_state_above_it() throws Exception {
        State saved = other(400);
        byte[] bytes = snapshot(saved);
        State state = after(State.initial(), parts("r1", bytes));
        assertThat(state.index()).isLessThan(saved.index());
        State restored = StateMachine.apply(state, state.index() + 1, install("r1", bytes));
        assertThat(restored.index()).isEqualTo(saved.index() + 1);
        State next = StateMachine.apply(restored, restored.index() + 1, Samples.register(Samples.job("next", 1)));
        assertThat(next.job(Samples.id("next")).orElseThrow().modifyIndex()).isEqualTo(next.index());
    }

    @Test
    void all_servers_agree_on_the_restored_state_also_by_a_snapshot_taken_between_the_parts() throws Exception {
        byte[] bytes = snapshot(other(3));
        List<Command> parts = parts("r1", bytes);
        State half = after(State.initial(), parts.subList(0, 3));
        State follower = StateSnapshots.read(new ByteArrayInputStream(snapshot(half)));
        List<Command> rest = new ArrayList<>(parts.subList(3, parts.size()));
        rest.add(install("r1", bytes));
        State one = after(half, rest);
        State other = after(follower, rest);
        assertThat(StateHash.of(other)).isEqualTo(StateHash.of(one));
        assertThat(one.job(Samples.id("job-2"))).isPresent();
    }

    @Test
    void a_damaged_snapshot_changes_nothing_and_is_told() throws Exception {
        byte[] bytes = snapshot(other(3));
        SnapshotCommand.Install install = install("r1", bytes);
        // Not in the name of a table, which would be told otherwise.
        bytes[bytes.length - 1] ^= 1;
        State before = after(Samples.after(Samples.register(Samples.job("mine", 1))), parts("r1", bytes));
        assertThat(StateMachine.refusal(before, install))
                .hasValueSatisfying(reason -> assertThat(reason).contains("damaged"));
        SnapshotCommand.Install consistent = install("r1", bytes);
        assertThat(StateMachine.refusal(before, consistent))
                .hasValueSatisfying(reason -> assertThat(reason).contains("damaged"));
        State after = StateMachine.apply(before, before.index() + 1, consistent);
        assertThat(after.job(Samples.id("mine"))).isPresent();
        assertThat(after.index(Table.JOBS)).isEqualTo(before.index(Table.JOBS));
        assertThat(after.tables.restore).isEqualTo(RestoreParts.NONE);
    }

    @Test
    void missing_parts_are_told() throws Exception {
        byte[] bytes = snapshot(other(3));
        List<Command> parts = parts("r1", bytes);
        State state = after(State.initial(), parts.subList(0, parts.size() - 1));
        assertThat(StateMachine.refusal(state, install("r1", bytes)))
                .contains("of the " + parts.size() + " parts of restore r1 " + (parts.size() - 1)
                        + " are there; restore the snapshot again");
    }

    @Test
    void another_restore_drops_the_parts_of_the_one_before() throws Exception {
        byte[] bytes = snapshot(other(3));
        State state = after(State.initial(), parts("r1", bytes));
        state = after(state, parts("r2", bytes).subList(0, 1));
        assertThat(StateMachine.refusal(state, parts("r1", bytes).get(2)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("another restore began"));
        assertThat(state.tables.restore.restoreId()).isEqualTo("r2");
        assertThat(state.tables.restore.parts()).hasSize(1);
    }

    @Test
    void a_part_that_comes_twice_counts_once_and_a_hole_is_refused() throws Exception {
        byte[] bytes = snapshot(other(3));
        List<Command> parts = parts("r1", bytes);
        State state = after(State.initial(), List.of(parts.get(0), parts.get(1), parts.get(0), parts.get(1)));
        assertThat(state.tables.restore.parts()).hasSize(2);
        assertThat(StateMachine.refusal(state, parts.get(3))).isPresent();
        assertThat(StateMachine.refusal(state, new SnapshotCommand.Part("r1", 1, Blob.of(new byte[3]))))
                .hasValueSatisfying(reason -> assertThat(reason).contains("other bytes"));
    }

    @Test
    void a_part_that_is_too_large_is_refused() {
        SnapshotCommand.Part part =
                new SnapshotCommand.Part("r1", 0, Blob.of(new byte[SnapshotCommand.LARGEST_PART + 1]));
        assertThat(StateMachine.refusal(State.initial(), part)).isPresent();
        assertThat(StateMachine.apply(State.initial(), 1, part).tables.restore).isEqualTo(RestoreParts.NONE);
    }

    @Test
    void an_older_state_is_not_put_in_place_of_a_newer() {
        StateStore store = new StateStore();
        store.apply(1, Samples.register(Samples.job("web", 1)));
        assertThatThrownBy(() -> store.restore(State.initial()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at index 0 cannot follow");
    }
}
