package dev.drover.client.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.client.files.FileAccessException.Reason;
import dev.drover.client.task.AllocFolders;
import dev.drover.model.api.AllocFileInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AllocFilesTest {
    @TempDir
    private Path directory;

    private Path root;
    private AllocFiles files;

    @BeforeEach
    void make() throws IOException {
        root = directory.resolve("id");
        files = new AllocFiles(new AllocFolders(root));
        Files.createDirectories(root.resolve("web/local"));
        Files.createDirectories(root.resolve("web/secrets"));
        Files.createDirectories(root.resolve("alloc/logs"));
        Files.writeString(root.resolve("web/local/index.html"), "<p>hello");
        Files.writeString(root.resolve("web/secrets/token"), "s");
        Files.writeString(directory.resolve("outside"), "o");
    }

    private void refused(String path, Reason reason) {
        assertThatThrownBy(() -> files.open(path, 0))
                .asInstanceOf(InstanceOfAssertFactories.type(FileAccessException.class))
                .extracting(FileAccessException::reason)
                .isEqualTo(reason);
    }

    @Test
    void folders_are_listed_and_files_described() throws Exception {
        assertThat(files.list("/")).extracting(AllocFileInfo::name).containsExactly("alloc", "web");
        AllocFileInfo info = files.stat("/web/local/index.html");
        assertThat(info.size()).isEqualTo(8);
        assertThat(info.fileMode()).startsWith("-rw");
        assertThat(info.contentType()).isEqualTo("text/html");
        assertThat(files.stat("web").fileMode()).startsWith("drwx");
    }

    @Test
    void a_file_is_read_from_an_offset() throws Exception {
        try (InputStream input = files.open("web/local/index.html", 3)) {
            assertThat(new String(input.readAllBytes(), UTF_8)).isEqualTo("hello");
        }
    }

    @Test
    void nothing_above_the_folder_is_given_out() throws Exception {
        Files.createSymbolicLink(root.resolve("web/local/link"), directory.resolve("outside"));
        refused("../outside", Reason.REFUSED);
        refused("/web/../../outside", Reason.REFUSED);
        refused("web/local/link", Reason.REFUSED);
        refused("web/local/none", Reason.NOT_FOUND);
    }

    @Test
    void secrets_are_refused_even_through_links() throws Exception {
        Files.createSymbolicLink(root.resolve("web/local/link"), root.resolve("web/secrets/token"));
        refused("web/secrets/token", Reason.REFUSED);
        refused("web/local/../secrets/token", Reason.REFUSED);
        refused("web/local/link", Reason.REFUSED);
    }

    private static FileChunk.Sink into(List<String> chunks) {
        return new FileChunk.Sink() {
            @Override
            public void chunk(FileChunk chunk) {
                chunks.add(chunk.file() + "@" + chunk.offset() + "=" + UTF_8.decode(chunk.data()) + chunk.event());
            }

            @Override
            public void idle() {
                chunks.add("idle");
            }
        };
    }

    @Test
    void a_log_is_read_across_its_files_from_either_end() throws Exception {
        Files.writeString(root.resolve("alloc/logs/web.stdout.3"), "abc");
        Files.writeString(root.resolve("alloc/logs/web.stdout.4"), "defg");
        LogStream log = new LogStream(root.resolve("alloc/logs"), "web.stdout", () -> true);

        List<String> all = new ArrayList<>();
        log.send(1, false, false, into(all));
        assertThat(all).containsExactly("alloc/logs/web.stdout.3@3=bc", "alloc/logs/web.stdout.4@4=defg");

        List<String> last = new ArrayList<>();
        log.send(2, true, true, into(last));
        assertThat(last).containsExactly("alloc/logs/web.stdout.4@4=fg");
    }

    @Test
    void a_followed_file_tells_its_deletion() throws Exception {
        Path file = root.resolve("web/local/index.html");
        List<String> chunks = new ArrayList<>();
        new FileStream(file, "x").send(0, false, true, new FileChunk.Sink() {
            @Override
            public void chunk(FileChunk chunk) throws IOException {
                chunks.add(UTF_8.decode(chunk.data()) + chunk.event());
                Files.deleteIfExists(file);
            }

            @Override
            public void idle() {}
        });
        assertThat(chunks).containsExactly("<p>hello", "file deleted");
    }
}
