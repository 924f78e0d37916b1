package dev.drover.dist.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the launcher takes its JDK from. */
class JdkSearchIT {
    @TempDir
    Path folder;

    private Sandbox sandbox;
    private Path launcher;

    @BeforeEach
    void install() {
        sandbox = new Sandbox(folder);
        launcher = sandbox.fakeInstallation("one");
    }

    @Test
    void java_home_is_used_when_it_is_a_25() {
        sandbox.with("JAVA_HOME", sandbox.fakeJdk("mine", "25"));

        assertThat(found()).isEqualTo(folder.resolve("mine"));
    }

    @Test
    void an_older_java_home_and_an_older_java_on_the_path_are_passed_over_for_the_usual_folders() {
        sandbox.with("JAVA_HOME", sandbox.fakeJdk("old", "17.0.15"));
        Sandbox.link(
                folder.resolve("tools/java"), sandbox.fakeJdk("older", "11.0.2").resolve("bin/java"));
        sandbox.fakeJdk("jdks/a-17", "17.0.1");
        sandbox.fakeJdk("jdks/b-250", "250.0.1");
        sandbox.fakeJdk("jdks/c-25", "25.0.3");

        assertThat(found()).isEqualTo(folder.resolve("jdks/c-25"));
    }

    @Test
    void java_on_the_path_is_followed_to_its_home() {
        Sandbox.link(
                folder.resolve("tools/java"),
                sandbox.fakeJdk("linked", "25.0.3").resolve("bin/java"));

        assertThat(found()).isEqualTo(folder.resolve("linked"));
    }

    @Test
    void the_folder_of_a_mac_bundle_is_searched() {
        sandbox.fakeJdk("jdks/temurin-25.jdk/Contents/Home", "25.0.3");

        assertThat(found()).isEqualTo(folder.resolve("jdks/temurin-25.jdk/Contents/Home"));
    }

    @Test
    void drover_java_home_comes_first_and_must_be_a_25() {
        sandbox.with("JAVA_HOME", sandbox.fakeJdk("mine", "25"));
        assertThat(found()).isEqualTo(folder.resolve("mine"));

        sandbox.with("DROVER_JAVA_HOME", sandbox.fakeJdk("asked", "25.0.1"));
        assertThat(found()).isEqualTo(folder.resolve("asked"));

        sandbox.with("DROVER_JAVA_HOME", sandbox.fakeJdk("old", "21"));
        Sandbox.Result result = sandbox.run(launcher, "version");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.errors()).contains("DROVER_JAVA_HOME").contains("is not a JDK 25");
    }

    @Test
    void a_remembered_jdk_that_was_replaced_by_another_version_is_searched_for_again() throws IOException {
        sandbox.fakeJdk("jdks/a", "25.0.1");
        sandbox.fakeJdk("jdks/b", "25.0.2");
        assertThat(found()).isEqualTo(folder.resolve("jdks/a"));

        sandbox.fakeJdk("jdks/a", "26");
        // The clock of a file system is coarser than two steps of a test are apart.
        Files.setLastModifiedTime(
                folder.resolve("jdks/a/release"), FileTime.from(Instant.now().plusSeconds(1)));
        assertThat(found()).isEqualTo(folder.resolve("jdks/b"));

        Files.delete(folder.resolve("jdks/b/bin/java"));
        sandbox.fakeJdk("jdks/c", "25.0.2");
        assertThat(found()).isEqualTo(folder.resolve("jdks/c"));
    }

    @Test
    void where_there_is_none_it_is_fetched_once_and_its_checksum_compared() throws IOException {
        Path archive = archive("25.0.3");
        checksum(archive, sha256(archive));
        sandbox.with("DROVER_JDK_URL", archive.toUri().toString().replace("file:/", "file:///"));

        Sandbox.Result first = sandbox.run(launcher, "version");
        assertThat(first.errors()).contains("there is no JDK 25 here, fetching file://");
        assertThat(first.output()).endsWith("word version\n");
        assertThat(found()).isEqualTo(sandbox.cache().resolve("jdks/jdk"));

        Files.delete(sandbox.cache().resolve("jdk"));
        Sandbox.Result second = sandbox.run(launcher, "version");
        assertThat(second.errors()).isEmpty();
        assertThat(second.output()).endsWith("word version\n");
    }

    @Test
    void an_archive_with_another_checksum_is_refused() throws IOException {
        Path archive = archive("25.0.3");
        checksum(archive, "0".repeat(64));
        sandbox.with("DROVER_JDK_URL", "file://" + archive);

        Sandbox.Result result = sandbox.run(launcher, "version");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).isEmpty();
        assertThat(result.errors()).contains(sha256(archive)).contains("nothing was installed");
        assertThat(sandbox.cache().resolve("jdks")).isEmptyDirectory();
    }

    @Test
    void an_archive_of_another_version_is_refused() throws IOException {
        Path archive = archive("21.0.2");
        checksum(archive, sha256(archive));
        sandbox.with("DROVER_JDK_URL", "file://" + archive);

        Sandbox.Result result = sandbox.run(launcher, "version");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.errors()).contains("holds no JDK 25");
    }

    @Test
    void an_address_that_cannot_be_reached_ends_with_what_to_do() {
        sandbox.with("DROVER_JDK_URL", "file://" + folder.resolve("missing.tar.gz"));

        Sandbox.Result result = sandbox.run(launcher, "version");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.errors()).contains("set DROVER_JAVA_HOME");
    }

    private Path found() {
        String output = sandbox.run(launcher, "version").output();
        assertThat(output).endsWith("word version\n");
        try {
            return Path.of(Files.readAllLines(sandbox.cache().resolve("jdk")).get(1));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Path archive(String version) {
        sandbox.fakeJdk("packed/jdk", version);
        Path archive = folder.resolve("jdk.tar.gz");
        Sandbox.Result result = sandbox.run(
                folder.resolve("tools/tar"),
                "-czf",
                archive.toString(),
                "-C",
                folder.resolve("packed").toString(),
                "jdk");
        assertThat(result.exitCode()).as(result.errors()).isZero();
        return archive;
    }

    private static void checksum(Path archive, String sum) {
        Sandbox.write(archive.resolveSibling("jdk.tar.gz.sha256.txt"), sum + "  jdk.tar.gz\n");
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
