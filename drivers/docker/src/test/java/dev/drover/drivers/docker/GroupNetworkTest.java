package dev.drover.drivers.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drover.driver.DriverException;
import dev.drover.driver.Fingerprint;
import dev.drover.driver.RunningTask;
import dev.drover.driver.Surroundings;
import dev.drover.driver.TaskLaunch;
import dev.drover.drivers.engine.Answer;
import dev.drover.drivers.engine.EngineClient;
import dev.drover.drivers.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers of a real engine in a network namespace that the engine has not made. */
class GroupNetworkTest {
    private static final Path BUSYBOX = Path.of("/bin/busybox");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final String allocation = UUID.randomUUID().toString();
    private final DockerOptions options = DockerOptions.defaults();
    private final DockerDriver driver = new DockerDriver(options);
    private final List<RunningTask> started = new ArrayList<>();
    private Path namespace;

    @BeforeEach
    void makeANamespace() throws Exception {
        boolean usable = driver.fingerprint().health() == Fingerprint.Health.HEALTHY
                && Files.exists(BUSYBOX)
                && "root".equals(System.getProperty("user.name"));
        assumeTrue(usable || System.getenv("CI") != null, "no Docker engine, no busybox or not root");
        namespace = Files.createFile(folder.resolve("namespace"));
        run("unshare", "--net=" + namespace, "ip", "link", "set", "lo", "up");
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                .as(String.join(" ", command))
                .isZero();
    }

    @AfterEach
    void removeEverything() throws Exception {
        started.forEach(RunningTask::destroy);
        driver.leave(allocation);
        driver.close();
        run("umount", "--lazy", namespace.toString());
    }

    @Test
    void a_container_is_in_the_namespace_of_its_group_and_has_its_names() throws Exception {
        RunningTask task = start(launch("hostname; cat /etc/hosts; sleep 600"));

        assertThat(namespaceOf(task)).isEqualTo(namespaceOfTheGroup());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(folder.resolve("alloc/logs/web.stdout.0"))
                        .content()
                        .isEqualTo("boxy\n127.0.0.1 localhost\n10.1.1.1 boxy\n"));
    }

    @Test
    void what_holds_the_network_is_made_again_without_a_loss_and_goes_with_the_allocation() throws Exception {
        TaskLaunch launch = launch("sleep 600");
        start(launch).destroy();
        remove(NetworkContainers.name(allocation));

        RunningTask task = start(launch);

        assertThat(namespaceOf(task)).isEqualTo(namespaceOfTheGroup());
        task.destroy();
        assertThat(exists(NetworkContainers.name(allocation))).isTrue();
        driver.leave(allocation);
        assertThat(exists(NetworkContainers.name(allocation))).isFalse();
    }

    @Test
    void the_next_agent_keeps_the_network_of_a_task_that_it_finds_and_sweeps_that_of_others() throws Exception {
        TaskLaunch launch = launch("sleep 600");
        RunningTask task = start(launch);
        driver.close();

        try (DockerDriver next = new DockerDriver(options)) {
            started.add(next.recover(launch, task.recoveryState()));
            next.sweep(launch.nodeId(), key -> key.equals(launch.taskKey()));
            assertThat(exists(NetworkContainers.name(allocation))).isTrue();
        }
        try (DockerDriver forgetful = new DockerDriver(options)) {
            forgetful.sweep(launch.nodeId(), key -> false);
            assertThat(exists(NetworkContainers.name(allocation))).isFalse();
        }
    }

    @Test
    void a_network_that_is_gone_is_told() throws Exception {
        TaskLaunch launch = launch("sleep 600", folder.resolve("nothing"));

        assertThatThrownBy(() -> start(launch)).isInstanceOf(DriverException.class);
        assertThat(exists("web-" + allocation)).isFalse();
    }

    private Object namespaceOfTheGroup() throws IOException {
        return Files.getAttribute(namespace, "unix:ino");
    }

    private Object namespaceOf(RunningTask task) throws Exception {
        try (EngineClient engine = EngineClient.open(options.engine())) {
            Map<String, Object> container =
                    engine.get("/containers/" + task.recoveryState() + "/json", Duration.ofSeconds(20));
            long process = Answer.number(container, "State", "Pid");
            return Files.getAttribute(Path.of("/proc/" + process + "/ns/net"), "unix:ino");
        }
    }

    private boolean exists(String container) throws EngineException {
        try (EngineClient engine = EngineClient.open(options.engine())) {
            engine.get("/containers/" + container + "/json", Duration.ofSeconds(20));
            return true;
        } catch (EngineException fault) {
            if (fault.isNotFound()) {
                return false;
            }
            throw fault;
        }
    }

    private void remove(String container) throws EngineException {
        try (EngineClient engine = EngineClient.open(options.engine())) {
            engine.delete("/containers/" + container + "?force=1", Duration.ofSeconds(20));
        }
    }

    private RunningTask start(TaskLaunch launch) throws DriverException, InterruptedException {
        RunningTask task = driver.start(launch, message -> {});
        started.add(task);
        return task;
    }

    private TaskLaunch launch(String script) throws IOException {
        return launch(script, namespace);
    }

    private TaskLaunch launch(String script, Path network) throws IOException {
        Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 localhost\n10.1.1.1 boxy\n");
        Surroundings surroundings = new Surroundings(
                Optional.of(new Surroundings.Network(network, "boxy", hosts, Optional.empty())), List.of());
        Files.createDirectories(folder.resolve("web/local"));
        TestImage.write(folder.resolve("web/local/image.tar"), BUSYBOX, TestImage.NAME);
        Map<String, Object> config = Map.of(
                "image",
                TestImage.NAME,
                "load",
                "local/image.tar",
                "command",
                "/bin/sh",
                "args",
                List.of("-c", script));
        return Launches.launch(folder, allocation, config, Map.of(), surroundings);
    }
}
