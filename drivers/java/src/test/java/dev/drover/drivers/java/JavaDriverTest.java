package dev.drover.drivers.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drover.driver.Fingerprint;
import dev.drover.driver.RunningTask;
import dev.drover.driver.Surroundings;
import dev.drover.driver.TaskExit;
import dev.drover.driver.TaskLaunch;
import dev.drover.drivers.isolated.Isolation;
import dev.drover.drivers.isolated.IsolationOptions;
import dev.drover.keeper.process.LocalProcessHost;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaDriverTest {
    private static final String HELLO = "dev/drover/drivers/java/Hello.class";

    @TempDir
    Path root = Path.of("/");

    @TempDir
    Path folder = Path.of("/");

    private final List<RunningTask> started = new ArrayList<>();
    private LocalProcessHost host = LocalProcessHost.passing(Path.of("/"), () -> 1000);
    private JavaDriver driver = driver();

    @BeforeEach
    void makeDriver() {
        host = LocalProcessHost.passing(folder.resolve("processes"), () -> 1000);
        driver = driver();
    }

    private JavaDriver driver() {
        return new JavaDriver(new Isolation(host, IsolationOptions.of(Map.of()), folder.resolve("java")));
    }

    @AfterEach
    void endAll() {
        started.forEach(RunningTask::destroy);
        host.close();
    }

    private void needJava() {
        Fingerprint fingerprint = driver.fingerprint();
        assumeTrue(
                fingerprint.health() == Fingerprint.Health.HEALTHY || System.getenv("CI") != null,
                () -> "java is not usable here: " + fingerprint.description());
    }

    /** A jar with a program that prints what it was started with and ends with 5. */
    private static void jar(Path file) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Hello.class.getName());
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.putNextEntry(new JarEntry(HELLO));
            jar.write(Hello.class.getResourceAsStream("Hello.class").readAllBytes());
        }
    }

    private String run(Map<String, Object> config) throws Exception {
        return run(config, Surroundings.NONE);
    }

    private String run(Map<String, Object> config, Surroundings surroundings) throws Exception {
        TaskLaunch launch = Launches.launch(root, config, surroundings);
        jar(root.resolve("web/local/hello.jar"));
        RunningTask task = driver.start(launch, message -> {});
        started.add(task);
        TaskExit exit = task.await();
        String errors = Files.readString(root.resolve("alloc/logs/web.stderr.0"), StandardCharsets.UTF_8);
        assertThat(exit).as(errors).isEqualTo(TaskExit.code(5));
        return Files.readString(root.resolve("alloc/logs/web.stdout.0"));
    }

    @Test
    void the_fingerprint_tells_the_version() {
        needJava();
        Map<String, String> attributes = driver.fingerprint().attributes();
        assertThat(attributes.get("driver.java.version")).matches("\\d.*");
        assertThat(attributes.get("driver.java.runtime")).contains("Runtime Environment");
        assertThat(attributes.get("driver.java.vm")).contains("VM");
    }

    @Test
    void a_jar_runs_isolated_with_options_and_arguments() throws Exception {
        needJava();
        String seen = run(Map.of(
                "jar_path",
                "local/hello.jar",
                "jvm_options",
                List.of("-Xmx64m", "-Dgreeting=hello"),
                "args",
                List.of("a", "b c")));
        assertThat(seen).isEqualTo("hello from nobody: a|b c\n");
    }

    @Test
    void volumes_of_the_group_are_there_as_far_as_they_may_be_written() throws Exception {
        needJava();
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Path file = Files.writeString(closed.resolve("file"), "of the host");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        Surroundings volumes = new Surroundings(
                Optional.empty(),
                List.of(
                        new Surroundings.Mount(open, "/data/deep", false, "private"),
                        new Surroundings.Mount(closed, "/rules", true, "private")));

        String seen = run(
                Map.of("jar_path", "local/hello.jar", "jvm_options", List.of("-Xmx64m", "-Dcopy=/rules/file")),
                volumes);

        assertThat(seen).endsWith("and may not write\n");
        assertThat(open.resolve("written")).hasContent("of the host");
    }

    @Test
    void a_class_of_a_class_path_runs_too() throws Exception {
        needJava();
        String seen = run(Map.of("class", Hello.class.getName(), "class_path", "/local/hello.jar"));
        assertThat(seen).isEqualTo("null from nobody: \n");
    }

    @Test
    void faults_name_the_option() {
        assertThat(driver.validate(Map.of("jarpath", "x")))
                .containsExactly(
                        "config.jar_path or config.class is required",
                        "config.jarpath is not an option of this driver; did you mean \"jar_path\"?");
        assertThatThrownBy(() -> driver.start(Launches.launch(root, Map.of()), message -> {}))
                .hasMessageContaining("jar_path");
    }

    @Test
    void only_the_answer_of_a_java_counts() {
        List<String> answer = List.of(
                "Picked up JAVA_TOOL_OPTIONS: -Xmx1g",
                "openjdk version \"25.0.1\" 2025-10-21",
                "OpenJDK Runtime Environment (build 25.0.1+8)",
                "OpenJDK 64-Bit Server VM (build 25.0.1+8, mixed mode)");
        assertThat(JavaInstallation.read(Path.of("/j/bin/java"), answer))
                .hasValueSatisfying(java -> assertThat(java.version()).isEqualTo("25.0.1"))
                .hasValueSatisfying(java -> assertThat(java.home()).isEqualTo(Path.of("/j")));
        assertThat(JavaInstallation.read(Path.of("/j/bin/java"), List.of("gij 1.5", "x", "y")))
                .isEmpty();
    }
}
