package dev.drover.dist.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the launcher builds, in a small source tree whose Maven only writes down that it was called. */
class SourceBuildIT {
    private static final String FAKE_MAVEN = """
            #!/bin/sh
            echo "$JAVA_HOME $*" >>calls
            if [ -e broken ]; then echo "cannot find symbol: Sheep"; exit 1; fi
            while [ -e hold ]; do sleep 0.02; done
            mkdir -p dist/target/drover/lib
            cp drover dist/target/drover/drover
            : >dist/target/drover/drover.jar
            cat model/src/main/java/*.java | cksum | cut -d ' ' -f 1 >dist/target/drover/build-id
            """;

    @TempDir
    Path folder;

    private Sandbox sandbox;
    private Path repository;
    private Path launcher;
    private Path jdk;

    @BeforeEach
    void makeSourceTree() {
        sandbox = new Sandbox(folder);
        jdk = sandbox.fakeJdk("jdks/fake", "25.0.1");
        repository = folder.resolve("repository");
        launcher = Sandbox.copyLauncher(repository);
        Sandbox.script(repository.resolve("mvnw"), FAKE_MAVEN);
        source("Sheep", "class Sheep {}");
        source("Goat", "class Goat {}");
        Sandbox.write(repository.resolve("model/pom.xml"), "<project/>");
    }

    @Test
    void the_first_command_builds_and_the_second_does_not() {
        Sandbox.Result first = sandbox.run(launcher, "version");
        assertThat(first.output()).endsWith("word version\n");
        assertThat(first.errors()).matches("drover: building \\(first time\\) \\.\\.\\. \\d+ s\n");

        Sandbox.Result second = sandbox.run(launcher, "version");
        assertThat(second.output()).endsWith("word version\n");
        assertThat(second.errors()).isEmpty();
        assertThat(calls()).hasSize(1).first().asString().startsWith(jdk + " ").contains(" package ");
    }

    @Test
    void a_changed_source_is_built_before_the_command_runs() {
        sandbox.run(launcher, "version");
        source("Sheep", "class Sheep { int legs; }");

        assertThat(sandbox.run(launcher, "version").errors()).startsWith("drover: building (sources changed)");
        assertThat(calls()).hasSize(2);
    }

    @Test
    void a_deleted_source_is_noticed() throws IOException {
        sandbox.run(launcher, "version");
        Files.delete(repository.resolve("model/src/main/java/Goat.java"));

        sandbox.run(launcher, "version");

        assertThat(calls()).hasSize(2);
    }

    @Test
    void a_running_program_keeps_its_files_when_a_new_build_is_made() {
        Path before = jarOf(sandbox.run(launcher, "version"));
        source("Sheep", "class Sheep { int legs; }");
        Path after = jarOf(sandbox.run(launcher, "version"));

        assertThat(after).isNotEqualTo(before).exists();
        assertThat(before).exists();
    }

    @Test
    void builds_of_days_ago_are_deleted() throws IOException {
        Path before = jarOf(sandbox.run(launcher, "version"));
        Files.setLastModifiedTime(
                before.getParent(), FileTime.from(Instant.now().minus(Duration.ofDays(3))));
        source("Sheep", "class Sheep { int legs; }");

        Path after = jarOf(sandbox.run(launcher, "version"));

        assertThat(before).doesNotExist();
        assertThat(after).exists();
    }

    @Test
    void a_failing_build_shows_mavens_output_and_runs_nothing() throws IOException {
        Sandbox.write(repository.resolve("broken"), "");

        Sandbox.Result result = sandbox.run(launcher, "version");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).isEmpty();
        assertThat(result.errors()).contains("failed after").contains("cannot find symbol: Sheep");

        Files.delete(repository.resolve("broken"));
        assertThat(sandbox.run(launcher, "version").exitCode()).isZero();
    }

    @Test
    void of_two_launchers_at_once_one_builds_and_the_other_waits() throws InterruptedException {
        Sandbox.write(repository.resolve("hold"), "");
        Process first = sandbox.start(launcher, "version");
        Process second = sandbox.start(launcher, "version");
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(repository.resolve("calls")));
        assertThat(repository.resolve("hold").toFile().delete()).isTrue();

        assertThat(first.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(List.of(first.exitValue(), second.exitValue())).containsOnly(0);
        assertThat(calls()).hasSize(1);
    }

    @Test
    void verify_runs_all_tests_with_the_words_that_follow() {
        Sandbox.Result result = sandbox.run(launcher, "verify", "-pl", "model");

        assertThat(result.exitCode()).isZero();
        assertThat(calls()).containsExactly(jdk + " -B -ntp verify -pl model");
    }

    @Test
    void build_brings_the_build_and_its_caches_up_to_date() throws IOException {
        Sandbox.Result result = sandbox.run(launcher, "build");

        assertThat(result.errors()).contains("building (first time)").contains("is current");
        assertThat(result.output()).isEmpty();
        assertThat(sandbox.run(launcher, "version").output()).contains("word -XX:AOTCache=");
    }

    private void source(String name, String text) {
        Sandbox.write(repository.resolve("model/src/main/java/" + name + ".java"), text + "\n");
    }

    private List<String> calls() {
        try {
            return Files.readAllLines(repository.resolve("calls"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Path jarOf(Sandbox.Result result) {
        return result.output()
                .lines()
                .filter(line -> line.endsWith("drover.jar"))
                .map(line -> Path.of(line.substring("word ".length())))
                .findFirst()
                .orElseThrow();
    }
}
