package dev.drover.client.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.drover.model.service.ServiceCheck;
import dev.drover.model.service.ServiceCheckBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ProbeTest {
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/good", 200, "fine");
        answer("/moved", 302, "elsewhere");
        answer("/bad", 503, "not yet");
        server.createContext("/echo", exchange -> {
            String text = exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("X-Who") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(201, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    private void answer(String path, int status, String text) {
        server.createContext(path, exchange -> {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static ServiceCheckBuilder http(String path) {
        return ServiceCheckBuilder.builder().type("http").path(path).timeout(Duration.ofSeconds(5));
    }

    private Probe.Answer ask(ServiceCheck check) throws InterruptedException {
        return Probe.ask(check, "127.0.0.1", server.getAddress().getPort());
    }

    @Test
    void an_answer_below_400_is_a_success() throws Exception {
        assertThat(ask(http("/good").build())).isEqualTo(new Probe.Answer(true, 200, "http answered 200"));
        assertThat(ask(http("moved").build())).isEqualTo(new Probe.Answer(true, 302, "elsewhere"));
    }

    @Test
    void an_answer_from_400_on_is_a_failure_with_its_text() throws Exception {
        assertThat(ask(http("/bad").build())).isEqualTo(new Probe.Answer(false, 503, "not yet"));
    }

    @Test
    void method_header_and_body_are_sent() throws Exception {
        ServiceCheck check = http("/echo")
                .method("PUT")
                .header(Map.of("X-Who", List.of("drover")))
                .body("ping")
                .build();
        assertThat(ask(check).output()).isEqualTo("PUT drover ping");
    }

    @Test
    void a_closed_port_is_a_failure_for_both_kinds() throws Exception {
        int port = server.getAddress().getPort();
        server.stop(0);
        ServiceCheck tcp = ServiceCheckBuilder.builder().type("tcp").build();
        assertThat(Probe.ask(http("/good").build(), "127.0.0.1", port))
                .satisfies(answer -> assertThat(answer.passes()).isFalse());
        assertThat(Probe.ask(tcp, "127.0.0.1", port).passes()).isFalse();
    }
}
