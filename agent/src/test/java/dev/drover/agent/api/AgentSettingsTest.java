package dev.drover.agent.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.agent.Agent;
import dev.drover.agent.TestAgent;
import dev.drover.agent.TestConversation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Settings of the API that keep callers out, or let pages of other sites in. */
class AgentSettingsTest {
    private static Agent agent;

    @BeforeAll
    static void start() throws IOException {
        agent = TestAgent.start(Map.of(
                "client.disable_remote_exec",
                true,
                "enable_debug",
                false,
                "http_api_response_headers",
                Map.of("Access-Control-Allow-Origin", "*")));
    }

    @AfterAll
    static void stop() {
        agent.close();
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://" + agent.httpAddress() + path))
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    @Test
    void every_answer_bears_the_headers_of_the_configuration() throws Exception {
        for (String path : new String[] {"/v1/jobs", "/v1/job/none", "/v1/metrics?format=prometheus"}) {
            assertThat(get(path).headers().firstValue("Access-Control-Allow-Origin"))
                    .as(path)
                    .contains("*");
        }
    }

    @Test
    void a_page_of_another_site_hears_before_it_asks_whether_it_may() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> preflight = http.send(
                    HttpRequest.newBuilder(URI.create("http://" + agent.httpAddress() + "/v1/jobs"))
                            .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                            .header("Access-Control-Request-Method", "PUT")
                            .build(),
                    BodyHandlers.ofString());
            assertThat(preflight.statusCode()).isEqualTo(200);
            assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("*");
        }
    }

    @Test
    void a_node_that_says_so_lets_no_commands_in() throws Exception {
        String path = "/v1/client/allocation/aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee/exec?task=t";
        try (TestConversation talk =
                TestConversation.open(agent.httpAddress() + path + TestConversation.command("[\"ls\"]"))) {
            assertThat(talk.awaitEnd()).contains("Permission denied").contains("disable_remote_exec");
        }
    }

    @Test
    void the_inside_of_the_process_is_not_shown_unless_that_was_enabled() throws Exception {
        for (String path : new String[] {"/v1/agent/host", "/v1/agent/pprof/heap"}) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(403);
            assertThat(get(path).body()).as(path).contains("enable_debug");
        }
    }
}
