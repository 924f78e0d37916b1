package dev.drover.client.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.client.Samples;
import dev.drover.client.store.StoredTask.StoredExit;
import dev.drover.driver.TaskExit;
import dev.drover.model.alloc.AllocDeploymentStatus;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.TaskRunState;
import dev.drover.model.alloc.TaskState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskStoreTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    @TempDir
    private Path folder;

    private static Allocation allocation() {
        return Samples.allocation("service", Samples.group(Samples.shell("t", "true")));
    }

    private static StoredTask task(String handle) {
        TaskState state = new TaskState(TaskRunState.RUNNING, false, 2, NOON, NOON, null, List.of(), "");
        StoredExit exit = StoredExit.of(TaskExit.signalled(15));
        return new StoredTask("RUNNING", state, handle, exit, NOON, 1, NOON.plusSeconds(5));
    }

    @Test
    void what_was_written_is_read_by_the_next() throws IOException {
        StoredAllocation stored = new StoredAllocation(
                allocation(), NOON, new AllocDeploymentStatus(true, NOON, false, 0), NOON.plusSeconds(300));
        try (DiskStore store = DiskStore.open(folder)) {
            store.put(stored);
            store.putTask(stored.allocation().id(), "t", task("handle"));
            store.putTask(stored.allocation().id() + "x", "t", task("of another"));
        }
        try (DiskStore store = DiskStore.open(folder)) {
            assertThat(store.allocations()).containsExactly(stored);
            assertThat(store.tasks(stored.allocation().id())).isEqualTo(Map.of("t", task("handle")));
            store.remove(stored.allocation().id());
            assertThat(store.allocations()).isEmpty();
            assertThat(store.tasks(stored.allocation().id())).isEmpty();
        }
    }

    @Test
    void metadata_is_kept_with_the_keys_that_were_taken_away() throws IOException {
        Map<String, Optional<String>> metadata =
                Map.of("rack", Optional.of("r7"), "empty", Optional.of(""), "gone", Optional.empty());
        try (DiskStore store = DiskStore.open(folder)) {
            store.putMetadata(Map.of("older", Optional.of("x")));
            store.putMetadata(metadata);
        }
        try (DiskStore store = DiskStore.open(folder)) {
            assertThat(store.metadata()).isEqualTo(metadata);
        }
    }

    @Test
    void what_was_flushed_survives_a_process_that_is_killed() throws IOException {
        Path copy = folder.resolve("copy");
        try (DiskStore store = DiskStore.open(folder.resolve("original"))) {
            for (int i = 0; i < 100; i++) {
                store.putTask("a", "t" + i, task("handle " + i));
            }
            store.flush();
            // What the operating system has at this moment is what the next process finds.
            Files.createDirectories(copy);
            Files.copy(
                    folder.resolve("original/state.mv"), copy.resolve("state.mv"), StandardCopyOption.REPLACE_EXISTING);
        }
        try (DiskStore store = DiskStore.open(copy)) {
            assertThat(store.tasks("a")).hasSize(100).containsEntry("t99", task("handle 99"));
        }
    }

    @Test
    void a_damaged_file_is_put_aside() throws IOException {
        Files.write(folder.resolve("state.mv"), new byte[10_000]);
        try (DiskStore store = DiskStore.open(folder)) {
            assertThat(store.allocations()).isEmpty();
        }
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())).toList())
                    .hasSize(2)
                    .anySatisfy(name -> assertThat(name).startsWith("state.mv.damaged-"));
        }
    }

    @Test
    void a_newer_format_is_refused_and_left_alone() throws IOException {
        try (MVStore newer = MVStore.open(folder.resolve("state.mv").toString())) {
            newer.openMap("about").put("format", "2");
        }
        assertThatThrownBy(() -> DiskStore.open(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("written by a newer version (format 2)");
        assertThat(folder.toFile().list()).containsExactly("state.mv");
    }
}
