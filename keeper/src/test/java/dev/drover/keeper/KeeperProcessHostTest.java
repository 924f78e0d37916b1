package dev.drover.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.driver.DriverException;
import dev.drover.driver.LogTarget;
import dev.drover.driver.ProcessHost.HostedProcess;
import dev.drover.driver.ProcessHost.ProcessSpec;
import dev.drover.driver.TaskExit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real keeper process. */
final class KeeperProcessHostTest {
    private static final String COUNTER = "i=0; while :; do echo $i; i=$((i+1)); done";

    @TempDir
    private Path folder;

    private final List<KeeperProcessHost> hosts = new ArrayList<>();

    private KeeperProcessHost host() {
        KeeperProcessHost host = new KeeperProcessHost(folder.resolve("keeper"), () -> 1000);
        hosts.add(host);
        return host;
    }

    @AfterEach
    void endAll() throws Exception {
        KeeperProcessHost host = host();
        for (String key : host.keys()) {
            host.find(key).ifPresent(HostedProcess::release);
        }
        hosts.forEach(KeeperProcessHost::close);
        // Without processes it ends by itself.
        findKeeper().ifPresent(ProcessHandle::destroyForcibly);
    }

    private HostedProcess start(KeeperProcessHost host, String key, String script) throws Exception {
        return host.start(new ProcessSpec(
                key,
                List.of("/bin/sh", "-c", script),
                Map.of("PATH", "/usr/bin:/bin"),
                folder,
                "",
                new LogTarget(folder.resolve("logs"), key + ".stdout", 1000, 1 << 20, true),
                new LogTarget(folder.resolve("logs"), key + ".stderr", 10, 1 << 20, true)));
    }

    private ProcessHandle keeper() {
        return findKeeper().orElseThrow();
    }

    private Optional<ProcessHandle> findKeeper() {
        return ProcessHandle.allProcesses()
                .filter(each -> each.info()
                        .arguments()
                        .map(words ->
                                List.of(words).contains(folder.resolve("keeper").toString()))
                        .orElse(false))
                .findFirst();
    }

    private String log(String name) throws IOException {
        StringBuilder all = new StringBuilder();
        for (int i = 0; Files.exists(folder.resolve("logs/" + name + "." + i)); i++) {
            all.append(Files.readString(folder.resolve("logs/" + name + "." + i)));
        }
        return all.toString();
    }

    /** Whole lines only: the last one may be on its way. */
    private static void assertGapless(String log) {
        List<String> lines = log.substring(0, log.lastIndexOf('\n')).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i)).isEqualTo(Integer.toString(i));
        }
    }

    @Test
    void exits_output_and_signals_come_through() throws Exception {
        KeeperProcessHost host = host();

        assertThat(start(host, "a", "echo out; echo err >&2; exit 143").await()).isEqualTo(TaskExit.code(143));
        HostedProcess sleeping = start(host, "b", "exec sleep 60");
        assertThat(sleeping.isRunning()).isTrue();
        assertThat(sleeping.usage()).isPresent();
        sleeping.signal("SIGTERM");

        assertThat(sleeping.await()).isEqualTo(TaskExit.signalled(15));
        assertThat(log("a.stdout")).isEqualTo("out\n");
        assertThat(log("a.stderr")).isEqualTo("err\n");
        assertThatThrownBy(() -> sleeping.signal("SIGTERM")).isInstanceOf(DriverException.class);
        assertThatThrownBy(() -> start(host, "c", "exit").signal("SIGWHAT")).hasMessageContaining("SIGWHAT");
    }

    @Test
    void what_cannot_be_started_is_explained() {
        ProcessSpec spec = new ProcessSpec(
                "k",
                List.of("/no/such/program"),
                Map.of(),
                folder,
                "",
                new LogTarget(folder, "k.stdout", 1, 1000, true),
                new LogTarget(folder, "k.stderr", 1, 1000, true));
        assertThatThrownBy(() -> host().start(spec))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("/no/such/program is not an executable file");
    }

    @Test
    void processes_go_on_without_an_agent_and_are_found_by_the_next() throws Exception {
        KeeperProcessHost first = host();
        HostedProcess counting = start(first, "counting", COUNTER);
        start(first, "short", "echo done; exit 7");
        first.close();
        long size = log("counting.stdout").length();
        Await.until(() -> log("counting.stdout").length() > size + 10_000);

        KeeperProcessHost second = host();
        assertThat(second.keys()).containsExactlyInAnyOrder("counting", "short");
        HostedProcess found = second.find("counting").orElseThrow();
        assertThat(found.pid()).isEqualTo(counting.pid());
        assertThat(second.find("short").orElseThrow().await()).isEqualTo(TaskExit.code(7));
        found.stop(Duration.ofSeconds(5), "SIGTERM");

        assertThat(found.await()).isEqualTo(TaskExit.signalled(15));
        assertGapless(log("counting.stdout"));
        assertThat(log("short.stdout")).isEqualTo("done\n");
    }

    @Test
    void a_keeper_that_is_killed_is_replaced_and_its_processes_are_adopted() throws Exception {
        KeeperProcessHost host = host();
        HostedProcess counting = start(host, "counting", COUNTER);
        List<String> notices = new CopyOnWriteArrayList<>();
        counting.listen(notices::add);
        FutureTask<TaskExit> exit = new FutureTask<>(counting::await);
        Thread.ofVirtual().start(exit);
        ProcessHandle keeper = keeper();

        keeper.destroyForcibly();
        Await.until(() -> !keeper.isAlive() && !notices.isEmpty());
        long size = log("counting.stdout").length();
        Await.until(() -> log("counting.stdout").length() > size + 10_000);

        assertThat(notices).singleElement().asString().contains("started anew");
        assertThat(ProcessHandle.of(counting.pid())).isPresent();
        assertThat(keeper().pid()).isNotEqualTo(keeper.pid());
        assertThat(host.find("counting").orElseThrow().pid()).isEqualTo(counting.pid());
        counting.stop(Duration.ofSeconds(5), "SIGTERM");
        // Exactly known where the kernel keeps the status for others than the parent, and honestly unknown elsewhere.
        assertThat(exit.get()).matches(how -> how.signal() == 15 || how.error().contains("not known"));
    }

    @Test
    void a_process_that_writes_slowly_loses_no_line_when_its_keeper_is_killed() throws Exception {
        KeeperProcessHost host = host();
        Path enough = folder.resolve("enough");
        HostedProcess slow = start(
                host,
                "slow",
                "i=0; while [ ! -e " + enough + " ]; do echo $i; i=$((i+1)); sleep 0.005; done; echo end");
        Await.until(() -> log("slow.stdout").contains("\n20\n"));
        ProcessHandle keeper = keeper();

        keeper.destroyForcibly();
        Await.until(() -> !keeper.isAlive() && findKeeper().isPresent());
        // A pipe forgets what is in it when its writer ends and nobody reads: only the next keeper makes it safe to
        // end.
        long size = log("slow.stdout").length();
        Await.until(() -> log("slow.stdout").length() > size);
        Files.createFile(enough);
        TaskExit exit = slow.await();

        assertThat(exit).matches(how -> how.successful() || how.error().contains("not known"));
        assertThat(log("slow.stdout")).endsWith("\nend\n");
        assertGapless(log("slow.stdout").replace("end\n", ""));
    }

    @Test
    void a_keeper_is_out_of_reach_for_the_terminal_and_for_other_users() throws Exception {
        KeeperProcessHost host = host();
        start(host, "a", "exec sleep 61");
        ProcessHandle keeper = keeper();
        for (String signal : List.of("-HUP", "-INT")) {
            new ProcessBuilder("/bin/kill", signal, Long.toString(keeper.pid()))
                    .start()
                    .waitFor();
        }

        String[] stat =
                Files.readString(Path.of("/proc/" + keeper.pid() + "/stat")).split(" ", -1);
        assertThat(stat[5]).as("session").isEqualTo(Long.toString(keeper.pid()));
        assertThat(host.keys()).containsExactly("a");
        assertThat(keeper.isAlive()).isTrue();
        assertThat(Files.getPosixFilePermissions(folder.resolve("keeper"))).hasSize(3);
    }

    @Test
    void a_keeper_without_processes_ends_with_its_agent() throws Exception {
        KeeperProcessHost host = host();
        start(host, "a", "true").release();
        ProcessHandle keeper = keeper();

        host.close();
        Await.until(() -> !keeper.isAlive());
        assertThat(keeper.isAlive()).isFalse();
    }

    @Test
    void a_keeper_with_nothing_to_do_ends() throws Exception {
        Path idle = folder.resolve("keeper");
        Thread keeper = Thread.ofVirtual().start(() -> {
            try {
                KeeperMain.run(idle, Duration.ofMillis(50));
            } catch (IOException | InterruptedException fault) {
                throw new IllegalStateException(fault);
            }
        });
        assertThat(keeper.join(Duration.ofSeconds(10))).isTrue();
    }
}
