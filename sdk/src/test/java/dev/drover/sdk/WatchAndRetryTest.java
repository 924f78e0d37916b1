package dev.drover.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.drover.model.job.JobListStub;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchAndRetryTest {
    private static final Retry FAST = new Retry(3, Duration.ofMillis(1), Duration.ofMillis(2));

    /** What the agent answers, one after the other; the last again and again. */
    private record Scripted(int status, long index, String body) {}

    private final Deque<Scripted> script = new ArrayDeque<>();
    private final List<String> requests = new ArrayList<>();
    private final HttpServer server;

    WatchAndRetryTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
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
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        Scripted next = script.size() > 1 ? script.pop() : script.element();
        exchange.getResponseHeaders().set("X-Nomad-Index", Long.toString(next.index()));
        byte[] bytes = next.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(next.status(), bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private void answers(int status, long index, String body) {
        script.add(new Scripted(status, index, body));
    }

    private DroverClient client(Retry retry) {
        return new DroverClient(
                ClientConfig.of("http://127.0.0.1:" + server.getAddress().getPort())
                        .withRetry(retry));
    }

    @Test
    void a_watch_shows_the_value_and_then_each_change() {
        answers(200, 5, "[]");
        answers(200, 5, "[]");
        answers(200, 9, "[{\"ID\":\"web\"}]");
        answers(200, 3, "[]");
        answers(200, 4, "[]");

        Iterator<Answer<List<JobListStub>>> jobs =
                Watch.of(client(Retry.NEVER).jobs()::list).iterator();

        assertThat(List.of(jobs.next(), jobs.next(), jobs.next(), jobs.next()))
                .extracting(Answer::index)
                .containsExactly(5L, 9L, 3L, 4L);
        assertThat(requests)
                .containsExactly(
                        "GET /v1/jobs",
                        "GET /v1/jobs?index=5&wait=300000ms",
                        "GET /v1/jobs?index=5&wait=300000ms",
                        "GET /v1/jobs?index=9&wait=300000ms",
                        "GET /v1/jobs?index=1&wait=300000ms");
    }

    @Test
    void a_watch_can_wait_for_a_value() throws TimeoutException {
        answers(200, 5, "[]");
        answers(200, 9, "[{\"ID\":\"web\"}]");

        var jobs = Watch.of(client(Retry.NEVER).jobs()::list).until(list -> !list.isEmpty(), Duration.ofSeconds(30));

        assertThat(jobs.index()).isEqualTo(9);
    }

    @Test
    void a_watch_gives_up_when_the_time_is_over() {
        answers(200, 5, "[]");

        assertThatThrownBy(() -> Watch.of(client(Retry.NEVER).jobs()::list)
                        .until(list -> !list.isEmpty(), Duration.ofMillis(20)))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("the value did not become as wanted within PT0.02S");
    }

    @Test
    void what_has_no_index_is_not_watched() {
        answers(200, 0, "[]");

        assertThatThrownBy(() ->
                        Watch.of(client(Retry.NEVER).jobs()::list).iterator().next())
                .hasMessageContaining("has no index");
    }

    @Test
    void a_read_is_repeated_while_there_is_no_leader() {
        answers(500, 0, "No cluster leader");
        answers(503, 0, "busy");
        answers(200, 5, "[]");

        assertThat(client(FAST).jobs().list(Query.NONE).index()).isEqualTo(5);
        assertThat(requests).hasSize(3);
    }

    @Test
    void the_last_failure_is_told() {
        answers(500, 0, "No cluster leader");

        assertThatThrownBy(() -> client(FAST).jobs().list(Query.NONE)).hasMessageContaining("No cluster leader");
        assertThat(requests).hasSize(3);
    }

    @Test
    void a_refusal_and_a_write_that_may_have_taken_effect_are_not_repeated() {
        answers(500, 0, "No cluster leader");

        assertThatThrownBy(() -> client(FAST).call("PUT", "/v1/system/gc", Query.NONE, Map.of(), new byte[0]))
                .isInstanceOf(ApiException.class);
        script.clear();
        answers(403, 0, "Permission denied");
        assertThatThrownBy(() -> client(FAST).jobs().list(Query.NONE)).isInstanceOf(ApiException.class);
        assertThat(requests).hasSize(2);
    }

    @Test
    void a_write_that_was_refused_for_haste_is_repeated() {
        answers(429, 0, "too many requests");
        answers(200, 1, "{}");

        client(FAST).call("PUT", "/v1/system/gc", Query.NONE, Map.of(), new byte[] {'{', '}'});

        assertThat(requests).hasSize(2);
    }

    @Test
    void a_silent_agent_is_given_up_even_by_a_blocking_query() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            DroverClient client = new DroverClient(ClientConfig.of("http://127.0.0.1:" + silent.getLocalPort())
                    .withTimeouts(Duration.ofSeconds(5), Duration.ofMillis(50)));

            assertThatThrownBy(() -> client.jobs().list(Query.NONE.index(7).waitAtMost(Duration.ofMillis(100))))
                    .isInstanceOf(UnreachableException.class)
                    .hasMessageContaining("timed out");
        }
    }

    @Test
    void pauses_double_up_to_the_longest() {
        Retry retry = new Retry(9, Duration.ofMillis(100), Duration.ofMillis(350));

        assertThat(List.of(retry.after(1), retry.after(2), retry.after(3), retry.after(60)))
                .extracting(Duration::toMillis)
                .containsExactly(100L, 200L, 350L, 350L);
    }
}
