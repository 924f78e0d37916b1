package dev.drover.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.agent.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path folder;

    @Test
    void the_first_start_makes_the_folder_and_says_its_version() throws IOException {
        Path data = folder.resolve("not/there/yet");
        try (DataFolder opened = DataFolder.open(data)) {
            assertThat(opened.path()).isEqualTo(data);
            assertThat(data.resolve("version")).hasContent(Integer.toString(DataFolder.LAYOUT));
        }
    }

    @Test
    void the_next_start_finds_it_as_it_was() throws IOException {
        DataFolder.open(folder).close();
        Files.writeString(folder.resolve("kept"), "something");
        try (DataFolder again = DataFolder.open(folder)) {
            assertThat(again.path().resolve("kept")).hasContent("something");
        }
    }

    @Test
    void a_second_agent_is_told_who_has_the_folder() {
        try (DataFolder first = DataFolder.open(folder)) {
            assertThat(first.path()).exists();
            assertThatThrownBy(() -> DataFolder.open(folder))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("in use by another agent")
                    .hasMessageContaining(Long.toString(ProcessHandle.current().pid()))
                    .hasMessageContaining("data_dir of its own");
        }
        DataFolder.open(folder).close();
    }

    @Test
    void a_folder_of_a_newer_program_is_left_alone() throws IOException {
        Files.writeString(folder.resolve("version"), "77\n");
        assertThatThrownBy(() -> DataFolder.open(folder))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("newer program")
                .hasMessageContaining("77")
                .hasMessageContaining("snapshot");
        assertThat(folder.resolve("version")).hasContent("77");
    }

    @Test
    void a_refused_folder_is_not_kept_locked() throws IOException {
        Files.writeString(folder.resolve("version"), "77\n");
        assertThatThrownBy(() -> DataFolder.open(folder)).isInstanceOf(ConfigException.class);
        Files.writeString(folder.resolve("version"), DataFolder.LAYOUT + "\n");
        try (DataFolder opened = DataFolder.open(folder)) {
            assertThat(opened.path()).isEqualTo(folder);
        }
    }

    @Test
    void a_version_that_is_none_is_shown() throws IOException {
        Files.writeString(folder.resolve("version"), "something else altogether");
        assertThatThrownBy(() -> DataFolder.open(folder))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("something else altogether")
                .hasMessageContaining("really the data_dir");
    }

    @Test
    void the_data_of_a_nomad_server_are_not_touched() throws IOException {
        Files.createDirectories(folder.resolve("server/raft"));
        Files.writeString(folder.resolve("server/raft/raft.db"), "bolt");
        assertThatThrownBy(() -> DataFolder.open(folder))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Nomad")
                .hasMessageContaining("empty folder");
        assertThat(folder.resolve("version")).doesNotExist();
    }

    @Test
    void a_file_is_no_folder() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> DataFolder.open(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("is a file");
        assertThatThrownBy(() -> DataFolder.open(file.resolve("below")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("cannot be used");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "there is no folder that nobody can write to")
    void a_folder_that_cannot_be_written_names_who_tried() {
        assertThatThrownBy(() -> DataFolder.open(Path.of("/proc/self")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("cannot be used")
                .hasMessageContaining(System.getProperty("user.name"))
                .hasMessageContaining("owner");
    }
}
