package dev.drover.client.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.client.task.AllocFolders;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataArchiveTest {
    @TempDir
    Path directory;

    @Test
    void data_and_local_folders_travel_with_links_and_permissions_and_nothing_else_does() throws Exception {
        AllocFolders folders = new AllocFolders(directory.resolve("a"));
        Files.createDirectories(folders.data().resolve("deep"));
        Files.createDirectories(folders.local("t"));
        Files.createDirectories(folders.secrets("t"));
        Files.writeString(folders.data().resolve("deep/file"), "content");
        Files.setPosixFilePermissions(
                folders.data().resolve("deep/file"), PosixFilePermissions.fromString("rwxr-x---"));
        Files.createSymbolicLink(folders.data().resolve("link"), Path.of("deep/file"));
        Files.writeString(folders.local("t").resolve("own"), "mine");
        Files.writeString(folders.secrets("t").resolve("word"), "hush");
        Path target = Files.createDirectory(directory.resolve("b"));

        DataArchive.read(new ByteArrayInputStream(archive(folders)), target);

        assertThat(target.resolve("alloc/data/link")).hasContent("content");
        assertThat(Files.isSymbolicLink(target.resolve("alloc/data/link"))).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target.resolve("alloc/data/deep/file"))))
                .isEqualTo("rwxr-x---");
        assertThat(target.resolve("t/local/own")).hasContent("mine");
        assertThat(target.resolve("t/secrets")).doesNotExist();
    }

    private static byte[] archive(AllocFolders folders) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataArchive.write(folders, List.of("t"), out);
        return out.toByteArray();
    }

    @Test
    void an_archive_that_tells_of_a_failure_or_breaks_off_is_not_taken_for_whole() throws Exception {
        byte[] failed = tar(file("NOMAD-a1-ERROR.log", "disk broken"));
        assertThatThrownBy(() -> read(failed)).isInstanceOf(IOException.class).hasMessageContaining("disk broken");

        byte[] whole = tar(file("alloc/data/file", "x".repeat(5000)));
        byte[] torn = Arrays.copyOf(whole, 2000);
        assertThatThrownBy(() -> read(torn)).isInstanceOf(IOException.class);
    }

    @Test
    void what_leads_out_of_the_folder_is_refused() throws Exception {
        assertThatThrownBy(() -> read(tar(file("../evil", "x")))).hasMessageContaining("leads out");
        assertThatThrownBy(() -> read(tar(file("/evil", "x")))).isInstanceOf(IOException.class);
        assertThat(directory.resolve("evil")).doesNotExist();

        Entry link = special("alloc/out", TarConstants.LF_SYMLINK, directory.toString());
        assertThatThrownBy(() -> read(tar(link, file("alloc/out/evil", "x")))).hasMessageContaining("behind a link");
        assertThat(directory.resolve("evil")).doesNotExist();

        assertThatThrownBy(() -> read(tar(special("alloc/null", TarConstants.LF_CHR, ""))))
                .hasMessageContaining("neither");
    }

    private void read(byte[] archive) throws IOException {
        Path target = Files.createTempDirectory(directory, "into");
        DataArchive.read(new ByteArrayInputStream(archive), target);
    }

    private record Entry(TarArchiveEntry head, String content) {}

    private static Entry file(String name, String content) {
        TarArchiveEntry head = new TarArchiveEntry(name, true);
        head.setSize(content.length());
        return new Entry(head, content);
    }

    private static Entry special(String name, byte type, String target) {
        TarArchiveEntry head = new TarArchiveEntry(name, type);
        head.setLinkName(target);
        return new Entry(head, "");
    }

    private static byte[] tar(Entry... entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            for (Entry entry : entries) {
                tar.putArchiveEntry(entry.head());
                tar.write(entry.content().getBytes(StandardCharsets.UTF_8));
                tar.closeArchiveEntry();
            }
        }
        return out.toByteArray();
    }
}
