package dev.drover.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.cli.SnapshotInspector;
import dev.drover.state.StateStore;
import dev.drover.state.snapshot.StateSnapshots;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotFilesTest {
    @TempDir
    Path folder;

    @Test
    void a_file_tells_what_it_holds() throws IOException {
        Path file = folder.resolve("state.snap");
        try (OutputStream out = Files.newOutputStream(file)) {
            StateSnapshots.write(new StateStore().snapshot(), out);
        }

        SnapshotInspector.Facts facts = SnapshotFiles.inspect(file);

        assertThat(facts.size()).isEqualTo(Files.size(file));
        assertThat(facts.id()).hasSize(64);
        assertThat(facts.tables()).extracting(SnapshotInspector.Part::count).contains(0L);
    }

    @Test
    void another_file_is_refused() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "buy milk");

        assertThatThrownBy(() -> SnapshotFiles.inspect(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no snapshot");
    }
}
