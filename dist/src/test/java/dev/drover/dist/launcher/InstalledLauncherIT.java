package dev.drover.dist.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The assembled program, started with the JDK that runs this test. */
@Isolated("measures how long a command takes")
class InstalledLauncherIT {
    private static final Path LAUNCHER = Sandbox.ASSEMBLY.resolve("drover");

    @TempDir
    Path folder;

    private Sandbox sandbox;

    @BeforeEach
    void showTheJdk() {
        sandbox = new Sandbox(folder).with("JAVA_HOME", System.getProperty("java.home"));
    }

    @Test
    void version_names_the_program_and_prints_no_warnings() {
        Sandbox.Result result = sandbox.run(LAUNCHER, "version");

        assertThat(result.output()).matches("(?s)Drover v\\d+\\.\\d+\\.\\d+.*");
        assertThat(result.errors()).isEmpty();
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void under_the_name_nomad_it_is_the_same_program() {
        Sandbox.copy(Sandbox.ASSEMBLY, folder.resolve("lib"));
        Path nomad = folder.resolve("nomad");
        Sandbox.link(folder.resolve("first"), folder.resolve("lib/drover"));
        Sandbox.link(nomad, Path.of("first"));

        assertThat(sandbox.run(nomad, "version").output())
                .isEqualTo(sandbox.run(LAUNCHER, "version").output());
    }

    @Test
    void a_copy_of_the_program_runs_anywhere_under_any_name() throws IOException {
        Path home = folder.resolve("a folder/with spaces");
        Sandbox.copy(Sandbox.ASSEMBLY, home);
        Path nomad = Files.move(home.resolve("drover"), home.resolve("nomad"));

        Sandbox.Result result = sandbox.run(nomad, "version");

        assertThat(result.output()).startsWith("Drover v");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void a_launcher_copied_alone_says_what_it_misses() {
        Sandbox.Result result = sandbox.run(Sandbox.copyLauncher(folder.resolve("alone")), "version");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.errors()).contains("neither drover.jar nor sources").contains("link to the launcher");
    }

    @Test
    void the_exit_code_of_a_command_is_passed_on() {
        Sandbox.Result result = sandbox.run(LAUNCHER, "no-such-command");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.errors()).contains("no-such-command");
    }

    @Test
    void once_trained_a_command_answers_within_a_fifth_of_a_second() {
        sandbox.with("DROVER_TRAIN", "yes").run(LAUNCHER, "version");
        await().atMost(Duration.ofMinutes(3)).until(this::isTrained);

        // The best of ten: what else runs on the machine is not the subject.
        long best = IntStream.range(0, 10)
                .mapToLong(run -> {
                    long began = System.nanoTime();
                    sandbox.run(LAUNCHER, "version");
                    return System.nanoTime() - began;
                })
                .min()
                .orElseThrow();
        assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofMillis(200));
    }

    private boolean isTrained() throws IOException {
        Path caches = sandbox.cache().resolve("aot");
        if (!Files.isDirectory(caches)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(caches)) {
            return files.anyMatch(file -> file.toString().endsWith(".aot"));
        }
    }
}
