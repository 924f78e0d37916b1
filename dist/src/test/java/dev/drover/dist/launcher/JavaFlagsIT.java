package dev.drover.dist.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the virtual machine is started, seen by a java that repeats its words. */
class JavaFlagsIT {
    @TempDir
    Path folder;

    private Sandbox sandbox;
    private Path launcher;

    @BeforeEach
    void install() {
        sandbox = new Sandbox(folder);
        sandbox.fakeJdk("jdks/fake", "25.0.1");
        launcher = sandbox.fakeInstallation("one");
    }

    @Test
    void the_launcher_becomes_the_program_so_that_signals_reach_it() {
        Sandbox.Result result = sandbox.run(launcher, "version");

        assertThat(result.output()).startsWith("pid " + result.pid() + "\n");
    }

    @Test
    void words_pass_through_unchanged() {
        assertThat(words("job", "run", "-var", "greeting=hello  world", "*"))
                .endsWith("job", "run", "-var", "greeting=hello  world", "*");
    }

    @Test
    void a_command_compiles_little() {
        assertThat(words("version")).contains("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    }

    @Test
    void a_development_agent_has_a_small_heap_and_an_agent_a_quarter_of_the_machine() {
        assertThat(words("agent", "-dev"))
                .contains("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseCompactObjectHeaders", "-XX:+UseSerialGC");
        assertThat(words("agent", "-config", "agent.hcl"))
                .contains("-XX:MaxRAMPercentage=25", "-XX:+UseG1GC")
                .doesNotContain("-Xmx256m", "-XX:TieredStopAtLevel=1");
    }

    @Test
    void options_of_the_user_come_after_the_launchers_own() {
        sandbox.with("DROVER_JAVA_OPTS", "-Xmx2g -Dcolour=red");

        List<String> words = words("agent", "-dev");

        assertThat(words).containsSubsequence("-Xmx256m", "-Xmx2g", "-Dcolour=red", "-cp");
        assertThat(words("version")).doesNotContain("-Xmx2g");
    }

    @Test
    void a_collector_that_the_user_chose_is_the_only_one() {
        sandbox.with("DROVER_JAVA_OPTS", "-XX:+UseParallelGC");

        assertThat(words("agent", "-config", "agent.hcl"))
                .contains("-XX:+UseParallelGC")
                .doesNotContain("-XX:+UseG1GC", "-XX:+UseSerialGC");
    }

    @Test
    void the_second_start_uses_the_cache_that_the_first_has_trained() throws IOException {
        sandbox.with("DROVER_TRAIN", "yes");

        assertThat(words("version")).noneMatch(word -> word.startsWith("-XX:AOTCache"));
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(cacheOf("one")));

        assertThat(words("version")).contains("-XX:AOTCache=" + cacheOf("one"));
    }

    @Test
    void a_cache_of_another_build_or_another_jdk_is_not_used() throws IOException {
        words("version");
        Sandbox.write(cacheOf("one"), "");
        assertThat(words("version")).contains("-XX:AOTCache=" + cacheOf("one"));

        Sandbox.write(folder.resolve("installed/build-id"), "two\n");
        assertThat(words("version")).noneMatch(word -> word.startsWith("-XX:AOTCache"));

        Sandbox.write(folder.resolve("installed/build-id"), "one\n");
        sandbox.with("DROVER_JAVA_HOME", sandbox.fakeJdk("another", "25.0.2"));
        assertThat(words("version")).noneMatch(word -> word.startsWith("-XX:AOTCache"));
    }

    @Test
    void a_program_that_was_moved_does_not_use_the_cache_of_its_old_place() throws IOException {
        words("version");
        Sandbox.write(cacheOf("one"), "");
        Path moved = Files.move(folder.resolve("installed"), folder.resolve("moved"));

        assertThat(sandbox.run(moved.resolve("drover"), "version").output()).doesNotContain("-XX:AOTCache");
    }

    private Path cacheOf(String buildId) throws IOException {
        String jdkId = Files.readAllLines(sandbox.cache().resolve("jdk")).get(2);
        String place = folder.resolve("installed").toRealPath().toString();
        return sandbox.cache().resolve("aot" + place + "/cli-" + buildId + "-" + jdkId + ".aot");
    }

    private List<String> words(String... words) {
        return sandbox.run(launcher, words)
                .output()
                .lines()
                .filter(line -> line.startsWith("word "))
                .map(line -> line.substring(5))
                .toList();
    }
}
