package dev.drover.drivers.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drover.driver.DriverException;
import dev.drover.driver.Fingerprint;
import dev.drover.driver.RunningTask;
import dev.drover.driver.TaskExit;
import dev.drover.driver.TaskLaunch;
import dev.drover.keeper.process.LocalProcessHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The driver with a real emulator and a machine of one sector. */
@Timeout(120)
class QemuDriverTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @TempDir
    Path keeper;

    private LocalProcessHost host;
    private QemuDriver driver;
    private TaskLaunch launch;
    private final List<RunningTask> started = new ArrayList<>();

    @BeforeEach
    void prepare() throws IOException {
        host = LocalProcessHost.passing(keeper, () -> 1000);
        driver = new QemuDriver(host, QemuOptions.of(Map.of()));
        // On the machine that decides, a missing program must not look like success.
        assumeTrue(
                driver.fingerprint().health() == Fingerprint.Health.HEALTHY || System.getenv("CI") != null,
                "needs the package qemu-system-x86");
        Files.createDirectories(folder.resolve("vm/local"));
        BootSector.write(folder.resolve("vm/local/disk.img"));
        launch = Launches.launch(
                folder, Map.of("image_path", "local/disk.img", "graceful_shutdown", true), 128, Map.of());
    }

    @AfterEach
    void endMachine() {
        started.forEach(RunningTask::destroy);
        host.close();
    }

    private RunningTask startAndAwaitBoot() throws Exception {
        RunningTask task = driver.start(launch, message -> {});
        started.add(task);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(folder.resolve("logs/vm.stdout.0")).content().contains("drover boots"));
        return task;
    }

    @Test
    void the_fingerprint_tells_version_and_emulators() {
        Fingerprint fingerprint = driver.fingerprint();

        assertThat(fingerprint.attributes().get("driver.qemu.version")).matches("\\d+\\.\\d+.*");
        assertThat(fingerprint.attributes().get("driver.qemu.emulators")).contains("qemu-system-x86_64");
        assertThat(new QemuDriver(host, QemuOptions.of(Map.of()), "/nowhere")
                        .fingerprint()
                        .health())
                .isEqualTo(Fingerprint.Health.UNDETECTED);
    }

    @Test
    void a_machine_boots_and_its_power_button_ends_it_in_order() throws Exception {
        RunningTask task = startAndAwaitBoot();
        assertThat(task.isRunning()).isTrue();
        assertThat(task.usage()).isPresent();

        task.stop(PATIENCE, "");

        assertThat(task.await()).isEqualTo(TaskExit.code(0));
        assertThat(folder.resolve("logs/vm.stdout.0")).content().contains("power off");
    }

    @Test
    void a_machine_without_an_orderly_end_is_ended_by_its_emulator() throws Exception {
        launch = Launches.launch(folder, Map.of("image_path", "local/disk.img"), 128, Map.of());
        RunningTask task = startAndAwaitBoot();

        task.stop(PATIENCE, "");

        assertThat(task.isRunning()).isFalse();
        assertThat(folder.resolve("logs/vm.stdout.0")).content().doesNotContain("power off");
    }

    @Test
    void a_running_machine_is_found_again() throws Exception {
        RunningTask task = startAndAwaitBoot();

        RunningTask again = new QemuDriver(host, QemuOptions.of(Map.of())).recover(launch, task.recoveryState());
        assertThat(again.isRunning()).isTrue();
        again.stop(PATIENCE, "");
        assertThat(task.await()).isEqualTo(TaskExit.code(0));
        assertThatThrownBy(() -> driver.recover(launch, "other")).isInstanceOf(DriverException.class);
        assertThatThrownBy(() -> again.signal("SIGHUP")).hasMessageContaining("takes no signals");
    }
}
