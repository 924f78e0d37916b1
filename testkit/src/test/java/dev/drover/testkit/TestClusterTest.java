package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.model.alloc.AllocationListStub;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.api.JobsParseRequestBuilder;
import dev.drover.sdk.DroverClient;
import dev.drover.sdk.Frames;
import dev.drover.sdk.LogKind;
import dev.drover.sdk.LogPosition;
import dev.drover.sdk.Query;
import dev.drover.sdk.Retry;
import dev.drover.sdk.UnreachableException;
import dev.drover.sdk.Watch;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TestClusterTest {
    private static final Path ROOT = Path.of(System.getProperty("drover.root", ".."));

    @Test
    void tasks_ports_and_folders_end_with_the_cluster() throws Exception {
        DroverClient client;
        ProcessHandle task;
        Path folder;
        try (TestCluster cluster = TestCluster.start(1, 1)) {
            client = cluster.client();
            folder = cluster.folder();
            assertThat(folder).isDirectory();
            task = task(client);
            assertThat(task.isAlive()).isTrue();
        }

        task.onExit().get(30, TimeUnit.SECONDS);
        assertThat(folder).doesNotExist();
        assertThatThrownBy(() -> new DroverClient(client.config().withRetry(Retry.NEVER))
                        .jobs()
                        .list(Query.NONE))
                .isInstanceOf(UnreachableException.class);
    }

    private static ProcessHandle task(DroverClient client) throws Exception {
        client.jobs()
                .register(client.jobs()
                        .parse(JobsParseRequestBuilder.builder().jobHcl("""
                                job "sleeper" {
                                  group "g" {
                                    task "t" {
                                      driver = "raw_exec"
                                      config {
                                        command = "/bin/sh"
                                        args    = ["-c", "echo $$; exec sleep 600"]
                                      }
                                      resources {
                                        cpu    = 10
                                        memory = 20
                                      }
                                    }
                                  }
                                }
                                """).build())
                        .value());
        String id = Watch.<List<AllocationListStub>>of(query -> client.jobs().allocations("sleeper", false, query))
                .until(
                        list -> list.stream().anyMatch(one -> one.clientStatus() == ClientStatus.RUNNING),
                        Duration.ofSeconds(60))
                .value()
                .getFirst()
                .id();
        try (var frames = client.files().followLog(id, "t", LogKind.STDOUT, LogPosition.START)) {
            byte[] line = Frames.data(frames.next().orElseThrow());
            String pid = new BufferedReader(
                            new InputStreamReader(new ByteArrayInputStream(line), StandardCharsets.UTF_8))
                    .readLine();
            return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        }
    }

    @Test
    void a_cluster_without_servers_is_refused() {
        assertThatThrownBy(() -> TestCluster.start(0, 1)).hasMessageContaining("at least one server");
    }

    @Test
    void the_page_shows_the_test_that_runs_here() throws Exception {
        String example =
                Files.readString(ROOT.resolve("testkit/src/test/java/dev/drover/testkit/HelloClusterTest.java"));

        assertThat(Files.readString(ROOT.resolve("docs/testkit.md")))
                .contains(example.substring(example.indexOf("@DroverCluster")));
    }
}
