package dev.drover.keeper.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.driver.DriverException;
import dev.drover.driver.LogTarget;
import dev.drover.driver.ProcessHost.HostedProcess;
import dev.drover.driver.ProcessHost.ProcessSpec;
import dev.drover.driver.TaskExit;
import dev.drover.keeper.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalProcessHostTest {
    @TempDir
    private Path directory;

    @TempDir
    private Path folder;

    private LocalProcessHost host = LocalProcessHost.passing(Path.of("/"), () -> 1000);

    @BeforeEach
    void makeHost() {
        host = LocalProcessHost.passing(folder, () -> 1000);
    }

    @AfterEach
    void endAll() {
        host.all().forEach(LocalProcess::release);
        host.close();
    }

    private HostedProcess start(String... command) throws DriverException {
        return host.start(spec("", command));
    }

    private ProcessSpec spec(String user, String... command) {
        return new ProcessSpec(
                "alloc/task",
                List.of(command),
                Map.of("PATH", "/usr/bin:/bin", "GREETING", "hello"),
                directory,
                user,
                new LogTarget(directory, "task.stdout", 2, 1000, true),
                new LogTarget(directory, "task.stderr", 2, 1000, true));
    }

    private HostedProcess shell(String script) throws DriverException {
        return start("sh", "-c", script);
    }

    private String stdout() throws IOException {
        return Files.readString(directory.resolve("task.stdout.0"));
    }

    @Test
    void output_is_complete_in_the_logs_when_the_end_is_told() throws Exception {
        TaskExit exit = shell("echo $GREETING; echo trouble >&2; exit 3").await();

        assertThat(exit).isEqualTo(TaskExit.code(3));
        assertThat(stdout()).isEqualTo("hello\n");
        assertThat(directory.resolve("task.stderr.0")).hasContent("trouble\n");
    }

    @Test
    void the_environment_is_exactly_what_was_given() throws Exception {
        start("env").await();
        assertThat(stdout().lines()).containsExactlyInAnyOrder("PATH=/usr/bin:/bin", "GREETING=hello");
    }

    @Test
    void a_process_leads_its_own_session_and_has_no_helper() throws Exception {
        HostedProcess process = shell("exec sleep 60");
        Await.until(() ->
                Files.readString(Path.of("/proc/" + process.pid() + "/comm")).equals("sleep\n"));
        String[] stat =
                Files.readString(Path.of("/proc/" + process.pid() + "/stat")).split(" ", -1);
        assertThat(stat[5]).isEqualTo(Long.toString(process.pid()));
        assertThat(stat[3]).isEqualTo(Long.toString(ProcessHandle.current().pid()));
        process.stop(Duration.ofSeconds(5), "SIGTERM");
    }

    @Test
    void a_signal_that_ends_a_process_is_told() throws Exception {
        HostedProcess process = start("sleep", "60");
        process.signal("SIGTERM");
        assertThat(process.await()).isEqualTo(TaskExit.signalled(15));
        assertThat(process.isRunning()).isFalse();
    }

    @Test
    void a_stop_right_after_the_start_does_not_wait_for_the_timeout() throws Exception {
        long before = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            HostedProcess process = start("sleep", "60");
            process.stop(Duration.ofSeconds(30), "SIGTERM");
            assertThat(process.await()).isEqualTo(TaskExit.signalled(15));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void a_process_that_ignores_the_signal_is_killed_after_the_timeout() throws Exception {
        HostedProcess process = shell("trap '' TERM; echo ready; while :; do sleep 1; done");
        Await.until(() -> stdout().equals("ready\n"));
        process.stop(Duration.ofMillis(50), "SIGTERM");
        assertThat(process.await().signal()).isEqualTo(9);
    }

    @Test
    void no_child_survives_the_end_of_its_task() throws Exception {
        HostedProcess process = shell("sleep 61 & echo $!; exit 0");
        process.await();
        long child = Long.parseLong(stdout().strip());
        Await.until(() -> !alive(child));
        assertThat(alive(child)).isFalse();
    }

    @Test
    void stop_reaches_children_in_other_process_groups() throws Exception {
        HostedProcess process = shell("set -m; sleep 62 & echo $!; wait");
        Await.until(() -> stdout().endsWith("\n"));
        long child = Long.parseLong(stdout().strip());
        process.stop(Duration.ofMillis(100), "SIGINT");
        Await.until(() -> !alive(child));
        assertThat(alive(child)).isFalse();
    }

    private static boolean alive(long pid) throws IOException {
        Path stat = Path.of("/proc/" + pid + "/stat");
        try {
            return Files.exists(stat) && !Files.readString(stat).contains(") Z ");
        } catch (IOException gone) {
            return false;
        }
    }

    @Test
    void a_missing_program_is_named_before_anything_starts() {
        assertThatThrownBy(() -> start("no-such-program"))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("no-such-program was not found in PATH");
        assertThatThrownBy(() -> start("/no/such/program")).hasMessageContaining("is not an executable file");
        assertThatThrownBy(() -> host.start(spec("no-such-user", "true"))).hasMessageContaining("no-such-user");
    }

    @Test
    void usage_counts_all_processes_of_the_session() throws Exception {
        HostedProcess process = shell("sleep 63 & while :; do :; done");
        Await.until(() -> process.usage().orElseThrow().cpuPercent() > 0);
        assertThat(process.usage().orElseThrow().residentBytes()).isPositive();
        assertThat(new Session(process.pid()).members()).hasSize(2);
        process.stop(Duration.ZERO, "SIGKILL");
        assertThat(process.usage()).isEmpty();
    }

    @Test
    void a_process_is_found_by_its_key_until_it_is_released() throws Exception {
        HostedProcess process = start("sleep", "64");
        assertThat(host.find("alloc/task")).containsSame(process);
        process.stop(Duration.ZERO, "SIGKILL");
        assertThat(host.find("alloc/task")).containsSame(process);
        process.release();
        assertThat(host.find("alloc/task")).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_second_start_under_a_key_ends_the_first() throws Exception {
        HostedProcess first = start("sleep", "66");
        HostedProcess second = start("sleep", "67");
        assertThat(first.await().signal()).isEqualTo(9);
        assertThat(host.find("alloc/task")).containsSame(second);
        second.release();
    }

    @Test
    void a_status_that_looks_like_a_signal_is_told_as_a_status() throws Exception {
        assertThat(shell("exit 143").await()).isEqualTo(TaskExit.code(143));
        assertThat(shell("kill -TERM $$").await()).isEqualTo(TaskExit.signalled(15));
        assertThat(shell("exit 255").await()).isEqualTo(TaskExit.code(255));
    }

    @Test
    void signals_are_at_their_defaults_whatever_the_host_ignores() throws Exception {
        shell("grep -E 'Sig(Ign|Blk)' /proc/self/status").await();
        assertThat(stdout().lines().map(line -> line.replaceAll("\\s+", "")))
                .containsExactlyInAnyOrder("SigBlk:0000000000000000", "SigIgn:0000000000000000");
    }

    @Test
    void no_open_file_of_the_host_reaches_a_process() throws Exception {
        shell("ls /proc/self/fd | wc -l").await();
        // Three of its own, and the folder that ls reads.
        assertThat(stdout().strip()).isEqualTo("4");
    }

    @Test
    void a_script_without_an_interpreter_is_run_by_the_shell() throws Exception {
        Path script = Files.writeString(directory.resolve("script"), "echo ran $1");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        start(script.toString(), "well").await();
        assertThat(stdout()).isEqualTo("ran well\n");
    }

    @Test
    void a_log_that_a_task_replaced_by_a_link_is_not_followed() throws Exception {
        Path elsewhere = Files.createFile(directory.resolve("elsewhere"));
        shell("ln -s elsewhere task.stdout.1; head -c 3000 /dev/zero | tr '\\0' x")
                .await();
        assertThat(directory.resolve("task.stdout.1")).isSymbolicLink();
        assertThat(elsewhere).isEmptyFile();
    }

    @Test
    void a_process_starts_within_milliseconds() throws Exception {
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            long before = System.nanoTime();
            HostedProcess process = start("true");
            times.add(Duration.ofNanos(System.nanoTime() - before));
            process.await();
        }
        times.sort(null);
        System.out.println("start of a process: median " + times.get(15).toNanos() / 1000 + " us, best "
                + times.getFirst().toNanos() / 1000 + " us");
        assertThat(times.get(15)).isLessThan(Duration.ofMillis(100));
    }
}
