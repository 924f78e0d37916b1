package dev.drover.drivers.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.driver.DriverException;
import dev.drover.driver.ExecSession;
import dev.drover.driver.FileIsolation;
import dev.drover.driver.Fingerprint.Health;
import dev.drover.driver.LogTarget;
import dev.drover.driver.RunningTask;
import dev.drover.driver.Surroundings;
import dev.drover.driver.TaskExit;
import dev.drover.driver.TaskLaunch;
import dev.drover.model.alloc.AllocatedTaskResources;
import dev.drover.model.job.TaskBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class MockDriverTest {
    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-11-01T12:00:00Z");
    private final MockDriver driver = new MockDriver(MockDriver.Options.of(true, Map.of()), () -> now);

    private TaskLaunch launch(Map<String, Object> config) {
        return new TaskLaunch(
                "id",
                "j.g[0]",
                "default",
                "j",
                "j",
                "g",
                "n",
                "host1",
                TaskBuilder.builder().name("web").driver("mock_driver").build(),
                config,
                Map.of(),
                "",
                new AllocatedTaskResources(null, null, List.of(), List.of()),
                Map.of(),
                new TaskLaunch.Directories(folder, folder, folder, folder, folder),
                Surroundings.NONE,
                new LogTarget(folder, "web.stdout", 2, 1 << 20, true),
                new LogTarget(folder, "web.stderr", 2, 1 << 20, true));
    }

    private RunningTask start(Map<String, Object> config) throws DriverException, InterruptedException {
        return driver.start(launch(config), message -> {});
    }

    @Test
    void a_task_ends_by_itself_as_its_configuration_says() throws Exception {
        assertThat(start(Map.of("run_for", "10ms", "exit_code", 7)).await()).isEqualTo(TaskExit.code(7));
        assertThat(start(Map.of("exit_signal", 9)).await()).isEqualTo(TaskExit.signalled(9));
        assertThat(start(Map.of("exit_err_msg", "broken")).await().error()).isEqualTo("broken");
    }

    @Test
    void its_outputs_are_written_as_often_as_wanted() throws Exception {
        start(Map.of(
                        "run_for",
                        "200ms",
                        "stdout_string",
                        "baa\n",
                        "stdout_repeat",
                        2,
                        "stdout_repeat_duration",
                        "1ms",
                        "stderr_string",
                        "moo\n"))
                .await();
        assertThat(folder.resolve("web.stdout.0")).hasContent("baa\nbaa\nbaa\n");
        assertThat(folder.resolve("web.stderr.0")).hasContent("moo\n");
    }

    @Test
    void a_start_may_fail_for_good_or_for_now() {
        assertThatThrownBy(() -> start(Map.of("start_error", "no luck", "start_block_for", "1ms")))
                .hasMessage("no luck")
                .isInstanceOfSatisfying(
                        DriverException.class,
                        fault -> assertThat(fault.recoverable()).isFalse());
        assertThatThrownBy(() -> start(Map.of("start_error", "no luck", "start_error_recoverable", true)))
                .isInstanceOfSatisfying(
                        DriverException.class,
                        fault -> assertThat(fault.recoverable()).isTrue());
    }

    @Test
    void a_stopped_task_goes_on_for_as_long_as_it_is_told_to() throws Exception {
        RunningTask task = start(Map.of("run_for", "1h", "kill_after", "50ms", "exit_code", 3));
        assertThat(task.isRunning()).isTrue();
        long before = System.nanoTime();
        task.stop(Duration.ZERO, "");
        assertThat(System.nanoTime() - before).isGreaterThan(40_000_000L);
        assertThat(task.await()).isEqualTo(TaskExit.code(3));
        assertThat(task.isRunning()).isFalse();
    }

    @Test
    void signals_are_taken_or_refused() throws Exception {
        RunningTask tame = start(Map.of("run_for", "1h"));
        tame.signal("SIGHUP");
        assertThat(tame.isRunning()).isTrue();
        assertThatThrownBy(() -> tame.signal("SIGBAA")).hasMessageContaining("SIGBAA");
        RunningTask stubborn = start(Map.of("run_for", "1h", "signal_error", "not now"));
        assertThatThrownBy(() -> stubborn.signal("SIGHUP")).hasMessage("not now");
        tame.destroy();
        stubborn.destroy();
        tame.await();
        assertThatThrownBy(() -> tame.signal("SIGHUP")).hasMessageContaining("has ended");
    }

    @Test
    void a_recovered_task_runs_for_what_is_left_of_its_time() throws Exception {
        Map<String, Object> config = new HashMap<>(Map.of("run_for", "1h", "exit_code", 4, "stdout_string", "once"));
        RunningTask before = start(config);
        now = now.plus(Duration.ofMinutes(59));
        RunningTask after = driver.recover(launch(config), before.recoveryState());
        assertThat(after.isRunning()).isTrue();
        now = now.plus(Duration.ofMinutes(2));
        RunningTask late = driver.recover(launch(config), before.recoveryState());
        assertThat(late.await()).isEqualTo(TaskExit.code(4));
        before.stop(Duration.ZERO, "");
        assertThat(folder.resolve("web.stdout.0")).hasContent("once");
        assertThatThrownBy(() -> driver.recover(launch(config), "yesterday")).isInstanceOf(DriverException.class);
        after.destroy();
    }

    @Test
    void commands_do_what_the_task_says_of_them() throws Exception {
        RunningTask task = start(Map.of(
                "run_for",
                "1h",
                "exec_command",
                List.of(Map.of("run_for", "1ms", "exit_code", 5, "stdout_string", "hi", "stderr_string", "oh"))));
        try (ExecSession session = task.exec(new ExecSession.Request(List.of("any"), false))) {
            assertThat(new String(session.output().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("hi");
            assertThat(new String(session.errors().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("oh");
            assertThat(session.await()).isEqualTo(TaskExit.code(5));
        }
        RunningTask other = start(Map.of("run_for", "1h"));
        assertThatThrownBy(() -> other.exec(new ExecSession.Request(List.of("any"), false)))
                .hasMessageContaining("exec_command");
        task.destroy();
        other.destroy();
    }

    @Test
    void address_and_ports_are_told() throws Exception {
        RunningTask task =
                start(Map.of("driver_ip", "10.0.0.9", "driver_advertise", true, "driver_port_map", "http:80, db:5432"));
        assertThat(task.attributes())
                .containsEntry("ip", "10.0.0.9")
                .containsEntry("advertise", "true")
                .containsEntry("port.http", "80")
                .containsEntry("port.db", "5432");
        assertThat(driver.validate(Map.of("driver_port_map", "http")))
                .singleElement()
                .asString()
                .contains("config.driver_port_map");
    }

    @Test
    void faults_name_the_option() {
        assertThat(driver.validate(Map.of("run_for", "long", "exit_cod", 1)))
                .hasSize(2)
                .anyMatch(fault -> fault.startsWith("config.run_for"))
                .anyMatch(fault -> fault.contains("did you mean \"exit_code\""));
        assertThatThrownBy(() -> start(Map.of("kill_after", "5"))).hasMessageContaining("has no unit");
    }

    @Test
    void the_driver_is_off_unless_enabled() {
        MockDriver disabled = new MockDriver(MockDriver.Options.of(false, Map.of()));
        assertThat(disabled.fingerprint().health()).isEqualTo(Health.UNDETECTED);
        assertThatThrownBy(() -> disabled.start(launch(Map.of()), message -> {}))
                .hasMessageContaining("disabled");
        assertThat(driver.fingerprint().health()).isEqualTo(Health.HEALTHY);
    }

    @Test
    void the_driver_can_look_gone_now_and_then() throws Exception {
        MockDriver moody = new MockDriver(
                MockDriver.Options.of(
                        true,
                        Map.of(
                                "shutdown_periodic_after",
                                true,
                                "shutdown_periodic_duration",
                                10,
                                "fs_isolation",
                                "image")),
                () -> now);
        assertThat(moody.fileIsolation()).isEqualTo(FileIsolation.IMAGE);
        assertThat(moody.fingerprint().health()).isEqualTo(Health.HEALTHY);
        now = now.plusSeconds(11);
        assertThat(moody.fingerprint().health()).isEqualTo(Health.UNDETECTED);
        now = now.plusSeconds(10);
        assertThat(moody.fingerprint().health()).isEqualTo(Health.HEALTHY);
    }

    @Test
    void a_task_can_make_the_driver_look_crashed_once() throws Exception {
        RunningTask task = start(Map.of("run_for", "1h", "plugin_exit_after", "5s"));
        assertThat(driver.fingerprint().health()).isEqualTo(Health.HEALTHY);
        now = now.plusSeconds(6);
        assertThat(driver.fingerprint().health()).isEqualTo(Health.UNHEALTHY);
        assertThat(driver.fingerprint().health()).isEqualTo(Health.HEALTHY);
        assertThat(task.isRunning()).isTrue();
        task.destroy();
    }
}
