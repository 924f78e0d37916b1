package dev.drover.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClientConnectionsTest {
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private static HttpServer serving(int limit) throws IOException {
        HttpServer server = HttpServer.bind(ANY, new ClientLimits(limit, 0));
        server.serve(
                exchange -> exchange.answer(200, Map.of("Content-Length", "0")).close());
        return server;
    }

    private static Socket connect(HttpServer server) throws IOException {
        Socket socket = new Socket(ANY.getAddress(), server.port());
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static String ask(Socket socket) throws IOException {
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        return head(socket.getInputStream());
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return head.toString();
            }
            head.append((char) next);
        }
        return head.toString();
    }

    @Test
    void a_connection_too_many_is_told_so_and_closed() throws IOException {
        try (HttpServer server = serving(2);
                Socket first = connect(server);
                Socket second = connect(server)) {
            assertThat(ask(first)).startsWith("HTTP/1.1 200");
            assertThat(ask(second)).startsWith("HTTP/1.1 200");
            try (Socket third = connect(server)) {
                assertThat(ask(third))
                        .startsWith("HTTP/1.1 429")
                        .containsIgnoringCase("Retry-After: 1")
                        .containsIgnoringCase("Connection: close");
                String text = new String(third.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(text).contains("more than 2 connections").contains("limits.http_max_conns_per_client");
            }
            assertThat(ask(first)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void a_closed_connection_makes_room() throws IOException {
        try (HttpServer server = serving(1)) {
            try (Socket first = connect(server)) {
                assertThat(ask(first)).startsWith("HTTP/1.1 200");
            }
            // The server notices a moment later.
            long end = System.nanoTime() + 30_000_000_000L;
            String answer = "";
            while (!answer.startsWith("HTTP/1.1 200") && System.nanoTime() < end) {
                try (Socket next = connect(server)) {
                    answer = ask(next);
                }
            }
            assertThat(answer).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void zero_sets_no_limit() throws IOException {
        try (HttpServer server = serving(0);
                Socket first = connect(server);
                Socket second = connect(server)) {
            assertThat(ask(first)).startsWith("HTTP/1.1 200");
            assertThat(ask(second)).startsWith("HTTP/1.1 200");
        }
    }
}
