package dev.drover.drivers.lxc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drover.driver.DriverException;
import dev.drover.driver.ExecSession;
import dev.drover.driver.Fingerprint;
import dev.drover.driver.RunningTask;
import dev.drover.driver.Surroundings;
import dev.drover.driver.TaskLaunch;
import dev.drover.keeper.process.LocalProcessHost;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The driver with real containers, whose root is made of the host's static busybox. */
@Timeout(120)
class LxcDriverTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @TempDir
    Path keeper;

    @TempDir
    Path store;

    private final List<String> progress = new ArrayList<>();
    private LocalProcessHost host;
    private LxcDriver driver;
    private TaskLaunch launch;
    private final List<RunningTask> started = new ArrayList<>();

    @BeforeEach
    void prepare() throws IOException {
        host = LocalProcessHost.passing(keeper, () -> 1000);
        driver = new LxcDriver(host, LxcOptions.of(Map.of("lxc_path", store.toString(), "network_mode", "none")));
        boolean usable = driver.fingerprint().health() == Fingerprint.Health.HEALTHY
                && Files.exists(Path.of("/usr/share/lxc/templates/lxc-busybox"))
                && System.getProperty("user.name").equals("root");
        // On the machine that decides, a missing program must not look like success.
        assumeTrue(usable || System.getenv("CI") != null, "needs root and the packages lxc and busybox-static");
        for (String each : List.of("alloc", "box/local", "box/secrets")) {
            Files.createDirectories(folder.resolve(each));
        }
        launch = Launches.launch(folder, Map.of("template", "busybox", "log_level", "info"), 64, Map.of());
    }

    @AfterEach
    void endContainer() {
        started.forEach(RunningTask::destroy);
        host.close();
    }

    private RunningTask startAndAwaitBoot() throws Exception {
        RunningTask task = driver.start(launch, progress::add);
        started.add(task);
        // What this image's init does last is to ask for somebody at the console.
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(folder.resolve("logs/box.stdout.0"))
                        .content()
                        .contains("activate this console"));
        return task;
    }

    @Test
    void a_container_boots_with_its_folders_volumes_and_limits_and_is_gone_in_the_end() throws Exception {
        Path open = Files.createDirectory(folder.resolve("open"));
        Path closed = Files.createDirectory(folder.resolve("closed"));
        launch = Launches.launch(
                folder,
                launch.config(),
                64,
                Map.of(),
                new Surroundings(
                        Optional.empty(),
                        List.of(
                                new Surroundings.Mount(open, "/data/deep", false, "private"),
                                new Surroundings.Mount(closed, "/rules", true, "private"))));
        RunningTask task = startAndAwaitBoot();
        String container = "box-a1";

        assertThat(progress).containsExactly("Creating the container with the template busybox");
        assertThat(task.isRunning()).isTrue();
        assertThat(LxcPrograms.run(
                                PATIENCE,
                                List.of(
                                        "lxc-attach",
                                        "-n",
                                        container,
                                        "-P",
                                        store.toString(),
                                        "--",
                                        "/bin/sh",
                                        "-c",
                                        "echo seen >/alloc/seen; echo x >/data/deep/written; ls /local /secrets && ! touch /rules/x"))
                        .code())
                .isZero();
        assertThat(open.resolve("written")).hasContent("x");
        assertThat(closed.resolve("x")).doesNotExist();
        assertThat(folder.resolve("alloc/seen")).hasContent("seen");
        assertThat(task.usage().orElseThrow().residentBytes()).isPositive();
        assertThatThrownBy(() -> task.signal("SIGHUP")).hasMessageContaining("takes no signals");

        task.stop(PATIENCE, "");
        assertThat(task.await().error()).isEmpty();
        task.destroy();
        assertThat(store.resolve(container)).doesNotExist();
    }

    @Test
    void a_container_that_does_not_listen_is_killed() throws Exception {
        RunningTask task = startAndAwaitBoot();

        task.stop(Duration.ZERO, "");

        assertThat(task.isRunning()).isFalse();
        assertThat(new LxcPrograms(store)
                        .run(PATIENCE, "lxc-info", "box-a1", "-s", "-H")
                        .text())
                .isEqualTo("STOPPED");
    }

    @Test
    void a_running_container_is_found_again_and_swept_when_nobody_knows_it() throws Exception {
        RunningTask task = startAndAwaitBoot();

        RunningTask again = driver.recover(launch, task.recoveryState());
        assertThat(again.isRunning()).isTrue();
        driver.sweep("n", key -> key.equals(launch.taskKey()));
        driver.sweep("another", key -> false);
        assertThat(again.isRunning()).isTrue();

        driver.sweep("n", key -> false);
        assertThat(store.resolve("box-a1")).doesNotExist();
        again.await();
        assertThatThrownBy(() -> driver.recover(launch, "other")).isInstanceOf(DriverException.class);
    }

    @Test
    void a_command_runs_inside_with_its_input_and_exit_code_and_ends_with_its_caller() throws Exception {
        RunningTask task = startAndAwaitBoot();

        try (ExecSession session = task.exec(new ExecSession.Request(
                List.of("sh", "-c", "read word; echo heard $word in $(hostname); echo wrong >&2; exit 7"), false))) {
            session.input().write("hello\n".getBytes(StandardCharsets.UTF_8));
            session.input().close();
            assertThat(text(session.output())).startsWith("heard hello in box-a1");
            assertThat(text(session.errors())).contains("wrong");
            assertThat(session.await().exitCode()).isEqualTo(7);
        }
        try (ExecSession session = task.exec(new ExecSession.Request(List.of("sh", "-c", "tty; stty size"), true))) {
            session.resize(20, 70);
            assertThat(text(session.output())).contains("/dev/pts/");
            assertThat(session.await().exitCode()).isZero();
        }
        Path alive = folder.resolve("alloc/alive");
        try (ExecSession session = task.exec(new ExecSession.Request(
                List.of("sh", "-c", "(while :; do touch /alloc/alive; sleep 0.05; done) & echo on; wait"), false))) {
            assertThat(session.output().read()).isEqualTo('o');
        }
        Files.deleteIfExists(alive);
        task.exec(new ExecSession.Request(List.of("sleep", "0.3"), false)).await();
        assertThat(alive).doesNotExist();
        task.stop(Duration.ZERO, "");
        assertThatThrownBy(() -> task.exec(new ExecSession.Request(List.of("true"), false)))
                .hasMessageContaining("has ended");
    }

    private static String text(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void a_template_that_fails_is_explained() {
        TaskLaunch wrong = Launches.launch(folder, Map.of("template", "no-such-template"), 64, Map.of());

        assertThatThrownBy(() -> driver.start(wrong, progress::add))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("the template no-such-template failed");
        assertThat(store.resolve("box-a1")).doesNotExist();
    }

    @Test
    void the_driver_can_be_switched_off() {
        LxcDriver disabled = new LxcDriver(host, LxcOptions.of(Map.of("enabled", false)));

        assertThat(disabled.fingerprint().health()).isEqualTo(Fingerprint.Health.UNDETECTED);
        assertThatThrownBy(() -> disabled.start(launch, progress::add)).hasMessageContaining("disabled");
        assertThat(driver.fingerprint().attributes().get("driver.lxc.version")).matches("\\d+\\..*");
    }
}
