package dev.drover.client;

import static dev.drover.client.Samples.allocation;
import static dev.drover.client.Samples.fake;
import static dev.drover.client.Samples.group;
import static dev.drover.client.Samples.shell;
import static dev.drover.client.TestNode.events;
import static dev.drover.client.TestNode.is;
import static dev.drover.client.TestNode.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.TaskRunState;
import dev.drover.model.job.DisconnectStrategy;
import dev.drover.model.job.TaskBuilder;
import dev.drover.model.job.TaskGroupBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the tasks of a group come to their end when somebody or something ends them. */
final class GroupEndTest {
    @TempDir
    private Path directory;

    private TestNode node;

    @BeforeEach
    void start() {
        node = new TestNode(directory);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void tasks_end_complete_when_they_have_run_as_long_as_they_may() throws Exception {
        var group = TaskGroupBuilder.builder(group(fake("t", "poststop", false), fake("main", Map.of())))
                .maxRunDuration(Duration.ofMillis(100))
                .build();
        Allocation allocation = allocation("batch", group);
        node.servers.want(allocation);
        node.driver.end("t", 0);
        Allocation report = node.servers.awaitReport(allocation.id(), is(ClientStatus.COMPLETE));
        assertThat(report.clientDescription()).contains("max_run_duration");
        assertThat(events(report, "main")).contains("Killing", "Killed");
        assertThat(node.driver.story()).containsExactly("start main", "stop main", "start t");
    }

    @Test
    void a_group_ends_by_itself_when_it_may_not_run_on_without_servers() throws Exception {
        var strict = TaskGroupBuilder.builder(group(fake("strict", Map.of())))
                .disconnect(new DisconnectStrategy(null, Duration.ofSeconds(1), null, ""))
                .build();
        Allocation ending = allocation("service", strict);
        Allocation staying = allocation("service", group(fake("lenient", Map.of())));
        node.run(ending, ClientStatus.RUNNING);
        node.run(staying, ClientStatus.RUNNING);

        node.servers.fallSilent();

        Allocation report = node.servers.awaitReport(ending.id(), is(ClientStatus.COMPLETE));
        assertThat(state(report, "strict").events())
                .anySatisfy(event -> assertThat(event.displayMessage()).contains("stop_on_client_after of 1s"));
        assertThat(node.servers.latest(staying.id()))
                .hasValueSatisfying(latest -> assertThat(latest.clientStatus()).isEqualTo(ClientStatus.RUNNING));
        node.servers.speakAgain();
    }

    @Test
    void a_task_that_ends_in_time_is_left_alone() throws Exception {
        var group = TaskGroupBuilder.builder(group(shell("t", "true")))
                .maxRunDuration(Duration.ofMinutes(10))
                .build();
        Allocation report = node.run(allocation("batch", group), ClientStatus.COMPLETE);
        assertThat(report.clientDescription()).isEqualTo("All tasks have completed");
    }

    @Test
    void a_stop_waits_for_the_shutdown_delays_of_group_and_task() throws Exception {
        var task = TaskBuilder.builder(fake("t", Map.of()))
                .shutdownDelay(Duration.ofMillis(150))
                .build();
        var group = TaskGroupBuilder.builder(group(task))
                .shutdownDelay(Duration.ofMillis(150))
                .build();
        Allocation allocation = allocation("service", group);
        node.run(allocation, ClientStatus.RUNNING);
        long before = System.nanoTime();
        node.servers.stop(allocation.id());
        Allocation report = node.servers.awaitReport(allocation.id(), is(ClientStatus.COMPLETE));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        assertThat(events(report, "t")).containsSubsequence("Waiting for shutdown delay", "Killing", "Killed");
    }

    @Test
    void a_task_that_ignores_its_signal_is_killed_after_its_timeout() throws Exception {
        var task = TaskBuilder.builder(shell("t", "trap '' INT TERM; echo ready; while :; do sleep 0.1; done"))
                .killTimeout(Duration.ofMillis(200))
                .killSignal("SIGTERM")
                .build();
        Allocation allocation = allocation("service", group(task));
        node.run(allocation, ClientStatus.RUNNING);
        Await.until(() -> node.log(allocation, "t.stdout.0").equals("ready\n"));
        node.servers.stop(allocation.id());
        Allocation report = node.servers.awaitReport(allocation.id(), is(ClientStatus.COMPLETE));
        assertThat(state(report, "t").events())
                .filteredOn(event -> event.type().equals("Terminated"))
                .singleElement()
                .satisfies(event -> assertThat(event.signal()).isEqualTo(9));
    }

    @Test
    void tasks_for_after_the_stop_run_when_the_others_were_killed() throws Exception {
        Allocation allocation =
                allocation("service", group(fake("main", Map.of()), fake("cleanup", "poststop", false)));
        node.servers.want(allocation);
        node.servers.awaitReport(
                allocation.id(), report -> state(report, "main").state() == TaskRunState.RUNNING);
        node.servers.stop(allocation.id());
        node.driver.end("cleanup", 0);
        Allocation report = node.servers.awaitReport(allocation.id(), is(ClientStatus.COMPLETE));
        assertThat(node.driver.story()).containsExactly("start main", "stop main", "start cleanup");
        assertThat(events(report, "cleanup")).doesNotContain("Killed");
    }

    @Test
    void a_stop_ends_the_leader_before_the_others() throws Exception {
        var leader = TaskBuilder.builder(fake("b", Map.of())).leader(true).build();
        Allocation allocation = allocation("service", group(fake("a", Map.of()), leader));
        node.servers.want(allocation);
        node.servers.awaitReport(
                allocation.id(),
                report -> report.taskStates().values().stream().allMatch(it -> it.state() == TaskRunState.RUNNING));
        node.servers.stop(allocation.id());
        node.servers.awaitReport(allocation.id(), is(ClientStatus.COMPLETE));
        assertThat(node.driver.story()).endsWith("stop b", "stop a");
    }
}
