package dev.drover.agent.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.agent.Agent;
import dev.drover.agent.TestAgent;
import dev.drover.agent.TestJobs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The event stream over real HTTP. */
@Timeout(60)
class EventStreamTest {
    @RegisterExtension
    static final TestAgent agent = new TestAgent();

    private static BufferedReader stream(String parameters) throws IOException, InterruptedException {
        return new BufferedReader(
                new InputStreamReader(agent.stream("/v1/event/stream?" + parameters), StandardCharsets.UTF_8));
    }

    private static String next(BufferedReader lines, Predicate<String> wanted) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (wanted.test(line)) {
                return line;
            }
        }
        throw new AssertionError("the stream ended");
    }

    @Test
    void the_life_of_a_job_is_told_line_by_line() throws Exception {
        try (BufferedReader lines = stream("topic=Job:told&topic=Allocation:told")) {
            agent.run(TestJobs.service("told", "exec sleep 600"), "told", "running");
            String registered = next(lines, line -> line.contains("JobRegistered"));
            assertThat(registered)
                    .startsWith("{\"Index\":")
                    .contains(
                            "\"Topic\":\"Job\"",
                            "\"Key\":\"told\"",
                            "\"Namespace\":\"default\"",
                            "\"Payload\":{\"Job\":{");
            String placed =
                    next(lines, line -> line.contains("PlanResult") && line.contains("\"Topic\":\"Allocation\""));
            assertThat(placed).contains("\"told\"").doesNotContain("\"Topic\":\"Evaluation\"");
            assertThat(next(lines, line -> line.contains("AllocationUpdated"))).contains("\"ClientStatus\":");
        }
    }

    @Test
    void a_server_that_keeps_no_events_says_how_to_have_them() throws Exception {
        try (Agent silent = TestAgent.start(Map.of("server.enable_event_broker", false));
                HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> refused = http.send(
                    HttpRequest.newBuilder(URI.create("http://" + silent.httpAddress() + "/v1/event/stream"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(refused.statusCode()).isEqualTo(500);
            assertThat(refused.body()).contains("keeps no events", "enable_event_broker");
        }
    }

    @Test
    void what_is_still_kept_from_an_index_on_comes_first() throws Exception {
        long index = agent.put("/v1/jobs", TestJobs.service("kept", "exec sleep 600"))
                .number("Index");
        try (BufferedReader lines = stream("topic=Job&index=" + index)) {
            assertThat(next(lines, line -> true))
                    .startsWith("{\"Index\":" + index + ",")
                    .contains("\"kept\"");
        }
    }

    @Test
    void other_namespaces_and_topics_are_not_told() throws Exception {
        try (BufferedReader lines = stream("topic=Job&namespace=elsewhere&topic=Node")) {
            agent.put("/v1/jobs", TestJobs.service("hidden", "exec sleep 600"));
            agent.put("/v1/node/" + agent.nodeId() + "/eligibility", "{\"Eligibility\": \"ineligible\"}");
            agent.put("/v1/node/" + agent.nodeId() + "/eligibility", "{\"Eligibility\": \"eligible\"}");
            String line = next(lines, each -> each.contains("NodeEligibility") || each.contains("hidden"));
            assertThat(line)
                    .contains("NodeEligibility")
                    .doesNotContain("hidden")
                    .contains("\"SecretID\":\"\"");
        }
    }

    @Test
    void topics_and_indexes_that_mean_nothing_are_refused() {
        assertThat(agent.get("/v1/event/stream?topic=Job:").status()).isEqualTo(400);
        assertThat(agent.get("/v1/event/stream?topic=:web").text()).contains("Invalid key value pair for topic");
        assertThat(agent.get("/v1/event/stream?index=soon").status()).isEqualTo(400);
    }
}
