package dev.drover.client.check;

import dev.drover.model.service.ServiceCheck;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks a service once. */
final class Probe {
    /** What came back. */
    record Answer(boolean passes, int statusCode, String output) {
        static Answer failure(String output) {
            return new Answer(false, 0, output);
        }
    }

    private static final int OUTPUT_BYTES = 3 * 1024;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private Probe() {}

    static Answer ask(ServiceCheck check, String host, int port) throws InterruptedException {
        try {
            return switch (check.type()) {
                case "tcp" -> tcp(check, host, port);
                case "http" -> http(check, host, port);
                case String other -> Answer.failure("checks of type \"" + other + "\" are not run by this node");
            };
        } catch (IOException | IllegalArgumentException fault) {
            return Answer.failure(String.valueOf(fault.getMessage()));
        }
    }

    private static Duration timeout(ServiceCheck check) {
        Duration timeout = check.timeout().isPositive() ? check.timeout() : Duration.ofSeconds(5);
        return timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
    }

    private static Answer tcp(ServiceCheck check, String host, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(host, port),
                    Math.toIntExact(timeout(check).toMillis()));
            return new Answer(true, 0, "tcp connection was opened");
        }
    }

    private static Answer http(ServiceCheck check, String host, int port) throws IOException, InterruptedException {
        String protocol = check.protocol().isEmpty() ? "http" : check.protocol();
        String path = check.path().startsWith("/") ? check.path() : "/" + check.path();
        String address = host.contains(":") ? "[" + host + "]" : host;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(protocol + "://" + address + ":" + port + path))
                .timeout(timeout(check))
                .method(
                        check.method().isEmpty() ? "GET" : check.method(),
                        HttpRequest.BodyPublishers.ofString(check.body()));
        check.header().forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        HttpResponse<InputStream> response =
                Http.CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            int status = response.statusCode();
            String output = status == 200
                    ? "http answered 200"
                    : new String(body.readNBytes(OUTPUT_BYTES), StandardCharsets.UTF_8);
            return new Answer(status < 400, status, output);
        }
    }

    /** Made with the first HTTP check, since it has threads of its own. */
    private static final class Http {
        private static final HttpClient CLIENT = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }
}
