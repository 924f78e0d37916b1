package dev.drover.drivers.docker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
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
import dev.drover.driver.TaskLaunch.PortBinding;
import dev.drover.drivers.engine.TaskLabels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driver against a real engine, with an image that is made of the host's static busybox. */
class DockerDriverTest {
    private static final Path BUSYBOX = Path.of("/bin/busybox");

    @TempDir
    Path folder;

    private final DockerDriver driver = new DockerDriver(DockerOptions.defaults());
    private final List<RunningTask> started = new ArrayList<>();
    private final List<String> progress = new ArrayList<>();

    @BeforeEach
    void needAnEngine() throws IOException {
        boolean usable = driver.fingerprint().health() == Fingerprint.Health.HEALTHY && isStatic(BUSYBOX);
        // On the machine that decides, a missing engine must not look like success.
        assumeTrue(usable || System.getenv("CI") != null, "no Docker engine or no static busybox");
    }

    @AfterEach
    void removeContainers() {
        started.forEach(RunningTask::destroy);
        driver.close();
    }

    @Test
    void the_fingerprint_tells_version_and_runtimes() {
        Fingerprint fingerprint = driver.fingerprint();

        assertThat(fingerprint.health()).isEqualTo(Fingerprint.Health.HEALTHY);
        assertThat(fingerprint.attributes()).containsEntry("driver.docker.os_type", "linux");
        assertThat(fingerprint.attributes().get("driver.docker.version")).matches("\\d+\\..*");
        assertThat(fingerprint.attributes().get("driver.docker.runtimes")).contains("runc");
    }

    @Test
    void output_is_split_into_the_tasks_logs_and_the_exit_code_is_told() throws Exception {
        TaskLaunch launch = launch("echo to-out; echo to-err >&2; echo $GREETING >/alloc/seen; exit 3");

        TaskExit exit = start(launch).await();

        assertThat(exit).isEqualTo(TaskExit.code(3));
        assertThat(folder.resolve("alloc/logs/web.stdout.0")).hasContent("to-out");
        assertThat(folder.resolve("alloc/logs/web.stderr.0")).hasContent("to-err");
        assertThat(folder.resolve("alloc/seen")).hasContent("hello");
    }

    @Test
    void the_output_of_a_running_task_arrives_at_once() throws Exception {
        RunningTask task = start(launch("echo ready; exec sleep 600"));

        await().atMost(Duration.ofSeconds(10))
                .until(() -> Files.exists(folder.resolve("alloc/logs/web.stdout.0"))
                        && Files.readString(folder.resolve("alloc/logs/web.stdout.0"))
                                .equals("ready\n"));
        assertThat(task.isRunning()).isTrue();
    }

    @Test
    void stop_sends_the_signal_and_lets_the_task_end_by_itself() throws Exception {
        RunningTask task = start(launch("trap 'echo bye; exit 7' INT; echo up; while :; do sleep 0.1; done"));
        awaitOutput("up\n");

        task.stop(Duration.ofSeconds(20), "SIGINT");

        assertThat(task.await().exitCode()).isEqualTo(7);
        assertThat(folder.resolve("alloc/logs/web.stdout.0")).hasContent("up\nbye");
    }

    @Test
    void a_task_that_ignores_its_signal_is_killed_when_the_time_is_over() throws Exception {
        RunningTask task = start(launch("trap '' INT TERM; echo up; while :; do sleep 0.1; done"));
        awaitOutput("up\n");

        task.stop(Duration.ofMillis(300), "SIGINT");

        assertThat(task.await().exitCode()).isEqualTo(137);
        assertThat(task.isRunning()).isFalse();
    }

    @Test
    void without_a_signal_the_engine_stops_the_task_its_own_way() throws Exception {
        RunningTask task = start(launch("trap 'exit 9' TERM; echo up; while :; do sleep 0.1; done"));
        awaitOutput("up\n");

        task.stop(Duration.ofSeconds(20), "");

        assertThat(task.await().exitCode()).isEqualTo(9);
    }

    @Test
    void another_driver_object_finds_the_task_again_and_goes_on_with_its_logs() throws Exception {
        TaskLaunch launch = launch("echo one; while [ ! -e /alloc/go ]; do sleep 0.1; done; echo two; exit 5");
        RunningTask before = start(launch);
        awaitOutput("one\n");
        driver.close();

        try (DockerDriver restarted = new DockerDriver(DockerOptions.defaults())) {
            RunningTask after = restarted.recover(launch, before.recoveryState());
            started.add(after);
            assertThat(after.isRunning()).isTrue();
            Files.createFile(folder.resolve("alloc/go"));

            assertThat(after.await()).isEqualTo(TaskExit.code(5));
            assertThat(folder.resolve("alloc/logs/web.stdout.0")).hasContent("one\ntwo");
            after.destroy();
            started.clear();
        }
    }

    @Test
    void only_containers_of_the_node_that_nobody_knows_are_swept_away() throws Exception {
        TaskLaunch launch = launch("exec sleep 600");
        RunningTask task = start(launch);

        driver.sweep("another node", key -> false);
        driver.sweep(launch.nodeId(), launch.taskKey()::equals);
        assertThat(task.isRunning()).isTrue();

        driver.sweep(launch.nodeId(), key -> !key.equals(launch.taskKey()));
        assertThat(task.isRunning())
                .as("a driver knows what it has started itself")
                .isTrue();
        try (DockerDriver restarted = new DockerDriver(DockerOptions.defaults())) {
            restarted.sweep(launch.nodeId(), key -> !key.equals(launch.taskKey()));
            assertThat(task.isRunning()).isFalse();
        }
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
        TaskLaunch launch = Launches.launch(
                folder,
                UUID.randomUUID().toString(),
                launch("cat /rules/file; echo x >/data/deep/written; touch /rules/x || echo ' stays'")
                        .config(),
                Map.of(),
                volumes);

        assertThat(start(launch).await()).isEqualTo(TaskExit.code(0));

        assertThat(folder.resolve("alloc/logs/web.stdout.0")).hasContent("of the host stays");
        assertThat(open.resolve("written")).hasContent("x");
        assertThat(closed.resolve("x")).doesNotExist();
    }

    @Test
    void a_removed_container_is_not_found_again() throws Exception {
        TaskLaunch launch = launch("exit 0");
        RunningTask task = start(launch);
        task.await();
        task.destroy();

        assertThatThrownBy(() -> driver.recover(launch, task.recoveryState()))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("cannot find the container again");
        assertThat(task.await().error()).isEqualTo("the container was removed");
    }

    @Test
    void a_published_port_reaches_into_the_container() throws Exception {
        int port = freePort();
        Map<String, Object> config =
                config("mkdir -p /www && echo sheep >/www/index.html && exec httpd -f -p 8080 -h /www");
        config.put("ports", List.of("http"));
        start(Launches.launch(
                folder,
                UUID.randomUUID().toString(),
                config,
                Map.of("http", new PortBinding("127.0.0.1", port, 8080))));

        await().atMost(Duration.ofSeconds(10)).ignoreExceptions().until(() -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(1000);
                socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(US_ASCII));
                return new String(socket.getInputStream().readAllBytes(), US_ASCII).endsWith("sheep\n");
            }
        });
    }

    @Test
    void a_task_over_its_memory_is_reported_as_such() throws Exception {
        TaskExit exit = start(launch("x=a; while :; do x=$x$x; done")).await();

        assertThat(exit.outOfMemory()).isTrue();
        assertThat(exit.successful()).isFalse();
    }

    @Test
    void usage_tells_memory_and_the_work_since_the_last_look() throws Exception {
        RunningTask task = start(launch("while :; do :; done"));

        await().atMost(Duration.ofSeconds(10))
                .until(() -> task.usage().orElseThrow().cpuPercent() > 10);
        assertThat(task.usage().orElseThrow().residentBytes()).isPositive();
    }

    @Test
    void a_container_left_by_an_earlier_try_gives_way() throws Exception {
        TaskLaunch launch = launch("exec sleep 600");
        RunningTask first = start(launch);

        RunningTask second = start(launch);

        assertThat(second.isRunning()).isTrue();
        assertThat(first.isRunning()).isFalse();
    }

    @Test
    void a_missing_image_is_a_fault_that_may_pass() {
        Map<String, Object> config = Map.of("image", "127.0.0.1:1/nobody/nothing:1");

        assertThatThrownBy(() -> start(Launches.launch(folder, config)))
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.recoverable()).isTrue())
                .hasMessageContaining("cannot pull image 127.0.0.1:1/nobody/nothing:1");
        assertThat(progress).containsExactly("Downloading image 127.0.0.1:1/nobody/nothing:1");
    }

    @Test
    void an_image_made_locally_runs_as_latest_though_no_registry_has_it() throws Exception {
        String name = "127.0.0.1:1/drover-test";
        Map<String, Object> config = config("exit 0");
        TestImage.write(folder.resolve("web/local/image.tar"), BUSYBOX, name + ":latest");
        config.put("image", name);
        start(Launches.launch(folder, config)).await();
        config.remove("load");

        assertThat(start(Launches.launch(folder, config)).await()).isEqualTo(TaskExit.code(0));
        assertThat(progress)
                .last()
                .asString()
                .startsWith("Using the image 127.0.0.1:1/drover-test:latest that is here");
    }

    @Test
    void a_command_runs_inside_the_container_with_its_input_and_outputs_apart() throws Exception {
        RunningTask task = start(launch("exec sleep 600"));

        try (ExecSession session = task.exec(command(false, "read a; echo $a $GREETING; cat; echo err >&2; exit 4"))) {
            session.input().write("first\nrest".getBytes(US_ASCII));
            session.input().close();
            assertThat(new String(session.output().readAllBytes(), US_ASCII)).isEqualTo("first hello\nrest");
            assertThat(new String(session.errors().readAllBytes(), US_ASCII)).isEqualTo("err\n");
            assertThat(session.await()).isEqualTo(TaskExit.code(4));
        }
    }

    @Test
    void a_command_may_have_a_terminal_that_knows_its_size() throws Exception {
        RunningTask task = start(launch("exec sleep 600"));

        try (ExecSession session = task.exec(command(true, "read go; stty size; exit 6"))) {
            session.resize(33, 99);
            session.input().write('\n');
            session.input().flush();
            assertThat(new String(session.output().readAllBytes(), US_ASCII)).contains("33 99");
            assertThat(session.errors().readAllBytes()).isEmpty();
            assertThat(session.await()).isEqualTo(TaskExit.code(6));
        }
    }

    @Test
    void closing_a_session_ends_its_command() throws Exception {
        RunningTask task = start(launch("exec sleep 600"));
        ExecSession session = task.exec(command(false, "echo up; while :; do sleep 1; done"));
        assertThat(session.output().read()).isEqualTo('u');

        session.close();

        assertThat(session.await().exitCode()).isNotZero();
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            try (ExecSession look = task.exec(command(false, "ps"))) {
                assertThat(new String(look.output().readAllBytes(), US_ASCII)).doesNotContain("echo up");
            }
        });
    }

    @Test
    void a_command_that_is_not_there_tells_so() throws Exception {
        RunningTask task = start(launch("exec sleep 600"));

        try (ExecSession session = task.exec(new ExecSession.Request(List.of("/bin/nothing"), false))) {
            assertThat(session.await().exitCode()).isIn(126, 127);
        } catch (DriverException refused) {
            assertThat(refused).hasMessageContaining("/bin/nothing");
        }
        task.stop(Duration.ZERO, "SIGKILL");
        assertThatThrownBy(() -> task.exec(command(false, "true"))).isInstanceOf(DriverException.class);
    }

    private static ExecSession.Request command(boolean terminal, String script) {
        return new ExecSession.Request(List.of("/bin/sh", "-c", script), terminal);
    }

    @Test
    void a_container_that_nobody_looks_after_is_removed_when_it_is_old_enough() throws Exception {
        TaskLaunch launch = launch("exec sleep 600");
        RunningTask task = start(launch);
        Map<String, Object> often = Map.of("period", "100ms", "creation_grace", "1s");
        DockerOptions options = DockerOptions.of(Map.of("gc", Map.of("dangling_containers", often)));
        Map<String, Object> dry = Map.of("period", "100ms", "creation_grace", "0s", "dry_run", true);
        DockerOptions careful = DockerOptions.of(Map.of("gc", Map.of("dangling_containers", dry)));

        try (DockerDriver other = new DockerDriver(careful)) {
            other.sweep(launch.nodeId(), key -> true);
            try (DockerDriver restarted = new DockerDriver(options)) {
                restarted.sweep(launch.nodeId(), key -> true);
                assertThat(task.isRunning()).isTrue();
                await().atMost(Duration.ofSeconds(20)).until(() -> !task.isRunning());
            }
        }
    }

    @Test
    void namespaces_limits_and_names_reach_the_container() throws Exception {
        Map<String, Object> config = config("hostname; cat /proc/sys/net/ipv4/ip_unprivileged_port_start; ulimit -n;"
                + " cat /etc/hosts; id -G; touch /x || echo read-only; ps | head -2 | tail -1");
        config.put("hostname", "sheep");
        config.put("sysctl", Map.of("net.ipv4.ip_unprivileged_port_start", 80));
        config.put("ulimit", Map.of("nofile", "1000:2000"));
        config.put("extra_hosts", List.of("pasture:10.1.2.3"));
        config.put("group_add", List.of("4711"));
        config.put("readonly_rootfs", true);
        config.put("init", false);

        start(Launches.launch(folder, config)).await();

        assertThat(folder.resolve("alloc/logs/web.stdout.0"))
                .content()
                .contains("sheep\n80\n1000\n", "10.1.2.3\tpasture", "4711", "read-only");
    }

    @Test
    void an_unknown_signal_is_refused() throws Exception {
        RunningTask task = start(launch("exec sleep 600"));

        assertThatThrownBy(() -> task.signal("SIGBAA"))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("SIGBAA");
        assertThat(task.isRunning()).isTrue();
    }

    @Test
    void a_command_that_the_image_does_not_have_leaves_no_container_behind() throws Exception {
        Map<String, Object> config = config("");
        config.put("entrypoint", List.of());
        config.put("command", "/bin/nothing");
        config.remove("args");
        TaskLaunch launch = Launches.launch(folder, config);

        assertThatThrownBy(() -> start(launch))
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.recoverable()).isFalse())
                .hasMessageContaining("/bin/nothing");
        assertThatThrownBy(() -> driver.recover(launch, TaskLabels.containerName(launch)))
                .isInstanceOf(DriverException.class);
    }

    private RunningTask start(TaskLaunch launch) throws DriverException, InterruptedException {
        RunningTask task = driver.start(launch, progress::add);
        started.add(task);
        return task;
    }

    private TaskLaunch launch(String script) {
        return Launches.launch(folder, config(script));
    }

    /** The image travels with the task, as a file that {@code load} names: no registry, nothing left over from another test. */
    private Map<String, Object> config(String script) {
        Launches.launch(folder, Map.of());
        TestImage.write(folder.resolve("web/local/image.tar"), BUSYBOX, TestImage.NAME);
        return new HashMap<>(Map.of(
                "image",
                TestImage.NAME,
                "load",
                "local/image.tar",
                "command",
                "/bin/sh",
                "args",
                List.of("-c", script)));
    }

    private void awaitOutput(String text) {
        Path file = folder.resolve("alloc/logs/web.stdout.0");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> Files.exists(file) && Files.readString(file).equals(text));
    }

    /** A program that names a loader would need the host's libraries in the image. */
    private static boolean isStatic(Path program) throws IOException {
        return Files.exists(program) && !Files.readString(program, ISO_8859_1).contains("/ld-linux");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
