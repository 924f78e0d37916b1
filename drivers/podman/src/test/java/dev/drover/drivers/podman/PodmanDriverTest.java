package dev.drover.drivers.podman;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drover.driver.DriverException;
import dev.drover.driver.ExecSession;
import dev.drover.driver.Fingerprint;
import dev.drover.driver.RunningTask;
import dev.drover.driver.Surroundings;
import dev.drover.driver.TaskExit;
import dev.drover.driver.TaskLaunch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The driver against a real service of Podman, with an image that is made of the host's static busybox. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class PodmanDriverTest {
    private static final Path BUSYBOX = Path.of("/bin/busybox");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    static Path home;

    private PodmanService service;
    private Path folder;
    private PodmanDriver driver;
    private final List<RunningTask> started = new ArrayList<>();
    private final List<String> progress = new ArrayList<>();

    @BeforeAll
    void startService() throws IOException {
        // On the machine that decides, a missing program must not look like success.
        assumeTrue(
                (PodmanService.isPossible() && Files.exists(BUSYBOX)) || System.getenv("CI") != null,
                "needs root and the packages podman and busybox-static");
        service = new PodmanService(home);
    }

    @AfterAll
    void stopService() throws IOException, InterruptedException {
        if (service != null) {
            service.close();
        }
    }

    @BeforeEach
    void prepare() throws IOException {
        folder = Files.createTempDirectory(home, "alloc");
        driver = new PodmanDriver(service.options());
        progress.clear();
    }

    @AfterEach
    void removeContainers() {
        started.forEach(RunningTask::destroy);
        started.clear();
        driver.close();
    }

    private RunningTask start(TaskLaunch launch) throws DriverException, InterruptedException {
        RunningTask task = driver.start(launch, progress::add);
        started.add(task);
        return task;
    }

    /** The image travels with the task. */
    private TaskLaunch launch(String script) {
        return Launches.launch(folder, config(script));
    }

    private Map<String, Object> config(String script) {
        Launches.launch(folder, Map.of());
        TestImage.write(folder.resolve("web/local/image.tar"), BUSYBOX, TestImage.NAME);
        return new HashMap<>(Map.of(
                "image",
                "docker-archive:local/image.tar",
                "network_mode",
                "host",
                "command",
                "/bin/sh",
                "args",
                List.of("-c", script)));
    }

    private void awaitOutput(String text) {
        Path file = folder.resolve("alloc/logs/web.stdout.0");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(file).exists().hasContent(text));
    }

    @Test
    void volumes_of_the_group_are_there_as_far_as_they_may_be_written() throws Exception {
        Path open = Files.createDirectory(folder.resolve("open"));
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Files.writeString(closed.resolve("file"), "of the host");
        Surroundings volumes = new Surroundings(
                Optional.empty(),
                List.of(
                        new Surroundings.Mount(open, "/data/deep", false, "private"),
                        new Surroundings.Mount(closed, "/rules", true, "private")));
        Map<String, Object> config =
                config("cat /rules/file; echo x >/data/deep/written; touch /rules/x || echo ' stays'");

        assertThat(start(Launches.launch(folder, config, volumes)).await()).isEqualTo(TaskExit.code(0));

        assertThat(folder.resolve("alloc/logs/web.stdout.0")).hasContent("of the host stays");
        assertThat(open.resolve("written")).hasContent("x");
        assertThat(closed.resolve("x")).doesNotExist();
    }

    @Test
    void the_fingerprint_tells_the_version() {
        Fingerprint fingerprint = driver.fingerprint();

        assertThat(fingerprint.health()).isEqualTo(Fingerprint.Health.HEALTHY);
        assertThat(fingerprint.attributes().get("driver.podman.version")).matches("\\d+\\..*");
        assertThat(fingerprint.attributes()).containsEntry("driver.podman.rootless", "false");
    }

    @Test
    void output_is_split_into_the_tasks_logs_and_the_exit_code_is_told() throws Exception {
        TaskExit exit = start(launch("echo to-out; echo to-err >&2; echo $GREETING >/alloc/seen; exit 3"))
                .await();

        assertThat(exit).isEqualTo(TaskExit.code(3));
        assertThat(folder.resolve("alloc/logs/web.stdout.0")).hasContent("to-out");
        assertThat(folder.resolve("alloc/logs/web.stderr.0")).hasContent("to-err");
        assertThat(folder.resolve("alloc/seen")).hasContent("hello");
        assertThat(progress).containsExactly("Loading image from local/image.tar");
    }

    @Test
    void stop_sends_the_signal_and_then_kills() throws Exception {
        RunningTask tame = start(launch("trap 'echo bye; exit 7' INT; echo up; while :; do sleep 0.1; done"));
        awaitOutput("up\n");
        tame.stop(PATIENCE, "SIGINT");
        assertThat(tame.await().exitCode()).isEqualTo(7);
        tame.destroy();

        RunningTask stubborn = start(launch("trap '' INT TERM; echo on; while :; do sleep 0.1; done"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(folder.resolve("alloc/logs/web.stdout.0"))
                        .content()
                        .endsWith("on\n"));
        stubborn.stop(Duration.ofMillis(300), "SIGINT");
        assertThat(stubborn.await().exitCode()).isEqualTo(137);
    }

    @Test
    void a_restart_of_the_service_leaves_the_task_and_its_log_whole() throws Exception {
        RunningTask task = start(
                launch("i=0; while [ ! -e /alloc/go ]; do i=$((i+1)); echo $i; sleep 0.01; done; echo end; exit 5"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(folder.resolve("alloc/logs/web.stdout.0"))
                        .content()
                        .contains("20\n"));
        service.kill();
        assertThat(driver.fingerprint().health()).isEqualTo(Fingerprint.Health.UNHEALTHY);
        assertThat(task.isRunning()).isTrue();
        service.restart();
        assertThat(driver.fingerprint().health()).isEqualTo(Fingerprint.Health.HEALTHY);
        Files.createFile(folder.resolve("alloc/go"));

        assertThat(task.await()).isEqualTo(TaskExit.code(5));
        List<String> lines = Files.readAllLines(folder.resolve("alloc/logs/web.stdout.0"));
        for (int i = 0; i < lines.size() - 1; i++) {
            assertThat(lines.get(i)).isEqualTo(Integer.toString(i + 1));
        }
        assertThat(lines).last().isEqualTo("end");
    }

    @Test
    void another_driver_object_finds_the_task_again() throws Exception {
        TaskLaunch launch = launch("echo one; while [ ! -e /alloc/go ]; do sleep 0.1; done; echo two; exit 5");
        RunningTask before = start(launch);
        awaitOutput("one\n");
        driver.close();

        driver = new PodmanDriver(service.options());
        RunningTask after = driver.recover(launch, before.recoveryState());
        started.add(after);
        Files.createFile(folder.resolve("alloc/go"));
        assertThat(after.await()).isEqualTo(TaskExit.code(5));
        assertThat(folder.resolve("alloc/logs/web.stdout.0")).hasContent("one\ntwo");
    }

    @Test
    void only_containers_that_nobody_knows_are_swept() throws Exception {
        TaskLaunch launch = launch("exec sleep 600");
        RunningTask task = start(launch);
        driver.close();
        driver = new PodmanDriver(service.options());

        driver.sweep("another-node", key -> false);
        driver.sweep(launch.nodeId(), key -> key.equals(launch.taskKey()));
        assertThat(driver.recover(launch, task.recoveryState()).isRunning()).isTrue();
        driver.close();
        driver = new PodmanDriver(service.options());
        driver.sweep(launch.nodeId(), key -> false);
        assertThatThrownBy(() -> driver.recover(launch, task.recoveryState())).isInstanceOf(DriverException.class);
    }

    @Test
    void commands_run_inside_the_container() throws Exception {
        RunningTask task = start(launch("exec sleep 600"));

        try (ExecSession session =
                task.exec(new ExecSession.Request(List.of("/bin/sh", "-c", "cat; echo err >&2; exit 4"), false))) {
            session.input().write("hello".getBytes(UTF_8));
            session.input().close();
            assertThat(new String(session.output().readAllBytes(), UTF_8)).isEqualTo("hello");
            assertThat(new String(session.errors().readAllBytes(), UTF_8)).isEqualTo("err\n");
            assertThat(session.await()).isEqualTo(TaskExit.code(4));
        }
    }

    @Test
    void usage_tells_memory_and_work() throws Exception {
        RunningTask task = start(launch("while :; do :; done"));

        await().atMost(PATIENCE).until(() -> task.usage().orElseThrow().cpuPercent() > 10);
    }

    @Test
    void a_job_for_rkt_runs_here_with_a_warning() throws Exception {
        Launches.launch(folder, Map.of());
        TestImage.write(folder.resolve("web/local/image.tar"), BUSYBOX, TestImage.NAME);
        TaskLaunch launch = Launches.launch(
                folder,
                Map.of(
                        "image",
                        "docker-archive:local/image.tar",
                        "command",
                        "/bin/echo",
                        "args",
                        List.of("from rkt"),
                        "net",
                        List.of("host"),
                        "trust_prefix",
                        "coreos.com/etcd"));

        RunningTask task = new RktDriver(driver).start(launch, progress::add);
        started.add(task);
        assertThat(task.await()).isEqualTo(TaskExit.code(0));
        assertThat(folder.resolve("alloc/logs/web.stdout.0")).hasContent("from rkt");
        assertThat(progress.getFirst()).contains("rkt is not maintained", "[trust_prefix]");
    }
}
