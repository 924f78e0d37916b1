package dev.drover.client;

import static dev.drover.client.Samples.allocation;
import static dev.drover.client.Samples.group;
import static dev.drover.client.Samples.shell;
import static dev.drover.client.TestNode.events;
import static dev.drover.client.TestNode.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpServer;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.TaskRunState;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskArtifact;
import dev.drover.model.job.TaskArtifactBuilder;
import dev.drover.model.job.TaskBuilder;
import dev.drover.model.job.TemplateBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Artifacts of tasks. */
final class ArtifactsTest {
    @TempDir
    private Path directory;

    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch release = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            byte[] content =
                    ("content of " + exchange.getRequestURI().getPath() + "\n").getBytes(StandardCharsets.UTF_8);
            boolean there = !exchange.getRequestURI().getPath().contains("missing");
            if (exchange.getRequestURI().getPath().contains("slow")) {
                awaitRelease();
            }
            exchange.sendResponseHeaders(there ? 200 : 404, content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
        server.start();
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void close() {
        release.countDown();
        server.stop(0);
    }

    private TaskArtifactBuilder artifact(String path) {
        return TaskArtifactBuilder.builder()
                .getterSource("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private static Task with(Task task, TaskArtifact... artifacts) {
        return TaskBuilder.builder(task).artifacts(List.of(artifacts)).build();
    }

    @Test
    void artifacts_are_there_before_templates_and_the_task() throws Exception {
        try (TestNode node = new TestNode(directory)) {
            Task task = TaskBuilder.builder(with(
                            shell("t", "cat local/a.txt ${NOMAD_ALLOC_DIR}/red local/copy"),
                            artifact("/a.txt").build(),
                            artifact("/${NOMAD_META_color}")
                                    .getterMode("file")
                                    .relativeDest("${NOMAD_ALLOC_DIR}/red")
                                    .build()))
                    .templates(List.of(TemplateBuilder.builder()
                            .destPath("local/copy")
                            .sourcePath("local/a.txt")
                            .build()))
                    .build();
            Allocation allocation = allocation("batch", group(task));
            Allocation report = node.run(allocation, ClientStatus.COMPLETE);

            assertThat(node.log(allocation, "t.stdout.0"))
                    .isEqualTo("content of /a.txt\ncontent of /red\ncontent of /a.txt\n");
            assertThat(events(report, "t")).startsWith("Received", "Task Setup", "Downloading Artifacts");
            try (Stream<Path> files = Files.list(node.folder(allocation))) {
                assertThat(files.map(Path::getFileName).map(Path::toString)).containsExactlyInAnyOrder("alloc", "t");
            }
        }
    }

    @Test
    void what_cannot_be_fetched_is_tried_again_as_the_restart_policy_says() throws Exception {
        try (TestNode node = new TestNode(directory)) {
            Task task = TaskBuilder.builder(
                            with(shell("t", "true"), artifact("/missing").build()))
                    .restartPolicy(Samples.restarts(1, Duration.ofMillis(1)))
                    .build();
            Allocation report = node.run(allocation("batch", group(task)), ClientStatus.FAILED);

            assertThat(requests).hasValue(2);
            assertThat(events(report, "t")).contains("Failed Artifact Download", "Restarting", "Not Restarting");
            assertThat(state(report, "t").events())
                    .anySatisfy(event -> assertThat(event.downloadError()).contains("answered with status 404"));
        }
    }

    @Test
    void a_wrong_request_is_not_tried_again() throws Exception {
        try (TestNode node = new TestNode(directory)) {
            Task task = TaskBuilder.builder(with(
                            shell("t", "true"),
                            TaskArtifactBuilder.builder()
                                    .getterSource("file:///etc/passwd")
                                    .build()))
                    .restartPolicy(Samples.restarts(5, Duration.ofMillis(1)))
                    .build();
            Allocation report = node.run(allocation("batch", group(task)), ClientStatus.FAILED);

            assertThat(state(report, "t").restarts()).isZero();
            assertThat(state(report, "t").events())
                    .anySatisfy(event -> assertThat(event.downloadError()).contains("must not be fetched"));
        }
    }

    @Test
    void local_files_are_fetched_where_the_node_allows_it() throws Exception {
        Path shared = Files.createDirectory(directory.resolve("shared"));
        Files.writeString(shared.resolve("x"), "shared\n");
        try (TestNode node = new TestNode(
                directory,
                config -> ClientConfigBuilder.builder(config)
                        .options(Map.of("artifact.file.allowlist", shared.toString()))
                        .build())) {
            Task task = with(
                    shell("t", "cat local/x"),
                    TaskArtifactBuilder.builder()
                            .getterSource("file://" + shared + "/x")
                            .build());
            Allocation allocation = allocation("batch", group(task));
            node.run(allocation, ClientStatus.COMPLETE);

            assertThat(node.log(allocation, "t.stdout.0")).isEqualTo("shared\n");
        }
    }

    @Test
    void a_restart_finds_the_files_as_the_task_left_them() throws Exception {
        try (TestNode node = new TestNode(directory)) {
            Task task = TaskBuilder.builder(with(
                            shell("t", "echo more >> local/a.txt; test $(wc -l < local/a.txt) = 3"),
                            artifact("/a.txt").build()))
                    .restartPolicy(Samples.restarts(1, Duration.ofMillis(1)))
                    .build();
            Allocation allocation = allocation("batch", group(task));
            node.run(allocation, ClientStatus.COMPLETE);

            assertThat(requests).hasValue(1);
        }
    }

    @Test
    void a_destination_outside_is_refused() throws Exception {
        try (TestNode node = new TestNode(directory)) {
            Task task = with(
                    shell("t", "true"),
                    artifact("/a.txt").relativeDest("../../x").build());
            Allocation report = node.run(allocation("batch", group(task)), ClientStatus.FAILED);

            assertThat(events(report, "t")).contains("Setup Failure");
            assertThat(requests).hasValue(0);
        }
    }

    @Test
    void files_can_belong_to_the_user_of_the_task() throws Exception {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        try (TestNode node = new TestNode(directory)) {
            Task task = TaskBuilder.builder(with(
                            shell("t", "true"), artifact("/a.txt").chown(true).build()))
                    .user("nobody")
                    .build();
            Allocation allocation = allocation("batch", group(task));
            node.run(allocation, ClientStatus.COMPLETE);

            assertThat(Files.getOwner(node.folder(allocation).resolve("t/local/a.txt"))
                            .getName())
                    .isEqualTo("nobody");
        }
    }

    @Test
    void a_task_whose_artifact_does_not_come_can_be_stopped() throws Exception {
        try (TestNode node = new TestNode(directory)) {
            Allocation allocation = allocation(
                    "service", group(with(shell("t", "true"), artifact("/slow").build())));
            node.servers.want(allocation);
            Await.until(() -> requests.get() == 1);
            node.servers.stop(allocation.id());

            Allocation report = node.servers.awaitReport(
                    allocation.id(), each -> state(each, "t").state() == TaskRunState.DEAD);
            assertThat(events(report, "t")).contains("Downloading Artifacts", "Killed");
            assertThat(release.getCount()).isEqualTo(1);
        }
    }
}
