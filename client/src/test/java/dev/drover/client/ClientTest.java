package dev.drover.client;

import static dev.drover.client.Samples.allocation;
import static dev.drover.client.Samples.fake;
import static dev.drover.client.Samples.group;
import static dev.drover.client.Samples.shell;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.client.ClientAllocations.Start;
import dev.drover.client.files.FileChunk;
import dev.drover.drivers.rawexec.RawExecDriver;
import dev.drover.keeper.process.LocalProcessHost;
import dev.drover.model.alloc.AllocDeploymentStatus;
import dev.drover.model.alloc.AllocatedResources;
import dev.drover.model.alloc.AllocatedSharedResources;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.PortMapping;
import dev.drover.model.alloc.TaskEvent;
import dev.drover.model.alloc.TaskRunState;
import dev.drover.model.alloc.TaskState;
import dev.drover.model.job.TaskBuilder;
import dev.drover.model.job.TaskGroupBuilder;
import dev.drover.model.job.Template;
import dev.drover.model.job.TemplateBuilder;
import dev.drover.model.job.UpdateStrategyBuilder;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeResources;
import dev.drover.model.service.Service;
import dev.drover.model.service.ServiceBuilder;
import dev.drover.model.service.ServiceCheck;
import dev.drover.model.service.ServiceCheckBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClientTest {
    @TempDir
    private Path directory;

    private final FakeServers servers = new FakeServers();
    private final FakeDriver driver = new FakeDriver();
    private Client client;

    @BeforeEach
    void start() {
        RawExecDriver rawExec = new RawExecDriver(
                LocalProcessHost.passing(directory.resolve("processes"), () -> 1000),
                new RawExecDriver.Options(true, List.of("SECRET_*")));
        client = Client.start(ClientConfig.dev(directory.resolve("alloc")), servers, List.of(rawExec, driver));
    }

    @AfterEach
    void stop() {
        client.close();
    }

    private static Predicate<Allocation> is(ClientStatus status) {
        return allocation -> allocation.clientStatus() == status;
    }

    private static TaskState state(Allocation allocation, String task) {
        TaskState state = allocation.taskStates().get(task);
        assertThat(state).isNotNull();
        return state;
    }

    private static List<String> events(Allocation allocation, String task) {
        return state(allocation, task).events().stream().map(TaskEvent::type).toList();
    }

    private String log(Allocation allocation, String name) throws IOException {
        return Files.readString(directory.resolve("alloc", allocation.id(), "alloc", "logs", name));
    }

    private Allocation run(Allocation allocation, ClientStatus until) throws InterruptedException {
        servers.want(allocation);
        return servers.awaitReport(allocation.id(), is(until));
    }

    @Test
    void the_node_is_registered_with_all_that_schedulers_ask_for() {
        Node node = servers.registrations().getFirst();
        NodeResources resources = node.nodeResources();

        assertThat(node.id()).hasSize(36).isEqualTo(client.node().id());
        assertThat(node.datacenter()).isEqualTo("dc1");
        assertThat(node.computedClass()).startsWith("v1:");
        assertThat(node.attributes())
                .containsEntry("kernel.name", "linux")
                .containsEntry("driver.raw_exec", "1")
                .containsEntry("driver.fake.version", "1")
                .containsEntry("unique.network.ip-address", "127.0.0.1")
                .containsKeys("cpu.arch", "cpu.totalcompute", "memory.totalbytes", "os.name", "nomad.version");
        assertThat(node.drivers()).containsKeys("raw_exec", "fake");
        assertThat(resources).isNotNull();
        assertThat(resources.cpu()).isNotNull();
        assertThat(resources.cpu().cpuShares()).isPositive();
        assertThat(resources.memory()).isNotNull();
        assertThat(resources.memory().memoryMb()).isPositive();
    }

    @Test
    void a_batch_task_runs_to_its_end_with_its_output_in_the_logs() throws Exception {
        Allocation allocation = allocation(
                "batch", group(shell("t", "echo $NOMAD_META_COLOR ${NOMAD_PORT_http-1} $NOMAD_ALLOC_INDEX")));
        Allocation report = run(allocation, ClientStatus.COMPLETE);

        assertThat(log(allocation, "t.stdout.0")).isEqualTo("red 21000 3\n");
        assertThat(events(report, "t")).containsExactly("Received", "Task Setup", "Started", "Terminated");
        assertThat(report.clientDescription()).isEqualTo("All tasks have completed");
    }

    @Test
    void a_service_runs_until_it_is_stopped() throws Exception {
        Allocation allocation = allocation("service", group(shell("t", "exec sleep 70")));
        Allocation running = run(allocation, ClientStatus.RUNNING);
        assertThat(state(running, "t").startedAt()).isNotNull();

        servers.stop(allocation.id());
        Allocation report = servers.awaitReport(allocation.id(), is(ClientStatus.COMPLETE));
        assertThat(events(report, "t"))
                .containsExactly("Received", "Task Setup", "Started", "Killing", "Terminated", "Killed");
        assertThat(state(report, "t").failed()).isFalse();
    }

    @Test
    void servers_that_had_lost_sight_of_it_are_told_that_it_runs() throws Exception {
        Allocation allocation = allocation("service", group(shell("t", "exec sleep 70")));
        run(allocation, ClientStatus.RUNNING);
        servers.forgetReports();
        servers.want(AllocationBuilder.builder(allocation)
                .clientStatus(ClientStatus.UNKNOWN)
                .build());
        Allocation report = servers.awaitReport(allocation.id(), is(ClientStatus.RUNNING));
        assertThat(events(report, "t")).endsWith("Reconnected");
    }

    @Test
    void a_failing_task_is_restarted_and_then_given_up() throws Exception {
        var group = TaskGroupBuilder.builder(group(shell("t", "exit 1")))
                .restartPolicy(Samples.restarts(1, Duration.ofMillis(10)))
                .build();
        Allocation report = run(allocation("service", group), ClientStatus.FAILED);

        assertThat(events(report, "t"))
                .containsExactly(
                        "Received",
                        "Task Setup",
                        "Started",
                        "Terminated",
                        "Restarting",
                        "Started",
                        "Terminated",
                        "Not Restarting");
        assertThat(state(report, "t").restarts()).isEqualTo(1);
        assertThat(state(report, "t").events().getLast().displayMessage())
                .isEqualTo("Exceeded allowed attempts 1 in interval 1m0s and mode is \"fail\"");
    }

    @Test
    void a_missing_program_is_a_driver_failure() throws Exception {
        var task = TaskBuilder.builder(shell("t", ""))
                .config(Map.of("command", "/no/such"))
                .build();
        Allocation report = run(allocation("batch", group(task)), ClientStatus.FAILED);
        assertThat(events(report, "t")).contains("Driver Failure", "Not Restarting");
    }

    @Test
    void wrong_configuration_and_unknown_drivers_are_explained() throws Exception {
        Allocation wrong = run(allocation("batch", group(fake("t", Map.of("wrong", 1)))), ClientStatus.FAILED);
        assertThat(state(wrong, "t").events().getLast().displayMessage()).isEqualTo("config.wrong is wrong");

        var task = TaskBuilder.builder(fake("t", Map.of())).driver("nothing").build();
        Allocation unknown = run(allocation("batch", group(task)), ClientStatus.FAILED);
        assertThat(state(unknown, "t").events().getLast().setupError()).contains("no driver \"nothing\"");
    }

    @Test
    void tasks_come_and_go_in_the_order_of_the_group() throws Exception {
        var group = group(
                fake("main", Map.of()),
                fake("init", "prestart", false),
                fake("proxy", "prestart", true),
                fake("after", "poststart", false),
                fake("cleanup", "poststop", false));
        Allocation allocation = allocation("batch", group);
        servers.want(allocation);
        driver.end("init", 0);
        driver.end("after", 0);
        driver.end("main", 0);
        driver.end("cleanup", 0);
        Allocation report = servers.awaitReport(allocation.id(), is(ClientStatus.COMPLETE));

        List<String> story = driver.story();
        assertThat(story.indexOf("start main")).isGreaterThan(story.indexOf("start proxy"));
        assertThat(story.indexOf("start after")).isGreaterThan(story.indexOf("start main"));
        assertThat(story).endsWith("stop proxy", "start cleanup");
        assertThat(events(report, "proxy")).contains("Main Tasks Dead");
    }

    @Test
    void a_failed_task_takes_its_siblings_along() throws Exception {
        Allocation allocation = allocation("service", group(fake("a", Map.of()), fake("b", Map.of())));
        servers.want(allocation);
        servers.awaitReport(allocation.id(), report -> state(report, "b").state() == TaskRunState.RUNNING);
        driver.end("a", 1);
        Allocation report =
                servers.awaitReport(allocation.id(), each -> state(each, "b").state() == TaskRunState.DEAD);
        assertThat(report.clientStatus()).isEqualTo(ClientStatus.FAILED);
        assertThat(events(report, "b")).contains("Sibling Task Failed", "Killed");
    }

    @Test
    void the_end_of_the_leader_ends_the_group() throws Exception {
        var leader = TaskBuilder.builder(fake("a", Map.of())).leader(true).build();
        Allocation allocation = allocation("batch", group(leader, fake("b", Map.of())));
        servers.want(allocation);
        servers.awaitReport(allocation.id(), report -> state(report, "b").state() == TaskRunState.RUNNING);
        driver.end("a", 0);
        Allocation report = servers.awaitReport(allocation.id(), is(ClientStatus.COMPLETE));
        assertThat(events(report, "b")).contains("Leader Task Dead");
    }

    @Test
    void a_restart_by_hand_does_not_count_as_failure() throws Exception {
        Allocation allocation = allocation("service", group(fake("t", Map.of())));
        run(allocation, ClientStatus.RUNNING);
        client.allocations().restart(allocation.id(), Optional.empty());
        Allocation report = servers.awaitReport(
                allocation.id(),
                each -> state(each, "t").restarts() == 1 && state(each, "t").state() == TaskRunState.RUNNING);
        assertThat(events(report, "t"))
                .containsExactly(
                        "Received", "Task Setup", "Started", "Restart Signaled", "Terminated", "Restarting", "Started");
    }

    @Test
    void signals_and_usage_reach_the_task() throws Exception {
        Allocation allocation = allocation("service", group(fake("t", Map.of())));
        run(allocation, ClientStatus.RUNNING);
        client.allocations().signal(allocation.id(), Optional.of("t"), "SIGHUP");
        assertThat(driver.story()).contains("signal t SIGHUP");
        assertThat(client.allocations().usage(allocation.id(), Optional.empty()).tasks())
                .containsKey("t");
        assertThatThrownBy(() -> client.allocations().usage("nothing", Optional.empty()))
                .isInstanceOf(UnknownAllocationException.class);
    }

    @Test
    void an_allocation_of_a_deployment_becomes_healthy() throws Exception {
        var group = TaskGroupBuilder.builder(group(fake("t", Map.of())))
                .update(UpdateStrategyBuilder.builder()
                        .minHealthyTime(Duration.ofMillis(20))
                        .healthyDeadline(Duration.ofSeconds(10))
                        .build())
                .build();
        Allocation allocation = AllocationBuilder.builder(allocation("service", group))
                .deploymentId("d")
                .build();
        servers.want(allocation);
        Allocation report = servers.awaitReport(allocation.id(), each -> each.deploymentStatus() != null);
        AllocDeploymentStatus status = report.deploymentStatus();
        assertThat(status).isNotNull();
        assertThat(status.healthy()).isTrue();
    }

    @Test
    void health_waits_for_the_checks_of_services() throws Exception {
        try (ServerSocket answering = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Allocation healthy = checked(answering.getLocalPort());
            servers.want(healthy);
            Allocation report = servers.awaitReport(healthy.id(), each -> each.deploymentStatus() != null);
            assertThat(report.deploymentStatus()).isNotNull();
            assertThat(report.deploymentStatus().healthy()).isTrue();
            assertThat(client.allocations().checks(healthy.id()).values())
                    .singleElement()
                    .satisfies(result -> assertThat(result.status()).isEqualTo("success"));
        }
        Allocation silent = checked(1);
        servers.want(silent);
        Allocation report = servers.awaitReport(silent.id(), each -> each.deploymentStatus() != null);
        assertThat(report.deploymentStatus()).isNotNull();
        assertThat(report.deploymentStatus().healthy()).isFalse();
    }

    private static Allocation checked(int port) {
        ServiceCheck check = ServiceCheckBuilder.builder()
                .type("tcp")
                .interval(Duration.ofSeconds(1))
                .timeout(Duration.ofSeconds(1))
                .build();
        Service service = ServiceBuilder.builder()
                .name("web")
                .provider("nomad")
                .portLabel("p")
                .checks(List.of(check))
                .build();
        var group = TaskGroupBuilder.builder(group(fake("t", Map.of())))
                .services(List.of(service))
                .update(UpdateStrategyBuilder.builder()
                        .healthCheck("checks")
                        .minHealthyTime(Duration.ofMillis(20))
                        .healthyDeadline(Duration.ofSeconds(2))
                        .build())
                .build();
        AllocatedSharedResources shared =
                new AllocatedSharedResources(1, List.of(), List.of(new PortMapping("p", port, 0, "127.0.0.1")));
        return AllocationBuilder.builder(allocation("service", group))
                .deploymentId("d")
                .allocatedResources(new AllocatedResources(Map.of(), shared, Map.of()))
                .build();
    }

    @Test
    void a_failed_allocation_of_a_deployment_is_unhealthy_at_once() throws Exception {
        Allocation allocation = AllocationBuilder.builder(
                        allocation("service", group(fake("t", Map.of("refuse", true)))))
                .deploymentId("d")
                .build();
        servers.want(allocation);
        Allocation report = servers.awaitReport(allocation.id(), each -> each.deploymentStatus() != null);
        AllocDeploymentStatus status = report.deploymentStatus();
        assertThat(status).isNotNull();
        assertThat(status.healthy()).isFalse();
    }

    @Test
    void plain_templates_are_written_and_those_with_actions_refused() throws Exception {
        Template plain = TemplateBuilder.builder()
                .destPath("local/settings")
                .embeddedTmpl("a=1\n")
                .perms("0600")
                .build();
        var task = TaskBuilder.builder(shell("t", "cat local/settings; stat -c %a local/settings"))
                .templates(List.of(plain))
                .build();
        Allocation good = allocation("batch", group(task));
        run(good, ClientStatus.COMPLETE);
        assertThat(log(good, "t.stdout.0")).isEqualTo("a=1\n600\n");

        Template actions =
                TemplateBuilder.builder(plain).embeddedTmpl("{{ key \"x\" }}").build();
        Allocation refused = run(
                allocation(
                        "batch",
                        group(TaskBuilder.builder(task)
                                .templates(List.of(actions))
                                .build())),
                ClientStatus.FAILED);
        assertThat(events(refused, "t")).contains("Setup Failure");
    }

    @Test
    void a_replacement_waits_for_the_end_of_its_predecessor() throws Exception {
        Allocation old = allocation("service", group(fake("old", Map.of())));
        run(old, ClientStatus.RUNNING);
        Allocation fresh = AllocationBuilder.builder(allocation("service", group(fake("new", Map.of()))))
                .previousAllocation(old.id())
                .build();
        servers.want(fresh);
        servers.stop(old.id());
        servers.awaitReport(fresh.id(), is(ClientStatus.RUNNING));
        assertThat(driver.story()).containsExactly("start old", "stop old", "start new");
    }

    @Test
    void what_pushed_others_aside_waits_for_their_end() throws Exception {
        Allocation old = allocation("service", group(fake("old", Map.of())));
        run(old, ClientStatus.RUNNING);
        Allocation fresh = AllocationBuilder.builder(allocation("service", group(fake("new", Map.of()))))
                .preemptedAllocations(List.of(old.id()))
                .build();
        servers.want(fresh);
        servers.stop(old.id());
        servers.awaitReport(fresh.id(), is(ClientStatus.RUNNING));
        assertThat(driver.story()).containsExactly("start old", "stop old", "start new");
    }

    @Test
    void logs_are_followed_until_the_task_has_ended() throws Exception {
        Allocation allocation = allocation("batch", group(shell("t", "echo one; sleep 0.2; echo two")));
        run(allocation, ClientStatus.RUNNING);
        StringBuilder text = new StringBuilder();
        client.allocations().logs(allocation.id(), "t", "stdout", new Start(0, false), true, collector(text));
        assertThat(text).hasToString("one\ntwo\n");
    }

    private static FileChunk.Sink collector(StringBuilder text) {
        return new FileChunk.Sink() {
            @Override
            public void chunk(FileChunk chunk) {
                text.append(UTF_8.decode(chunk.data()));
            }

            @Override
            public void idle() {}
        };
    }

    @Test
    void a_report_that_fails_is_sent_again() throws Exception {
        servers.failNextUpdates(1);
        Allocation report = run(allocation("batch", group(shell("t", "true"))), ClientStatus.COMPLETE);
        assertThat(report.clientStatus()).isEqualTo(ClientStatus.COMPLETE);
    }

    @Test
    void forgotten_allocations_are_stopped_and_their_folders_deleted() throws Exception {
        Allocation allocation = allocation("service", group(fake("t", Map.of())));
        run(allocation, ClientStatus.RUNNING);
        servers.forget(allocation.id());
        Await.until(() -> !Files.exists(directory.resolve("alloc", allocation.id())));
        assertThat(driver.story()).contains("stop t");
    }

    @Test
    void a_dev_client_leaves_nothing_behind() throws Exception {
        Allocation allocation = allocation("service", group(shell("t", "exec sleep 71")));
        run(allocation, ClientStatus.RUNNING);
        client.close();
        servers.awaitReport(allocation.id(), is(ClientStatus.COMPLETE));
        assertThat(directory.resolve("alloc")).isEmptyDirectory();
    }

    @Test
    void many_allocations_are_reported_in_few_calls() throws Exception {
        List<Allocation> many = java.util.stream.IntStream.range(0, 50)
                .mapToObj(i -> allocation("batch", group(shell("t", "true"))))
                .toList();
        long before = System.nanoTime();
        many.forEach(servers::want);
        for (Allocation each : many) {
            servers.awaitReport(each.id(), is(ClientStatus.COMPLETE));
        }
        System.out.println("50 allocations in " + (System.nanoTime() - before) / 1_000_000 + " ms, "
                + servers.updateCalls() + " update calls");
        assertThat(servers.updateCalls()).isLessThan(250);
    }

    @Test
    void an_allocation_runs_within_milliseconds() throws Exception {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            Allocation allocation = allocation("service", group(shell("t", "exec sleep 72")));
            long before = System.nanoTime();
            run(allocation, ClientStatus.RUNNING);
            best = Math.min(best, System.nanoTime() - before);
            servers.forget(allocation.id());
        }
        System.out.println("placed to reported running: best " + best / 1000 + " us");
        assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofMillis(100));
    }
}
