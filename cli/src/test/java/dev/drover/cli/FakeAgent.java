package dev.drover.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.drover.model.wire.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** An HTTP API with prepared answers, which remembers what it was asked. Several answers to one call are given in turn. */
public final class FakeAgent implements AutoCloseable {
    /** A request as it arrived. */
    public record Request(String method, String target, String body) {}

    private record Answer(int status, byte[] body) {}

    private final HttpServer server;
    private final Map<String, List<Answer>> answers = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    public FakeAgent() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Prepares an answer to a call such as {@code GET /v1/jobs}; parameters of the URL play no part. */
    public FakeAgent on(String call, Object value) {
        return on(call, 200, value instanceof String text ? text : Json.write(value));
    }

    public FakeAgent on(String call, int status, String body) {
        answers.computeIfAbsent(call, key -> new CopyOnWriteArrayList<>())
                .add(new Answer(status, body.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** The last request of a call. */
    public Request last(String call) {
        return requests.stream()
                .filter(request -> (request.method + " " + request.target).startsWith(call))
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new AssertionError("nobody asked " + call + "; asked were " + requests));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(new Request(
                exchange.getRequestMethod(), exchange.getRequestURI().toString(), body));
        String call =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath();
        List<Answer> prepared = answers.getOrDefault(call, List.of());
        Answer answer = prepared.isEmpty()
                ? new Answer(404, ("not prepared: " + call).getBytes(StandardCharsets.UTF_8))
                : prepared.size() > 1 ? prepared.removeFirst() : prepared.getFirst();
        exchange.getResponseHeaders().set("X-Nomad-Index", "7");
        exchange.getResponseHeaders().set("X-Nomad-KnownLeader", "true");
        exchange.sendResponseHeaders(answer.status, answer.body.length == 0 ? -1 : answer.body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(answer.body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
