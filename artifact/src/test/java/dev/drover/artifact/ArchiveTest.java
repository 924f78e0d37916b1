package dev.drover.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import dev.drover.artifact.ArtifactFetcher.Fetched;
import dev.drover.artifact.ArtifactRequest.Mode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class ArchiveTest extends FetchTest {
    /** Fills a tar archive. */
    interface Filling {
        void into(TarArchiveOutputStream tar) throws IOException;
    }

    private static byte[] tar(Filling filling) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            filling.into(tar);
        }
        return bytes.toByteArray();
    }

    private static void file(TarArchiveOutputStream tar, String name, int mode, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(bytes.length);
        entry.setMode(mode);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    private static void special(TarArchiveOutputStream tar, String name, byte kind, String target) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, kind, true);
        entry.setLinkName(target);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    private static byte[] usual() throws IOException {
        return tar(tar -> {
            file(tar, "app/bin/run", 0104755, "#!/bin/sh\n");
            file(tar, "app/conf", 0100644, "hello");
            special(tar, "app/latest", TarConstants.LF_SYMLINK, "bin/run");
            special(tar, "app/same", TarConstants.LF_LINK, "app/conf");
        });
    }

    private static byte[] compressed(String kind, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = switch (kind) {
            case "gz", "tgz" -> new GZIPOutputStream(bytes);
            case "bz2", "tbz2" -> new BZip2CompressorOutputStream(bytes);
            case "xz", "txz" -> new XZOutputStream(bytes, new LZMA2Options());
            case "zst", "tzst" -> new ZstdOutputStream(bytes);
            default -> bytes;
        }) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tar", "tar.gz", "tgz", "tar.bz2", "tbz2", "tar.xz", "txz", "tar.zst", "tzst"})
    void every_kind_of_tar_is_unpacked(String suffix) throws Exception {
        site.put("/app." + suffix, compressed(suffix.replace("tar.", ""), usual()));

        Fetched fetched = fetch("/app." + suffix);

        assertThat(fetched.name()).isEmpty();
        Path app = fetched.tree().resolve("app");
        assertThat(app.resolve("conf")).hasContent("hello");
        assertThat(app.resolve("same")).hasContent("hello");
        assertThat(Files.readSymbolicLink(app.resolve("latest"))).hasToString("bin/run");
        // The bit that makes a program run as its owner is gone.
        assertThat((int) Files.getAttribute(app.resolve("bin/run"), "unix:mode") & 07777)
                .isEqualTo(0755);
    }

    @Test
    void a_zip_is_unpacked_with_its_permissions() throws Exception {
        site.put("/app.zip", zip());

        Path tree = fetch("/app.zip").tree();

        assertThat(tree.resolve("dir/run")).hasContent("x");
        assertThat(Files.getPosixFilePermissions(tree.resolve("dir/run")))
                .isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(Files.readSymbolicLink(tree.resolve("link"))).hasToString("dir/run");
    }

    private static byte[] zip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            put(zip, "dir/", 040755, "");
            put(zip, "dir/run", 0104755, "x");
            put(zip, "link", 0120777, "dir/run");
        }
        return bytes.toByteArray();
    }

    private static void put(ZipArchiveOutputStream zip, String name, int mode, String content) throws IOException {
        ZipArchiveEntry entry = new ZipArchiveEntry(name);
        entry.setUnixMode(mode);
        zip.putArchiveEntry(entry);
        zip.write(content.getBytes(StandardCharsets.UTF_8));
        zip.closeArchiveEntry();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gz", "bz2", "xz", "zst"})
    void a_single_compressed_file_is_expanded(String suffix) throws Exception {
        site.put("/app.conf." + suffix, compressed(suffix, "hello".getBytes(StandardCharsets.UTF_8)));

        Fetched fetched = fetch("/app.conf." + suffix);

        assertThat(fetched.tree()).hasContent("hello");
        assertThat(fetched.name()).contains("app.conf");
    }

    @Test
    void an_archive_stays_packed_when_that_is_wished() throws Exception {
        byte[] archive = usual();
        site.put("/app.tar", archive);

        Fetched fetched = fetch("/app.tar?archive=false");

        assertThat(fetched.name()).contains("app.tar");
        assertThat(fetched.tree()).hasBinaryContent(archive);
    }

    @Test
    void the_kind_of_an_archive_can_be_said() throws Exception {
        site.put("/latest", compressed("gz", usual()));

        assertThat(fetch("/latest?archive=tar.gz").tree().resolve("app/conf")).hasContent("hello");
        assertThatThrownBy(() -> fetch("/latest?archive=rar")).hasMessageContaining("no known kind of archive");
    }

    @Test
    void a_part_of_an_archive_is_enough() throws Exception {
        site.put("/app.tar", usual());

        assertThat(fetch("/app.tar//app/bin").tree().resolve("run")).exists();
        assertThatThrownBy(() -> fetch("/app.tar//nope")).hasMessageContaining("has no folder \"nope\"");
    }

    @Test
    void the_mode_says_what_may_come() throws Exception {
        site.put("/app.tar", usual());

        assertThat(fetch(request(site.address() + "/app.tar", Mode.DIR)).tree()).isDirectory();
        assertThat(fetch(request(site.address() + "/app.tar", Mode.FILE)).tree())
                .isRegularFile();
    }

    private void refused(byte[] archive, String message) {
        site.put("/bad.tar", archive);
        assertThatThrownBy(() -> fetch("/bad.tar"))
                .isInstanceOfSatisfying(
                        ArtifactException.class,
                        fault -> assertThat(fault.recoverable()).isFalse())
                .hasMessageContaining(message);
        assertThat(top.resolve("evil")).doesNotExist();
    }

    @Test
    void names_that_lead_out_are_refused() throws IOException {
        refused(tar(tar -> file(tar, "../evil", 0644, "x")), "leads out of the archive");
        refused(tar(tar -> file(tar, "a/../../../evil", 0644, "x")), "leads out of the archive");
        refused(tar(tar -> file(tar, top + "/evil", 0644, "x")), "is an absolute name");
    }

    @Test
    void links_that_lead_out_are_refused() throws IOException {
        for (String target : List.of("../../evil", "/etc/passwd", "a/../../../x", "..")) {
            refused(tar(tar -> special(tar, "link", TarConstants.LF_SYMLINK, target)), "out of the artifact");
        }
        refused(tar(tar -> special(tar, "link", TarConstants.LF_LINK, "/etc/passwd")), "");
        refused(tar(tar -> special(tar, "link", TarConstants.LF_LINK, "nope")), "out of the artifact");
    }

    @Test
    void links_that_lead_out_over_other_links_are_refused() throws IOException {
        refused(
                tar(tar -> {
                    file(tar, "deep/er/x", 0644, "x");
                    special(tar, "deep/er/up", TarConstants.LF_SYMLINK, "..");
                    special(tar, "out", TarConstants.LF_SYMLINK, "deep/er/up/../../evil");
                }),
                "out of the artifact");
        refused(
                tar(tar -> {
                    special(tar, "a", TarConstants.LF_SYMLINK, "b");
                    special(tar, "b", TarConstants.LF_SYMLINK, "a");
                }),
                "out of the artifact");
    }

    @Test
    void nothing_is_written_behind_a_link() throws IOException {
        refused(
                tar(tar -> {
                    special(tar, "link", TarConstants.LF_SYMLINK, "..");
                    file(tar, "link/evil", 0644, "x");
                }),
                "lies behind the link");
        refused(
                tar(tar -> {
                    special(tar, "link", TarConstants.LF_SYMLINK, "..");
                    special(tar, "hard", TarConstants.LF_LINK, "link/download");
                }),
                "lies behind the link");
    }

    @Test
    void a_file_replaces_a_link_of_the_same_name_and_does_not_follow_it() throws Exception {
        site.put("/app.tar", tar(tar -> {
            file(tar, "a", 0644, "a");
            special(tar, "b", TarConstants.LF_SYMLINK, "a");
            file(tar, "b", 0644, "b");
        }));

        Path tree = fetch("/app.tar").tree();

        assertThat(tree.resolve("a")).hasContent("a");
        assertThat(tree.resolve("b")).hasContent("b");
    }

    @Test
    void devices_and_pipes_are_refused() throws IOException {
        for (byte kind : new byte[] {TarConstants.LF_CHR, TarConstants.LF_BLK, TarConstants.LF_FIFO}) {
            refused(tar(tar -> special(tar, "node", kind, "")), "device or pipe");
        }
    }

    @Test
    void an_archive_has_limits() throws Exception {
        site.put("/zeros.tar.gz", compressed("gz", tar(tar -> file(tar, "zeros", 0644, "0".repeat(100_000)))));
        site.put("/zeros.gz", compressed("gz", new byte[100_000]));
        site.put("/app.tar", usual());

        for (String path : List.of("/zeros.tar.gz", "/zeros.gz")) {
            assertThatThrownBy(() -> fetcher(limits(0, 99_999, 0)).fetch(request(site.address() + path), staging()))
                    .hasMessageContaining("than 99999 bytes");
        }
        assertThatThrownBy(() -> fetcher(limits(0, 0, 3)).fetch(request(site.address() + "/app.tar"), staging()))
                .hasMessageContaining("more than 3 files");
    }

    @Test
    void a_damaged_archive_is_told() {
        for (String suffix : List.of("zip", "tar.gz", "gz", "bz2", "xz", "zst", "tar")) {
            site.put("/bad." + suffix, "this is no archive at all, whatever its name may say".repeat(20));
            assertThatThrownBy(() -> fetch(request(site.address() + "/bad." + suffix, Map.of())))
                    .as(suffix)
                    .isInstanceOf(ArtifactException.class);
        }
    }
}
