package dev.drover.keeper.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drover.driver.DriverException;
import dev.drover.driver.ExecSession;
import dev.drover.driver.LogTarget;
import dev.drover.driver.ProcessGroup;
import dev.drover.driver.ProcessGroup.Limits;
import dev.drover.driver.ProcessHost.HostedProcess;
import dev.drover.driver.ProcessHost.Launcher;
import dev.drover.driver.ProcessHost.ProcessSpec;
import dev.drover.driver.ProcessHost.SessionSpec;
import dev.drover.driver.TaskExit;
import dev.drover.driver.TaskUsage;
import dev.drover.keeper.Await;
import dev.drover.keeper.cgroup.ControlGroups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes in control groups. */
final class ContainmentTest {
    private static final String DAEMON = "(setsid sh -c 'sleep 81 & echo $! >pid.new; mv pid.new pid; wait' &) ;";

    @TempDir
    private Path directory;

    @TempDir
    private Path folder;

    private LocalProcessHost host = LocalProcessHost.passing(Path.of("/"), () -> 1000);

    @BeforeEach
    void needGroups() {
        assumeTrue(
                ControlGroups.of(folder).group("a").isPresent() || System.getenv("CI") != null,
                "control groups cannot be made here: run as root, with cgroups mounted");
        host = LocalProcessHost.passing(folder, () -> 1000);
    }

    @AfterEach
    void endAll() {
        host.all().forEach(LocalProcess::release);
        host.close();
    }

    private HostedProcess start(ProcessGroup group, Optional<Launcher> launcher, String script) throws DriverException {
        return host.start(new ProcessSpec(
                "alloc/task",
                List.of("/bin/sh", "-c", script),
                Map.of("PATH", "/usr/bin:/bin"),
                directory,
                "",
                new LogTarget(directory, "task.stdout", 2, 1000, true),
                new LogTarget(directory, "task.stderr", 2, 1000, true),
                group,
                launcher));
    }

    private HostedProcess start(Limits limits, String script) throws DriverException {
        return start(new ProcessGroup(true, true, limits, List.of()), Optional.empty(), script);
    }

    private long daemon() throws Exception {
        Await.until(() -> Files.exists(directory.resolve("pid")));
        return Long.parseLong(Files.readString(directory.resolve("pid")).strip());
    }

    /** Dead at once, and gone from the process table a moment later. */
    private static void assertGone(long pid) throws Exception {
        assertThat(ProcessStat.of(pid))
                .matches(left -> left.isEmpty() || left.get().zombie());
        Await.until(() -> ProcessStat.of(pid).isEmpty());
    }

    @Test
    void no_daemon_survives_the_end_of_its_task() throws Exception {
        HostedProcess process = start(Limits.NONE, DAEMON + "while [ ! -e pid ]; do :; done; exit 4");
        assertThat(process.await()).isEqualTo(TaskExit.code(4));
        assertGone(daemon());
    }

    @Test
    void no_daemon_survives_a_stop() throws Exception {
        HostedProcess process = start(Limits.NONE, "trap '' INT TERM; " + DAEMON + "while :; do sleep 0.1; done");
        long daemon = daemon();
        assertThat(ProcessStat.of(daemon)).isPresent();
        process.stop(Duration.ofMillis(50), "SIGTERM");
        assertThat(process.await()).isEqualTo(TaskExit.signalled(9));
        assertGone(daemon);
    }

    @Test
    void orphans_do_not_stay_in_the_process_table() throws Exception {
        HostedProcess process =
                start(Limits.NONE, "(setsid sh -c 'echo $$ >pid.new; mv pid.new pid' &); exec sleep 82");
        long orphan = daemon();
        Await.until(() -> ProcessStat.of(orphan).isEmpty());
        assertThat(process.isRunning()).isTrue();
    }

    @Test
    void a_task_that_takes_too_much_memory_is_killed_and_says_so() throws Exception {
        HostedProcess process = start(new Limits(100, List.of(), 0, 16 << 20, 0), "x=a; while :; do x=$x$x; done");
        TaskExit exit = process.await();
        assertThat(exit.outOfMemory()).isTrue();
        assertThat(exit.signal()).isEqualTo(9);
    }

    @Test
    void a_fork_bomb_ends_at_the_limit_of_processes() throws Exception {
        HostedProcess process = start(new Limits(0, List.of(), 0, 0, 20), "f() { f | f & }; f; sleep 83");
        ControlGroups groups = ControlGroups.of(folder);
        Await.until(() -> Files.readString(directory.resolve("task.stderr.0")).contains("fork"));
        assertThat(groups.group("alloc/task").orElseThrow().processes()).hasSizeLessThanOrEqualTo(20);
        process.stop(Duration.ZERO, "SIGKILL");
        assertThat(groups.group("alloc/task").orElseThrow().exists()).isFalse();
    }

    @Test
    void usage_counts_daemons_too_and_names_what_is_measured() throws Exception {
        HostedProcess process = start(Limits.NONE, "(setsid sh -c 'while :; do :; done' &); exec sleep 84");
        Await.until(() -> process.usage().map(TaskUsage::cpuPercent).orElse(0.0) > 1);
        TaskUsage usage = process.usage().orElseThrow();
        assertThat(usage.processor().measured()).contains("System Mode", "Throttled Time", "Percent");
        assertThat(usage.memory().usage()).isPositive();
        assertThat(usage.memory().measured()).contains("RSS", "Cache", "Usage");
    }

    @Test
    void what_a_launcher_leaves_is_the_task_and_its_exit_is_exact() throws Exception {
        Path pidFile = directory.resolve("left");
        new ProcessBuilder("mkfifo", directory.resolve("wait").toString())
                .start()
                .waitFor();
        Optional<Launcher> launcher = Optional.of(new Launcher(pidFile, directory.resolve("log")));
        HostedProcess process =
                start(ProcessGroup.TRACKED, launcher, "setsid sh -c 'echo up; read x <wait; exit 5' & echo $! >left");
        new ProcessBuilder("mkfifo", directory.resolve("wait").toString())
                .start()
                .waitFor();
        assertThat(process.pid())
                .isEqualTo(Long.parseLong(Files.readString(pidFile).strip()));
        Files.writeString(directory.resolve("wait"), "go\n");
        assertThat(process.await()).isEqualTo(TaskExit.code(5));
    }

    @Test
    void a_launcher_that_fails_tells_its_last_words() {
        Optional<Launcher> launcher = Optional.of(new Launcher(directory.resolve("left"), directory.resolve("log")));
        assertThatThrownBy(() ->
                        start(ProcessGroup.TRACKED, launcher, "echo first >log; echo no such image >>log; exit 1"))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("no such image")
                .hasMessageNotContaining("first");
    }

    @Test
    void a_group_of_somebody_else_is_entered_and_left_as_it_is() throws Exception {
        Path pids = Path.of("/sys/fs/cgroup/pids");
        assumeTrue(Files.isWritable(pids), "no controller pids of version 1 here");
        Path other = Files.createDirectory(
                pids.resolve("drover-test-" + ProcessHandle.current().pid()));
        try {
            HostedProcess process =
                    start(new ProcessGroup(true, true, Limits.NONE, List.of(other)), Optional.empty(), "exec sleep 85");
            assertThat(Files.readString(other.resolve("cgroup.procs")).strip()).isEqualTo(Long.toString(process.pid()));
            process.stop(Duration.ZERO, "SIGKILL");
            assertThat(other).exists();
        } finally {
            Files.delete(other);
        }
    }

    private ExecSession open(boolean terminal, String script) throws DriverException {
        return host.open(new SessionSpec(
                "alloc/task",
                List.of("/bin/sh", "-c", script),
                Map.of("PATH", "/usr/bin:/bin"),
                directory,
                "",
                terminal,
                true,
                Optional.empty()));
    }

    private static String all(java.io.InputStream in) throws IOException {
        return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void a_command_beside_a_task_has_its_streams_and_its_status() throws Exception {
        start(Limits.NONE, "exec sleep 86");
        try (ExecSession session = open(false, "read a; echo got $a; echo bad >&2; cat; exit 7")) {
            session.input().write("one\ntwo\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            session.input().close();
            assertThat(all(session.output())).isEqualTo("got one\ntwo\n");
            assertThat(all(session.errors())).isEqualTo("bad\n");
            assertThat(session.await()).isEqualTo(TaskExit.code(7));
        }
    }

    @Test
    void a_command_with_a_terminal_sees_its_size_and_its_keys() throws Exception {
        start(Limits.NONE, "exec sleep 87");
        try (ExecSession session = open(
                true,
                "test -t 0 || exit 1; read x; stty size; trap 'exit 9' INT; echo ready; while :; do sleep 0.05; done")) {
            session.resize(33, 111);
            session.input().write("go\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            StringBuilder seen = new StringBuilder();
            while (seen.indexOf("ready") < 0) {
                seen.append((char) session.output().read());
            }
            assertThat(seen.toString()).contains("33 111");
            session.input().write(3);
            assertThat(session.await()).isEqualTo(TaskExit.code(9));
        }
    }

    @Test
    void a_command_ends_when_nobody_watches_any_more_with_all_that_it_has_started() throws Exception {
        HostedProcess task = start(Limits.NONE, "exec sleep 88");
        ExecSession session = open(false, DAEMON + "exec sleep 89");
        long daemon = daemon();
        session.close();
        assertThat(session.await()).isEqualTo(TaskExit.signalled(9));
        assertGone(daemon);
        assertThat(task.isRunning()).isTrue();
    }

    @Test
    void the_end_of_a_task_is_the_end_of_commands_beside_it() throws Exception {
        HostedProcess task = start(Limits.NONE, "exec sleep 90");
        ExecSession session = open(false, "exec sleep 91");
        task.stop(Duration.ZERO, "SIGKILL");
        assertThat(session.await()).isEqualTo(TaskExit.signalled(9));
    }

    @Test
    void output_without_a_reader_does_not_grow_without_bounds() throws Exception {
        start(Limits.NONE, "exec sleep 92");
        try (ExecSession session = open(false, "cat /dev/zero")) {
            byte[] some = session.output().readNBytes(1 << 20);
            assertThat(some).hasSize(1 << 20);
        }
        assertThat(ControlGroups.of(folder).group("alloc/task").orElseThrow().children())
                .isEmpty();
    }
}
