package dev.drover.drivers.exec;

import static dev.drover.drivers.exec.Launches.shell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drover.driver.DriverException;
import dev.drover.driver.ExecSession;
import dev.drover.driver.Fingerprint;
import dev.drover.driver.ProcessHost;
import dev.drover.driver.RunningTask;
import dev.drover.driver.Surroundings;
import dev.drover.driver.Surroundings.Mount;
import dev.drover.driver.Surroundings.Network;
import dev.drover.driver.TaskExit;
import dev.drover.driver.TaskLaunch;
import dev.drover.drivers.isolated.ContainerRuntime;
import dev.drover.drivers.isolated.Isolation;
import dev.drover.drivers.isolated.IsolationOptions;
import dev.drover.keeper.KeeperProcessHost;
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
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driver with real containers. */
class ExecDriverTest {
    @TempDir
    Path root;

    @TempDir
    Path folder = Path.of("/");

    private final List<RunningTask> started = new ArrayList<>();
    private LocalProcessHost host = LocalProcessHost.passing(Path.of("/"), () -> 1000);
    private ExecDriver driver = driver(Map.of(), ContainerRuntime.find());

    @BeforeEach
    void needARuntime() {
        host = LocalProcessHost.passing(folder.resolve("processes"), () -> 1000);
        driver = driver(Map.of(), ContainerRuntime.find());
        boolean usable = driver.fingerprint().health() == Fingerprint.Health.HEALTHY;
        // On the machine that decides, a missing runtime must not look like success.
        assumeTrue(
                usable || System.getenv("CI") != null,
                () -> "exec is not usable here: " + driver.fingerprint().description() + " (apt-get install crun)");
    }

    private ExecDriver driver(Map<String, Object> plugin, Optional<ContainerRuntime> runtime) {
        return new ExecDriver(new Isolation(host, () -> runtime, IsolationOptions.of(plugin), folder.resolve("exec")));
    }

    @AfterEach
    void endAll() throws IOException {
        started.forEach(RunningTask::destroy);
        host.close();
        assertNothingIsLeft();
    }

    private void assertNothingIsLeft() throws IOException {
        assertThat(Files.readString(Path.of("/proc/self/mounts"))).doesNotContain(root.toString());
        for (String place : List.of("bundles", "state")) {
            Path left = folder.resolve("exec").resolve(place);
            assertThat(Files.isDirectory(left) ? list(left) : List.of()).isEmpty();
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private RunningTask start(Map<String, Object> config) throws Exception {
        return start(driver, launch(config));
    }

    private TaskLaunch launch(Map<String, Object> config) throws IOException {
        return Launches.launch(root, config, "", Surroundings.NONE);
    }

    private RunningTask start(ExecDriver with, TaskLaunch launch) throws Exception {
        RunningTask task = with.start(launch, message -> {});
        started.add(task);
        return task;
    }

    private String run(Map<String, Object> config) throws Exception {
        start(config).await();
        return output();
    }

    private String output() throws IOException {
        return text(root.resolve("alloc/logs/web.stdout.0"));
    }

    private String errors() throws IOException {
        return text(root.resolve("alloc/logs/web.stderr.0"));
    }

    private static String text(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("the condition came true in time").isLessThan(end);
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Test
    void every_runtime_runs_tasks_and_tells_their_exits() throws Exception {
        List<ContainerRuntime> runtimes = Runtimes.all(folder);
        assertThat(runtimes).isNotEmpty();
        for (ContainerRuntime runtime : runtimes) {
            ExecDriver with = driver(Map.of(), Optional.of(runtime));
            RunningTask ending = start(with, launch(shell("echo $GREETING from $$; echo bad >&2; exit 3")));
            assertThat(ending.await()).as("%s", runtime).isEqualTo(TaskExit.code(3));
            assertThat(output()).endsWith("hello from 1\n");
            RunningTask killed = start(with, launch(shell("kill -9 $$; exec sleep 600", "pid_mode", "host")));
            assertThat(killed.await()).as("%s: %s", runtime, errors()).isEqualTo(TaskExit.signalled(9));
            RunningTask stopped = start(with, launch(shell("trap '' INT; echo waiting; while :; do sleep 0.05; done")));
            await(() -> output().endsWith("waiting\n"));
            assertThat(Files.readString(Path.of("/proc/1/cgroup"))).doesNotContain("drover");
            stopped.stop(Duration.ofMillis(100), "SIGINT");
            assertThat(stopped.await()).as("%s", runtime).isEqualTo(TaskExit.signalled(9));
            RunningTask asked = start(with, launch(shell("echo up; exec sleep 600")));
            try (ExecSession session = asked.exec(
                    new ExecSession.Request(List.of("/bin/sh", "-c", "echo $GREETING; id -un; exit 6"), false))) {
                assertThat(text(session.output())).as("%s", runtime).isEqualTo("hello\nnobody\n");
                assertThat(session.await().exitCode()).isEqualTo(6);
            }
            started.forEach(RunningTask::destroy);
            started.clear();
            assertNothingIsLeft();
            Files.delete(root.resolve("alloc/logs/web.stdout.0"));
        }
    }

    private static String text(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void a_task_sees_its_own_root_with_the_programs_of_the_host() throws Exception {
        String seen = run(shell("pwd; ls /; touch /alloc/a /local/b /tmp/c /d; touch /usr/x || echo usr is read-only;"
                + " cat /private/key || echo nothing private; ls " + root + " || echo no host"));
        assertThat(seen).startsWith("/\n").contains("usr is read-only", "nothing private", "no host");
        assertThat(seen.lines()).contains("alloc", "local", "secrets", "tmp", "proc", "dev", "bin", "usr");
        assertThat(seen.lines()).doesNotContain("root", "home", "work", "var");
        assertThat(root.resolve("alloc/a")).exists();
        assertThat(root.resolve("web/local/b")).exists();
    }

    @Test
    void a_task_is_nobody_and_cannot_get_more_rights() throws Exception {
        String status =
                run(shell("id -un; grep -E 'NoNewPrivs|CapEff|Seccomp:' /proc/self/status; touch /secrets/mine"));
        assertThat(status.lines().map(line -> line.replaceAll("\\s+", "")))
                .containsExactlyInAnyOrder("nobody", "NoNewPrivs:1", "CapEff:0000000000000000", "Seccomp:2");
        assertThat(root.resolve("web/secrets/mine")).exists();
    }

    @Test
    void root_in_a_task_has_few_capabilities_and_no_devices() throws Exception {
        RunningTask task = start(
                driver,
                Launches.launch(
                        root,
                        shell("grep CapEff /proc/self/status; mknod /tmp/disk b 254 0; cat /tmp/disk || echo no disk"),
                        "root",
                        Surroundings.NONE));
        task.await();
        assertThat(output()).contains("00000000a80405fb", "no disk");
    }

    @Test
    void capabilities_are_added_where_the_node_allows_it() throws Exception {
        String status = run(shell("grep CapEff /proc/self/status", "cap_add", List.of("net_bind_service")));
        assertThat(status).contains("0000000000000400");
        assertThatThrownBy(() -> start(shell("true", "cap_add", List.of("sys_admin"))))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("SYS_ADMIN")
                .hasMessageContaining("allow_caps");
    }

    @Test
    void processes_of_the_host_are_out_of_sight_unless_asked_for() throws Exception {
        assertThat(run(shell("echo $$"))).isEqualTo("1\n");
        RunningTask open = start(shell("echo $$", "pid_mode", "host"));
        open.await();
        assertThat(Long.parseLong(output().lines().toList().getLast())).isGreaterThan(1);
    }

    @Test
    void a_task_that_takes_too_much_memory_is_killed_and_says_so() throws Exception {
        TaskExit exit = start(shell("x=a; while :; do x=$x$x; done")).await();
        assertThat(exit.outOfMemory()).isTrue();
        assertThat(exit.signal()).isEqualTo(9);
    }

    @Test
    void a_fork_bomb_ends_at_the_limit_and_goes_with_its_task() throws Exception {
        ExecDriver limited = driver(Map.of("pids_limit", 30), ContainerRuntime.find());
        RunningTask task = start(limited, launch(shell("sh -c 'f() { f | f & }; f' & exec sleep 600")));
        await(() -> Files.exists(root.resolve("alloc/logs/web.stderr.0"))
                && Files.readString(root.resolve("alloc/logs/web.stderr.0")).contains("fork"));
        task.stop(Duration.ZERO, "SIGKILL");
        assertThat(task.await()).isEqualTo(TaskExit.signalled(9));
    }

    @Test
    void a_daemon_goes_with_its_task() throws Exception {
        RunningTask task = start(shell("(setsid sleep 4242 &) ; (setsid sleep 4242 &) ; exit 0", "pid_mode", "host"));
        task.await();
        await(() -> ProcessHandle.allProcesses()
                .noneMatch(each -> each.info().commandLine().orElse("").contains("sleep 4242")));
        assertThat(task.await()).isEqualTo(TaskExit.code(0));
    }

    @Test
    void a_missing_program_is_told_and_not_tried_again() throws Exception {
        assertThatThrownBy(() -> start(Map.of("command", "no-such-program")))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("no-such-program")
                .matches(fault -> fault instanceof DriverException explained && !explained.recoverable());
        assertThat(driver.validate(Map.of("pid_mode", "x", "work_dir", "a")))
                .containsExactlyInAnyOrder(
                        "config.command is required",
                        "config.work_dir must be an absolute path, but is \"a\"",
                        "config.pid_mode must be private or host, but is \"x\"");
    }

    @Test
    void a_program_in_the_tasks_folder_is_found_by_its_name() throws Exception {
        TaskLaunch launch = launch(Map.of("command", "hello"));
        Path program = Files.writeString(root.resolve("web/local/hello"), "#!/bin/sh\necho hello from $0\n");
        Files.setPosixFilePermissions(program, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        start(driver, launch).await();
        assertThat(output()).isEqualTo("hello from /local/hello\n");
    }

    @Test
    void volumes_and_the_network_of_the_group_are_there() throws Exception {
        Path volume = Files.createDirectory(folder.resolve("volume"));
        Files.writeString(volume.resolve("data"), "kept");
        Path hosts = Files.writeString(folder.resolve("hosts"), "10.0.0.9 mine\n");
        Path namespace = folder.resolve("netns");
        Files.createFile(namespace);
        Process holder = new ProcessBuilder("unshare", "--net=" + namespace, "true")
                .inheritIO()
                .start();
        assertThat(holder.waitFor()).isZero();
        try {
            Surroundings around = new Surroundings(
                    Optional.of(new Network(namespace, "inside", hosts, Optional.empty())),
                    List.of(new Mount(volume, "/data/deep", true, "private")));
            RunningTask task = start(
                    driver,
                    Launches.launch(
                            root,
                            shell("cat /data/deep/data; touch /data/deep/x || echo ' ro'; hostname; cat /etc/hosts;"
                                    + " grep -c : /proc/net/dev"),
                            "root",
                            around));
            task.await();
            assertThat(output()).isEqualTo("kept ro\ninside\n10.0.0.9 mine\n1\n");
        } finally {
            new ProcessBuilder("umount", namespace.toString()).start().waitFor();
        }
    }

    @Test
    void what_the_host_mounts_in_a_volume_later_is_seen_where_the_task_wants_it() throws Exception {
        Path volume = Files.createDirectory(folder.resolve("volume"));
        run("mount", "-t", "tmpfs", "none", volume.toString());
        try {
            run("mount", "--make-shared", volume.toString());
            Files.createDirectory(volume.resolve("later"));
            String script = "until [ -e /alloc/go ]; do sleep 0.05; done; cat /data/later/file || echo nothing";
            RunningTask task = start(
                    driver,
                    Launches.launch(
                            root,
                            shell(
                                    script
                                            + "; until [ -e /follows/later/file ]; do sleep 0.05; done; cat /follows/later/file"),
                            "root",
                            new Surroundings(
                                    Optional.empty(),
                                    List.of(
                                            new Mount(volume, "/data", false, "private"),
                                            new Mount(volume, "/follows", false, "host-to-task")))));
            run("mount", "-t", "tmpfs", "none", volume.resolve("later").toString());
            Files.writeString(volume.resolve("later/file"), "mounted");
            Files.createFile(root.resolve("alloc/go"));

            assertThat(task.await()).isEqualTo(TaskExit.code(0));
            assertThat(output()).isEqualTo("nothing\nmounted");
        } finally {
            new ProcessBuilder("umount", "-R", volume.toString()).start().waitFor();
        }
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                .as(String.join(" ", command))
                .isZero();
    }

    @Test
    void a_command_with_a_terminal_runs_inside_the_task() throws Exception {
        RunningTask task = start(shell("exec sleep 600"));
        try (ExecSession session = task.exec(new ExecSession.Request(
                List.of(
                        "/bin/sh",
                        "-c",
                        "tty; ls -d /local; read x; until stty size | grep '41 97'; do sleep 0.05; done; exit 4"),
                true))) {
            StringBuilder seen = new StringBuilder();
            while (seen.indexOf("/local") < 0) {
                seen.append((char) session.output().read());
            }
            session.resize(41, 97);
            session.input().write("go\n".getBytes(StandardCharsets.UTF_8));
            seen.append(text(session.output()));
            assertThat(seen.toString()).contains("/dev/pts/", "41 97");
            assertThat(session.await().exitCode()).isEqualTo(4);
        }
    }

    @Test
    void a_command_that_nobody_watches_any_more_ends() throws Exception {
        RunningTask task = start(shell("exec sleep 600", "pid_mode", "host"));
        ExecSession session = task.exec(new ExecSession.Request(List.of("sleep", "4343"), false));
        await(() -> sleeping("sleep 4343"));
        session.close();
        await(() -> !sleeping("sleep 4343"));
        assertThat(task.isRunning()).isTrue();
    }

    private static boolean sleeping(String command) {
        return ProcessHandle.allProcesses()
                .anyMatch(each -> each.info().commandLine().orElse("").endsWith(command));
    }

    @Test
    void what_nobody_knows_is_swept_away_and_what_is_known_stays() throws Exception {
        TaskLaunch known = launch(shell("exec sleep 600"));
        RunningTask kept = start(driver, known);
        RunningTask lost = start(driver, launch(shell("exec sleep 600")));
        driver.sweep("node", known.taskKey()::equals);
        assertThat(kept.isRunning()).isTrue();
        assertThat(lost.await()).isEqualTo(TaskExit.signalled(9));
        assertThat(list(folder.resolve("exec/bundles"))).hasSize(1);
        assertThat(driver.recover(known, kept.recoveryState()).isRunning()).isTrue();
    }

    @Test
    void a_task_outlives_the_agent_and_its_keeper_and_is_found_again() throws Exception {
        TaskLaunch launch = launch(shell("i=0; while [ ! -e /alloc/go ]; do echo $i; i=$((i+1)); done; exit 9"));
        Path keeping = folder.resolve("k");
        String state;
        try (KeeperProcessHost first = new KeeperProcessHost(keeping, () -> 1000)) {
            state = new ExecDriver(isolation(first))
                    .start(launch, message -> {})
                    .recoveryState();
        }
        ProcessHandle keeper = keeper(keeping);
        keeper.destroyForcibly();
        await(() -> !keeper.isAlive());
        try (KeeperProcessHost second = new KeeperProcessHost(keeping, () -> 1000)) {
            ExecDriver after = new ExecDriver(isolation(second));
            RunningTask found = after.recover(launch, state);
            after.sweep("node", launch.taskKey()::equals);
            assertThat(found.isRunning()).isTrue();
            assertThat(found.usage()).isPresent();
            Files.createFile(root.resolve("alloc/go"));
            // Exactly known where the kernel keeps the status for others than the parent, and honestly unknown
            // elsewhere.
            assertThat(found.await())
                    .matches(exit -> exit.exitCode() == 9 || exit.error().contains("not known"));
            found.destroy();
        }
    }

    private Isolation isolation(ProcessHost processes) {
        return new Isolation(processes, IsolationOptions.of(Map.of()), folder.resolve("exec"));
    }

    private static ProcessHandle keeper(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(each -> each.info().commandLine().orElse("").endsWith(folder.toString()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_start_takes_milliseconds() throws Exception {
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            long before = System.nanoTime();
            RunningTask task = start(shell("exit 0"));
            times.add(Duration.ofNanos(System.nanoTime() - before));
            task.await();
        }
        times.sort(null);
        System.out.println("start of an isolated task: median " + times.get(10).toMillis() + " ms, best "
                + times.getFirst().toMillis() + " ms");
        assertThat(times.getFirst()).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void usage_is_that_of_the_control_group() throws Exception {
        RunningTask task = start(shell("while :; do :; done"));
        await(() -> task.usage().orElseThrow().cpuPercent() > 1);
        assertThat(task.usage().orElseThrow().memory().usage()).isBetween(1L, (long) Launches.MEBIBYTES << 20);
        assertThat(task.usage().orElseThrow().processor().measured()).contains("Throttled Periods");
    }

    @Test
    void a_denied_user_may_not_run_tasks() {
        ExecDriver strict = driver(Map.of("denied_host_uids", "0"), ContainerRuntime.find());
        assertThatThrownBy(() ->
                        strict.start(Launches.launch(root, shell("true"), "root", Surroundings.NONE), message -> {}))
                .hasMessageContaining("user id 0");
    }
}
