package dev.drover.drivers.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drover.driver.DriverException;
import dev.drover.driver.Fingerprint;
import dev.drover.driver.RunningTask;
import dev.drover.driver.TaskExit;
import dev.drover.driver.TaskLaunch;
import dev.drover.drivers.engine.EngineAddress;
import dev.drover.drivers.engine.EngineClient;
import dev.drover.drivers.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of tasks while their engine is away. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class EngineAbsenceTest {
    private static final Path BUSYBOX = Path.of("/bin/busybox");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path home;

    private OwnEngine engine;
    private Path folder;

    @BeforeAll
    void startEngine() throws IOException, InterruptedException {
        // On the machine that decides, a missing program must not look like success.
        assumeTrue(
                (OwnEngine.isPossible() && Files.exists(BUSYBOX)) || System.getenv("CI") != null,
                "needs root and the packages docker.io and busybox-static");
        engine = new OwnEngine(home);
    }

    @AfterAll
    void stopEngine() throws IOException, InterruptedException {
        if (engine != null) {
            engine.close();
        }
    }

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory(home, "alloc");
    }

    private TaskLaunch launch(String script) {
        Launches.launch(folder, Map.of());
        TestImage.write(folder.resolve("web/local/image.tar"), BUSYBOX, TestImage.NAME);
        Map<String, Object> config = new HashMap<>(Map.of("image", TestImage.NAME, "load", "local/image.tar"));
        config.putAll(Map.of("network_mode", "none", "command", "/bin/sh", "args", List.of("-c", script)));
        return Launches.launch(folder, config);
    }

    private void awaitLine(String line) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> Files.readString(folder.resolve("alloc/logs/web.stdout.0"))
                        .contains(line));
    }

    private void assertCountingIsWhole(int least) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("alloc/logs/web.stdout.0"));
        assertThat(lines)
                .isEqualTo(IntStream.rangeClosed(1, lines.size())
                        .mapToObj(Integer::toString)
                        .toList());
        assertThat(lines).hasSizeGreaterThan(least);
    }

    private static final String COUNT =
            "i=0; while [ ! -e /alloc/go ]; do i=$((i+1)); echo $i; sleep 0.01; done; exit 5";

    @Test
    void a_killed_engine_makes_the_driver_unhealthy_and_neither_ends_nor_doubles_its_tasks() throws Exception {
        try (DockerDriver driver = new DockerDriver(engine.options(Map.of()))) {
            assertThat(driver.fingerprint().health()).isEqualTo(Fingerprint.Health.HEALTHY);
            RunningTask task = driver.start(launch(COUNT), message -> {});
            awaitLine("50\n");
            long pid = pid("i=0; while");

            engine.kill();
            assertThat(driver.fingerprint().health()).isEqualTo(Fingerprint.Health.UNHEALTHY);
            assertThat(task.isRunning()).isTrue();
            assertThatThrownBy(() -> driver.start(launch("true"), message -> {}))
                    .isInstanceOfSatisfying(
                            DriverException.class,
                            e -> assertThat(e.recoverable()).isTrue());
            engine.restart();

            assertThat(driver.fingerprint().health()).isEqualTo(Fingerprint.Health.HEALTHY);
            assertThat(pid("i=0; while")).isEqualTo(pid);
            Files.createFile(folder.resolve("alloc/go"));
            assertThat(task.await()).isEqualTo(TaskExit.code(5));
            assertCountingIsWhole(50);
            task.destroy();
        }
    }

    @Test
    void an_agent_that_starts_while_the_engine_is_away_adopts_its_tasks_unseen() throws Exception {
        TaskLaunch launch = launch(COUNT);
        String container;
        try (DockerDriver before = new DockerDriver(engine.options(Map.of()))) {
            container = before.start(launch, message -> {}).recoveryState();
            awaitLine("50\n");
        }
        engine.stop();
        try (DockerDriver after = new DockerDriver(engine.options(Map.of()))) {
            RunningTask task = after.recover(launch, container);
            assertThat(task.isRunning()).isTrue();
            Thread stop = Thread.ofVirtual().start(() -> {
                try {
                    task.stop(Duration.ofSeconds(1), "SIGKILL");
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            engine.restart();

            // The wish to end it has waited for the engine.
            stop.join();
            assertThat(task.await().exitCode()).isEqualTo(137);
            assertCountingIsWhole(50);
            task.destroy();
        }
    }

    @Test
    void an_image_that_no_task_uses_is_removed_after_a_while_and_not_before() throws Exception {
        Map<String, Object> soon = Map.of("gc", Map.of("image_delay", "500ms"));
        try (DockerDriver driver = new DockerDriver(engine.options(soon))) {
            TaskLaunch first = launch("exec sleep 600");
            RunningTask one = driver.start(first, message -> {});
            RunningTask two = driver.start(launch("exec sleep 600"), message -> {});
            one.destroy();
            Map<String, Object> withoutLoad = new HashMap<>(first.config());
            withoutLoad.remove("load");
            TaskLaunch third = Launches.launch(folder, withoutLoad);
            RunningTask three = driver.start(third, message -> {});
            two.destroy();
            assertThat(isHere()).isTrue();
            three.destroy();

            await().atMost(PATIENCE).until(() -> !isHere());
        }
    }

    private boolean isHere() throws EngineException {
        EngineAddress address = new EngineAddress("the engine", "unix://" + engine.socket(), Optional.empty());
        try (EngineClient client = EngineClient.open(address)) {
            return client.list("/images/json", PATIENCE).toString().contains(TestImage.NAME);
        }
    }

    private static long pid(String command) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .map(words -> String.join(" ", words).contains(command))
                        .orElse(false))
                .mapToLong(ProcessHandle::pid)
                .max()
                .orElseThrow();
    }
}
