package dev.drover.template.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfinedFolderTest {
    private static final Set<PosixFilePermission> PERMISSIONS = PosixFilePermissions.fromString("rw-r-----");

    @TempDir
    private Path top;

    private Path root;
    private ConfinedFolder folder;

    @BeforeEach
    void make() throws IOException {
        root = Files.createDirectory(top.resolve("task"));
        Files.writeString(top.resolve("secret"), "not yours");
        folder = new ConfinedFolder(root);
    }

    private void write(String path, String content) throws IOException {
        folder.write(Path.of(path), content.getBytes(StandardCharsets.UTF_8), PERMISSIONS, file -> {});
    }

    @Test
    void a_file_is_written_with_its_folders_and_permissions_and_read_again() throws IOException {
        write("local/a/b.conf", "one");
        write("local/a/b.conf", "two");

        assertThat(folder.read(Path.of("local/a/b.conf"))).isEqualTo("two");
        assertThat(Files.getPosixFilePermissions(root.resolve("local/a/b.conf")))
                .isEqualTo(PERMISSIONS);
        try (Stream<Path> files = Files.list(root.resolve("local/a"))) {
            assertThat(files).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "../made/x", "a/../../secret", "/etc/passwd", "a/../b", ""})
    void a_path_that_leads_out_is_refused(String path) {
        assertThatThrownBy(() -> folder.read(Path.of(path))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> write(path, "x")).isInstanceOf(IOException.class);
        assertThat(top.resolve("secret")).hasContent("not yours");
        assertThat(top.resolve("made")).doesNotExist();
    }

    @Test
    void a_link_is_not_read() throws IOException {
        Files.createSymbolicLink(root.resolve("link"), top.resolve("secret"));
        Files.createSymbolicLink(root.resolve("out"), top);

        for (String path : List.of("link", "out/secret")) {
            assertThatThrownBy(() -> folder.read(Path.of(path))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_link_is_replaced_and_not_written_through() throws IOException {
        Files.createSymbolicLink(root.resolve("link"), top.resolve("secret"));

        write("link", "mine");

        assertThat(root.resolve("link")).hasContent("mine").isRegularFile();
        assertThat(Files.isSymbolicLink(root.resolve("link"))).isFalse();
        assertThat(top.resolve("secret")).hasContent("not yours");
    }

    @Test
    void nothing_is_written_through_a_folder_that_is_a_link() throws IOException {
        Files.createSymbolicLink(root.resolve("out"), top);

        assertThatThrownBy(() -> write("out/new", "x")).hasMessageContaining("leads through the link out");
        assertThat(top.resolve("new")).doesNotExist();
    }

    @Test
    void a_folder_is_no_file() throws IOException {
        Files.createDirectory(root.resolve("sub"));

        assertThatThrownBy(() -> folder.read(Path.of("sub"))).hasMessageContaining("is no plain file");
    }

    @Test
    void a_tree_joins_what_is_there() throws IOException {
        write("local/kept", "old");
        write("local/app/conf", "old");
        Path tree = Files.createDirectories(top.resolve("staging/tree/app/bin"));
        Files.writeString(tree.resolve("run"), "new");
        Files.writeString(tree.resolveSibling("conf"), "new");
        Files.createSymbolicLink(tree.resolveSibling("link"), Path.of("bin/run"));

        folder.place(top.resolve("staging/tree"), Path.of("local"));

        assertThat(root.resolve("local/kept")).hasContent("old");
        assertThat(root.resolve("local/app/conf")).hasContent("new");
        assertThat(root.resolve("local/app/link")).hasContent("new").isSymbolicLink();
    }

    @Test
    void a_tree_is_not_placed_through_a_link() throws IOException {
        Path tree = Files.createDirectories(top.resolve("staging/tree/app"));
        Files.writeString(tree.resolve("secret"), "evil");
        Files.createSymbolicLink(root.resolve("app"), top);

        assertThatThrownBy(() -> folder.place(top.resolve("staging/tree"), Path.of("")))
                .isInstanceOf(IOException.class);
        assertThat(top.resolve("secret")).hasContent("not yours");
    }

    @Test
    void a_file_moves_from_another_file_system_too() throws IOException {
        Path elsewhere = Path.of("/dev/shm");
        assumeThat(elsewhere).isWritable();
        Path file = Files.createTempDirectory(elsewhere, "drover").resolve("x");
        Files.writeString(file, "far");

        folder.place(file, Path.of("a/x"));

        assertThat(root.resolve("a/x")).hasContent("far");
        Files.deleteIfExists(file);
        Files.delete(file.getParent());
    }
}
