package dev.drover.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.drover.model.api.JobRegisterRequest;
import dev.drover.model.api.StreamFrame;
import dev.drover.model.event.Events;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.JobListStub;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DroverClientTest {
    private final List<String> requests = new ArrayList<>();
    private final HttpServer server = server();

    private int status = 200;
    private String answer = "[]";
    private String digest = "";

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException fault) {
            throw new IllegalStateException(fault);
        }
    }

    @BeforeEach
    void start() {
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String token = String.valueOf(exchange.getRequestHeaders().getFirst("X-Nomad-Token"));
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + token + " " + body);
        exchange.getResponseHeaders().set("X-Nomad-Index", "42");
        exchange.getResponseHeaders().set("X-Nomad-KnownLeader", "true");
        exchange.getResponseHeaders().set("X-Nomad-LastContact", "15");
        exchange.getResponseHeaders().set("X-Nomad-NextToken", "next");
        if (!digest.isEmpty()) {
            exchange.getResponseHeaders().set("Digest", digest);
        }
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Test
    void a_snapshot_with_a_wrong_checksum_is_not_kept(@TempDir Path folder) {
        answer = "not what was sent";
        digest = "sha-256=AAAA";

        assertThatThrownBy(() -> client().operator().saveSnapshot(folder.resolve("state.snap"), Query.NONE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged");
        assertThat(folder).isEmptyDirectory();
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private DroverClient client() {
        return new DroverClient(ClientConfig.of(address()));
    }

    @Test
    void an_answer_carries_its_index_and_freshness() {
        answer = "[{\"ID\":\"web\"}]";

        Answer<List<JobListStub>> jobs = client().jobs().list(Query.NONE);

        assertThat(jobs.value()).extracting(JobListStub::id).containsExactly("web");
        assertThat(jobs.index()).isEqualTo(42);
        assertThat(jobs.knownLeader()).isTrue();
        assertThat(jobs.lastContact()).isEqualTo(Duration.ofMillis(15));
        assertThat(jobs.nextToken()).isEqualTo("next");
    }

    @Test
    void options_become_parameters_and_the_settings_fill_in_what_is_missing() {
        DroverClient client = new DroverClient(ClientConfig.fromEnvironment(Map.of(
                "NOMAD_ADDR",
                address() + "/",
                "NOMAD_TOKEN",
                "secret",
                "NOMAD_NAMESPACE",
                "team",
                "DROVER_REGION",
                "eu")));

        client.jobs()
                .list(Query.NONE
                        .prefix("a b/c")
                        .index(7)
                        .waitAtMost(Duration.ofSeconds(2))
                        .stale());
        client.jobs().list(Query.NONE.namespace("*"));

        assertThat(requests)
                .containsExactly(
                        "GET /v1/jobs?prefix=a%20b%2Fc&index=7&wait=2000ms&stale=true&namespace=team&region=eu secret ",
                        "GET /v1/jobs?namespace=*&region=eu secret ");
    }

    @Test
    void registering_sends_the_job() {
        answer = "{\"EvalID\":\"e1\",\"JobModifyIndex\":9}";

        var response = client().jobs()
                .register(
                        new JobRegisterRequest(
                                null, JobBuilder.builder().id("web").build(), false, 0, false, false, false, 0),
                        Query.NONE);

        assertThat(response.value().evalId()).isEqualTo("e1");
        assertThat(requests.getFirst()).startsWith("PUT /v1/jobs null {").contains("\"ID\":\"web\"");
    }

    @Test
    void a_refusal_tells_status_and_reason() {
        status = 404;
        answer = "job not found";

        assertThatThrownBy(() -> client().jobs().info("x/y", Query.NONE))
                .isInstanceOfSatisfying(ApiException.class, refusal -> {
                    assertThat(refusal.isNotFound()).isTrue();
                    assertThat(refusal.reason()).isEqualTo("job not found");
                })
                .hasMessage("Unexpected response code: 404 (job not found)");
        assertThat(requests.getFirst()).startsWith("GET /v1/job/x%2Fy ");
    }

    @Test
    void an_address_without_an_agent_is_named() {
        DroverClient nobody = new DroverClient(ClientConfig.of("127.0.0.1:1"));

        assertThatThrownBy(() -> nobody.status().leader(Query.NONE))
                .isInstanceOfSatisfying(
                        UnreachableException.class,
                        silence -> assertThat(silence.connected()).isFalse())
                .hasMessageStartingWith("no agent answers at http://127.0.0.1:1: ");
    }

    @Test
    void a_job_without_a_deployment_has_none() {
        answer = "null";

        assertThat(client().jobs().latestDeployment("web", Query.NONE).value()).isEmpty();
    }

    @Test
    void plain_logs_are_a_stream() throws IOException {
        answer = "hello\n";

        try (InputStream log = client().files().log("a1", "t", LogKind.STDERR, LogPosition.lastBytes(9))) {
            assertThat(log).hasContent("hello\n");
        }
        assertThat(requests.getFirst())
                .contains("/v1/client/fs/logs/a1?task=t&type=stderr&origin=end&offset=9&plain=true&follow=false");
    }

    @Test
    void frames_are_separated_wherever_they_touch() throws IOException {
        answer = "{\"File\":\"a}{\\\"\",\"Data\":\"aGk=\",\"Offset\":2} \n{}{\"Data\":\"IQ==\"}";

        try (Frames frames = client().files().followLog("a1", "t", LogKind.STDOUT, LogPosition.START)) {
            List<String> texts = new ArrayList<>();
            for (Optional<StreamFrame> frame = frames.next(); frame.isPresent(); frame = frames.next()) {
                texts.add(new String(Frames.data(frame.get()), StandardCharsets.UTF_8));
            }
            assertThat(texts).containsExactly("hi", "", "!");
        }
    }

    @Test
    void a_frame_without_end_does_not_fill_the_memory() throws IOException {
        answer = "{\"Data\":\"" + "A".repeat(600_000) + "\"}";

        try (Frames frames = client().files().followLog("a1", "t", LogKind.STDOUT, LogPosition.START)) {
            assertThatThrownBy(frames::next).isInstanceOf(IOException.class).hasMessageContaining("frame larger than");
        }
    }

    @Test
    void events_are_followed_by_topic_and_signs_of_life_are_passed_over() throws IOException {
        String registered =
                "{\"Index\":7,\"Events\":[{\"Topic\":\"Job\",\"Type\":\"JobRegistered\",\"Key\":\"web\",\"Index\":7,"
                        + "\"FilterKeys\":null,\"Payload\":{\"Job\":{\"ID\":\"web\"}}}]}";
        answer = "{}\n" + registered + "\n{}\n";
        EventTopics topics = EventTopics.ALL.and("Job", "web").and("Node");
        try (EventStream stream =
                new DroverClient(ClientConfig.of(address())).events().stream(topics, Query.NONE.index(5))) {
            Events events = stream.next().orElseThrow();
            assertThat(events.index()).isEqualTo(7);
            assertThat(events.events().getFirst().type()).isEqualTo("JobRegistered");
            assertThat(events.events().getFirst().payload()).containsEntry("Job", Map.of("ID", "web"));
            assertThat(stream.next()).isEmpty();
        }
        assertThat(requests.getFirst()).contains("/v1/event/stream?index=5&topic=Job%3Aweb&topic=Node%3A*");
    }
}
