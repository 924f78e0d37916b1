package dev.drover.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.cli.LocalFiles;
import dev.drover.state.StateStore;
import dev.drover.state.snapshot.StateSnapshots;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentFilesTest {
    @TempDir
    Path folder;

    @Test
    void a_file_tells_what_it_holds() throws IOException {
        Path file = folder.resolve("state.snap");
        try (OutputStream out = Files.newOutputStream(file)) {
            StateSnapshots.write(new StateStore().snapshot(), out);
        }

        LocalFiles.Facts facts = new AgentFiles().inspectSnapshot(file);

        assertThat(facts.size()).isEqualTo(Files.size(file));
        assertThat(facts.id()).hasSize(64);
        assertThat(facts.tables()).extracting(LocalFiles.Part::count).contains(0L);
    }

    @Test
    void another_file_is_refused() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "buy milk");

        assertThatThrownBy(() -> new AgentFiles().inspectSnapshot(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no snapshot");
    }

    @Test
    void a_file_tells_its_records() throws IOException {
        Path file = folder.resolve("state.snap");
        try (OutputStream out = Files.newOutputStream(file)) {
            StateSnapshots.write(new StateStore().snapshot(), out);
        }

        assertThat(new AgentFiles().snapshotState(file, "").get("NodePools"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .extracting(pool -> ((Map<?, ?>) pool).get("Name"))
                .isEqualTo(List.of("all", "default"));
        assertThat(new AgentFiles().snapshotState(file, "Name == all").get("NodePools"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(1);
        assertThatThrownBy(() -> new AgentFiles().snapshotState(file, "Name =="))
                .hasMessageStartingWith("filter: ");
    }

    @Test
    void configuration_is_checked_as_an_agent_does() throws IOException {
        Path good =
                Files.writeString(folder.resolve("good.hcl"), "data_dir = \"/var/d\"\nclient {\n enabled = true\n}\n");
        Path bad = Files.writeString(folder.resolve("bad.hcl"), "client {\n enabld = true\n}\n");

        assertThat(new AgentFiles().checkConfiguration(List.of(good))).isEmpty();
        assertThatThrownBy(() -> new AgentFiles().checkConfiguration(List.of(good, bad)))
                .hasMessageContaining("bad.hcl:2")
                .hasMessageContaining("enabld");
    }
}
