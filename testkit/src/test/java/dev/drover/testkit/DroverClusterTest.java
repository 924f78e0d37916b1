package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.api.JobDispatchRequestBuilder;
import dev.drover.model.api.JobsParseRequestBuilder;
import dev.drover.model.event.Events;
import dev.drover.model.job.Job;
import dev.drover.model.node.NodeListStub;
import dev.drover.sdk.ApiException;
import dev.drover.sdk.DispatchResult;
import dev.drover.sdk.DroverClient;
import dev.drover.sdk.EventStream;
import dev.drover.sdk.EventTopics;
import dev.drover.sdk.Query;
import dev.drover.sdk.Watch;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DroverCluster(servers = 3, clients = 2)
class DroverClusterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Job job(DroverClient client, String id, String type, String more, String script) {
        String file = """
                job "%s" {
                  type = "%s"
                  %s
                  group "g" {
                    reschedule {
                      attempts  = 0
                      unlimited = false
                    }
                    restart {
                      attempts = 0
                      mode     = "fail"
                    }
                    task "t" {
                      driver = "raw_exec"
                      config {
                        command = "/bin/sh"
                        args    = ["-c", "%s"]
                      }
                      resources {
                        cpu    = 10
                        memory = 20
                      }
                    }
                  }
                }
                """.formatted(id, type, more, script);
        return client.jobs()
                .parse(JobsParseRequestBuilder.builder().jobHcl(file).build())
                .value();
    }

    @Test
    void all_servers_know_one_leader_and_both_nodes_are_ready(TestCluster cluster) {
        assertThat(cluster.servers())
                .hasSize(3)
                .extracting(server -> server.status().leader(Query.NONE))
                .doesNotContain("")
                .satisfies(leaders -> assertThat(leaders.stream().distinct()).hasSize(1));
        assertThat(cluster.nodes().getFirst().nodes().list(Query.NONE).value())
                .extracting(NodeListStub::name)
                .containsExactlyInAnyOrder("client-1", "client-2");
    }

    @Test
    void a_job_runs_and_its_end_is_watched(DroverClient client) throws TimeoutException {
        client.jobs().register(job(client, "watched", "batch", "", "true"));

        var ended = Watch.of(query -> client.jobs().allocations("watched", false, query))
                .until(
                        allocations -> allocations.stream()
                                .anyMatch(allocation -> allocation.clientStatus() == ClientStatus.COMPLETE),
                        PATIENCE);

        assertThat(ended.value()).hasSize(1);
    }

    @Test
    void a_dispatched_job_is_a_future_of_its_exit_codes_and_output(DroverClient client) throws Exception {
        client.jobs()
                .register(job(
                        client,
                        "greet",
                        "batch",
                        "parameterized { meta_required = [\"who\"] }",
                        "echo hello $NOMAD_META_who; echo oh >&2; exit 7"));

        DispatchResult result = client.jobs()
                .dispatchAndAwait(
                        JobDispatchRequestBuilder.builder()
                                .jobId("greet")
                                .meta(Map.of("who", "world"))
                                .build(),
                        Query.NONE)
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        assertThat(result.jobId()).startsWith("greet/dispatch-");
        assertThat(result.exitCode()).isEqualTo(7);
        assertThat(result.succeeded()).isFalse();
        assertThat(result.output()).isEqualTo("hello world\n");
        assertThat(result.tasks()).singleElement().satisfies(task -> {
            assertThat(task.group()).isEqualTo("g");
            assertThat(task.task()).isEqualTo("t");
            assertThat(task.stderr()).isEqualTo("oh\n");
        });
    }

    @Test
    void to_cancel_a_dispatched_job_stops_it(DroverClient client) throws Exception {
        client.jobs().register(job(client, "endless", "batch", "parameterized {}", "sleep 600"));
        CompletableFuture<DispatchResult> future = client.jobs()
                .dispatchAndAwait(
                        JobDispatchRequestBuilder.builder().jobId("endless").build(), Query.NONE);
        String child = Watch.of(client.jobs()::list, Query.NONE.prefix("endless/"))
                .until(children -> !children.isEmpty(), PATIENCE)
                .value()
                .getFirst()
                .id();

        assertThat(future.cancel(true)).isTrue();

        assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
        assertThat(Watch.<Job>of(query -> client.jobs().info(child, query))
                        .until(job -> job.status().equals("dead"), PATIENCE)
                        .value()
                        .stop())
                .isTrue();
    }

    @Test
    void a_job_that_cannot_be_dispatched_fails_the_future(DroverClient client) {
        var future = client.jobs()
                .dispatchAndAwait(
                        JobDispatchRequestBuilder.builder().jobId("nobody").build(), Query.NONE);

        assertThatThrownBy(future::join).hasCauseInstanceOf(ApiException.class);
    }

    @Test
    void events_come_in_a_loop(DroverClient client) throws IOException {
        long before = client.jobs().list(Query.NONE).index();
        client.jobs().register(job(client, "told", "batch", "", "true"));

        try (EventStream stream =
                client.events().stream(EventTopics.ALL.and("Job", "told"), Query.NONE.index(before + 1))) {
            for (Events events : stream) {
                assertThat(events.events())
                        .allSatisfy(event -> assertThat(event.key()).isEqualTo("told"));
                break;
            }
        }
    }

    @Nested
    class NestedTests {
        @Test
        void nested_classes_share_the_cluster(DroverClient client) {
            assertThat(client.nodes().list(Query.NONE).value()).hasSize(2);
        }
    }
}
