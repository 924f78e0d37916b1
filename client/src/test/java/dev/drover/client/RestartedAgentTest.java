package dev.drover.client;

import static dev.drover.client.Samples.allocation;
import static dev.drover.client.Samples.group;
import static dev.drover.client.Samples.shell;
import static dev.drover.client.TestNode.events;
import static dev.drover.client.TestNode.is;
import static dev.drover.client.TestNode.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.client.host.MemoryFolder;
import dev.drover.client.store.DiskStore;
import dev.drover.drivers.rawexec.RawExecDriver;
import dev.drover.keeper.KeeperProcessHost;
import dev.drover.model.alloc.AllocDeploymentStatus;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.TaskEvent;
import dev.drover.model.alloc.TaskRunState;
import dev.drover.model.job.TaskGroupBuilder;
import dev.drover.model.job.UpdateStrategyBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent whose tasks are in the hands of a real keeper process, and the next agent on the same folders. */
final class RestartedAgentTest {
    private static final String COUNTER = "i=0; while :; do echo $i; i=$((i+1)); done";

    @TempDir
    private Path directory;

    private final FakeServers servers = new FakeServers();
    private KeeperProcessHost processes;
    private Client client;

    @BeforeEach
    void start() {
        processes = new KeeperProcessHost(directory.resolve("keeper"), () -> 1000);
        client = Client.start(config(), servers, List.of(driver()));
    }

    private RawExecDriver driver() {
        return new RawExecDriver(processes, new RawExecDriver.Options(true, List.of()));
    }

    private ClientConfig config() {
        return ClientConfigBuilder.builder(ClientConfig.defaults(directory.resolve("alloc")))
                .stateDir(Optional.of(directory.resolve("client")))
                .build();
    }

    /** As an end that nobody could prepare for: the connection to the keeper breaks, and nothing is told or written any more. */
    private void kill() {
        processes.close();
        client.close();
    }

    @AfterEach
    void endAll() throws Exception {
        kill();
        processes = new KeeperProcessHost(directory.resolve("keeper"), () -> 1000);
        driver().sweep("", key -> false);
        processes.close();
        ProcessHandle.allProcesses()
                .filter(each -> each.info()
                        .arguments()
                        .map(words -> List.of(words)
                                .contains(directory.resolve("keeper").toString()))
                        .orElse(false))
                .forEach(ProcessHandle::destroyForcibly);
        for (Path mounted : MemoryFolder.below(directory)) {
            MemoryFolder.free(mounted);
        }
    }

    private long pid(Allocation allocation, String task) throws Exception {
        return processes.find(allocation.id() + "/" + task).orElseThrow().pid();
    }

    private String log(Allocation allocation, String name) throws IOException {
        StringBuilder all = new StringBuilder();
        Path logs = directory.resolve("alloc").resolve(allocation.id()).resolve("alloc/logs");
        for (int i = 0; Files.exists(logs.resolve(name + "." + i)); i++) {
            all.append(Files.readString(logs.resolve(name + "." + i)));
        }
        return all.toString();
    }

    @Test
    void tasks_run_on_with_the_same_processes_and_whole_logs() throws Exception {
        Allocation allocation = allocation("service", group(shell("t", COUNTER), shell("u", "exec sleep 80")));
        servers.want(allocation);
        Allocation before = servers.awaitReport(
                allocation.id(),
                each -> each.taskStates().values().stream().allMatch(task -> task.state() == TaskRunState.RUNNING));
        Await.until(() -> log(allocation, "t.stdout").length() > 1000);
        long pid = pid(allocation, "t");
        String node = client.node().id();

        kill();
        long size = log(allocation, "t.stdout").length();
        Await.until(() -> log(allocation, "t.stdout").length() > size + 10_000);
        start();

        assertThat(client.node().id()).isEqualTo(node);
        assertThat(pid(allocation, "t")).isEqualTo(pid);
        servers.stop(allocation.id());
        Allocation report = servers.awaitReport(allocation.id(), is(ClientStatus.COMPLETE));
        assertThat(events(report, "t"))
                .containsExactly("Received", "Task Setup", "Started", "Killing", "Terminated", "Killed");
        assertThat(state(report, "t").startedAt()).isEqualTo(state(before, "t").startedAt());
        List<String> lines = log(allocation, "t.stdout").lines().toList();
        for (int i = 0; i < lines.size() - 1; i++) {
            assertThat(lines.get(i)).isEqualTo(Integer.toString(i));
        }
    }

    @Test
    void what_ended_meanwhile_is_dealt_with_by_its_status_and_policy() throws Exception {
        var retried = TaskGroupBuilder.builder(group(shell("t", "echo x >>runs; sleep 0.5; exit 3")))
                .restartPolicy(Samples.restarts(1, Duration.ofMillis(10)))
                .build();
        Allocation failing = allocation("service", retried);
        Allocation batch = allocation("batch", group(shell("t", "sleep 0.5")));
        servers.want(failing);
        servers.want(batch);
        servers.awaitReport(failing.id(), is(ClientStatus.RUNNING));
        servers.awaitReport(batch.id(), is(ClientStatus.RUNNING));

        kill();
        KeeperProcessHost between = new KeeperProcessHost(directory.resolve("keeper"), () -> 1000);
        between.find(failing.id() + "/t").orElseThrow().await();
        between.find(batch.id() + "/t").orElseThrow().await();
        between.close();
        start();

        Allocation report = servers.awaitReport(failing.id(), is(ClientStatus.FAILED));
        assertThat(state(report, "t").restarts()).isEqualTo(1);
        assertThat(state(report, "t").events().stream()
                        .filter(event -> event.type().equals("Terminated"))
                        .map(TaskEvent::exitCode))
                .containsExactly(3, 3);
        assertThat(directory.resolve("alloc").resolve(failing.id()).resolve("t/runs"))
                .hasContent("x\nx\n");
        servers.awaitReport(batch.id(), is(ClientStatus.COMPLETE));
    }

    @Test
    void what_the_servers_stopped_or_forgot_meanwhile_ends() throws Exception {
        Allocation stopped = allocation("service", group(shell("t", "exec sleep 81")));
        Allocation forgotten = allocation("service", group(shell("t", "exec sleep 82")));
        servers.want(stopped);
        servers.want(forgotten);
        servers.awaitReport(stopped.id(), is(ClientStatus.RUNNING));
        servers.awaitReport(forgotten.id(), is(ClientStatus.RUNNING));

        kill();
        servers.stop(stopped.id());
        servers.forget(forgotten.id());
        start();

        servers.awaitReport(stopped.id(), is(ClientStatus.COMPLETE));
        Await.until(() -> !Files.exists(directory.resolve("alloc").resolve(forgotten.id())));
        Await.until(() -> processes.keys().isEmpty());
        assertThat(processes.keys()).isEmpty();
    }

    @Test
    void tasks_are_found_again_before_any_server_answers_and_nothing_else_is_started() throws Exception {
        Allocation running = allocation("service", group(shell("t", "exec sleep 83")));
        Allocation lost = allocation(
                "service",
                TaskGroupBuilder.builder(group(shell("t", "exec sleep 84")))
                        .restartPolicy(Samples.restarts(3, Duration.ZERO))
                        .build());
        servers.want(running);
        servers.want(lost);
        servers.awaitReport(running.id(), is(ClientStatus.RUNNING));
        servers.awaitReport(lost.id(), is(ClientStatus.RUNNING));
        long pid = pid(running, "t");

        kill();
        KeeperProcessHost between = new KeeperProcessHost(directory.resolve("keeper"), () -> 1000);
        between.find(lost.id() + "/t").orElseThrow().release();
        between.close();
        servers.fallSilent();
        start();

        Await.until(() -> client.allocations()
                .usage(running.id(), Optional.empty())
                .tasks()
                .containsKey("t"));
        assertThat(pid(running, "t")).isEqualTo(pid);
        Await.until(() -> servers.latest(lost.id())
                .filter(each -> events(each, "t").contains("Restarting"))
                .isPresent());
        assertThat(processes.keys()).containsExactly(running.id() + "/t");

        servers.speakAgain();
        Allocation report = servers.awaitReport(
                lost.id(),
                each -> state(each, "t").state() == TaskRunState.RUNNING
                        && state(each, "t").restarts() == 1);
        assertThat(events(report, "t")).contains("Failed Restoring Task", "Terminated", "Restarting");
    }

    @Test
    void processes_that_nobody_knows_any_more_are_ended() throws Exception {
        Allocation allocation = allocation("service", group(shell("t", "exec sleep 85")));
        servers.want(allocation);
        servers.awaitReport(allocation.id(), is(ClientStatus.RUNNING));
        long pid = pid(allocation, "t");

        kill();
        Files.write(directory.resolve("client/state.mv"), new byte[5000]);
        start();

        Await.until(() -> ProcessHandle.of(pid).isEmpty());
        Await.until(() -> processes
                .find(allocation.id() + "/t")
                .filter(each -> each.pid() != pid)
                .isPresent());
        assertThat(directory.resolve("client").toFile().list())
                .anySatisfy(name -> assertThat(name).startsWith("state.mv.damaged-"));
    }

    @Test
    void a_verdict_of_a_deployment_is_kept() throws Exception {
        var group = TaskGroupBuilder.builder(group(shell("t", "exec sleep 86")))
                .update(UpdateStrategyBuilder.builder()
                        .minHealthyTime(Duration.ofMillis(20))
                        .healthyDeadline(Duration.ofSeconds(10))
                        .build())
                .build();
        Allocation allocation = AllocationBuilder.builder(allocation("service", group))
                .deploymentId("d")
                .build();
        servers.want(allocation);
        AllocDeploymentStatus verdict = servers.awaitReport(allocation.id(), each -> each.deploymentStatus() != null)
                .deploymentStatus();

        kill();
        servers.forgetReports();
        start();

        assertThat(servers.awaitReport(allocation.id(), is(ClientStatus.RUNNING))
                        .deploymentStatus())
                .isEqualTo(verdict);
    }

    @Test
    void what_was_cleared_away_is_not_run_again() throws Exception {
        Allocation allocation = allocation("batch", group(shell("t", "true")));
        servers.want(allocation);
        servers.awaitReport(allocation.id(), is(ClientStatus.COMPLETE));
        Await.until(() -> client.allocations().collect(allocation.id()));

        kill();
        servers.forgetReports();
        Allocation next = allocation("batch", group(shell("t", "true")));
        start();
        servers.want(next);
        servers.awaitReport(next.id(), is(ClientStatus.COMPLETE));

        assertThat(servers.latest(allocation.id())).isEmpty();
        assertThat(directory.resolve("alloc").resolve(allocation.id())).doesNotExist();
    }

    @Test
    void a_second_agent_on_the_same_folder_is_refused() {
        assertThatThrownBy(() -> DiskStore.open(directory.resolve("client")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in use by another agent");
    }
}
