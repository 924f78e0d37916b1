package dev.drover.sdk;

import dev.drover.model.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP exchange at a time over {@link HttpURLConnection}, which starts several times faster than the newer client of the
 * JDK; most uses of this library are one command that makes one or two calls.
 */
final class Transport {
    private final ClientConfig config;

    private @Nullable TlsConnector tls;

    Transport(ClientConfig config) {
        this.config = config;
    }

    /** A segment of a path; ids may hold slashes and spaces. */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    <T> Answer<T> get(String path, Query query, Class<T> type) {
        return read(path, query, json -> Json.read(type, json));
    }

    <T> Answer<List<T>> list(String path, Query query, Class<T> element) {
        return read(path, query, json -> isNull(json) ? List.of() : Json.readList(element, json));
    }

    <T> Answer<T> read(String path, Query query, Function<byte[], T> reader) {
        return send("GET", path, query, Map.of(), null).map(reader);
    }

    <T> Answer<T> put(String path, Query query, Object body, Class<T> type) {
        return send("PUT", path, query, Map.of(), Json.writeBytes(body)).map(json -> Json.read(type, json));
    }

    <T> Answer<T> post(String path, Query query, Object body, Class<T> type) {
        return send("POST", path, query, Map.of(), Json.writeBytes(body)).map(json -> Json.read(type, json));
    }

    void put(String path, Query query, Object body) {
        send("PUT", path, query, Map.of(), Json.writeBytes(body));
    }

    <T> Answer<T> delete(String path, Query query, Class<T> type) {
        return send("DELETE", path, query, Map.of(), null).map(json -> Json.read(type, json));
    }

    <T> Answer<T> delete(String path, Query query, Object body, Class<T> type) {
        return send("DELETE", path, query, Map.of(), Json.writeBytes(body)).map(json -> Json.read(type, json));
    }

    void delete(String path, Query query) {
        send("DELETE", path, query, Map.of(), null);
    }

    static boolean isNull(byte[] json) {
        return new String(json, StandardCharsets.UTF_8).isBlank()
                || new String(json, StandardCharsets.UTF_8).trim().equals("null");
    }

    /**
     * Sends a request and reads the whole answer.
     *
     * @throws ApiException when the status is not a success
     * @throws UnreachableException when there is no answer
     */
    Answer<byte[]> send(String method, String path, Query query, Map<String, String> headers, byte @Nullable [] body) {
        Exchange exchange = open(method, path, query, headers, body);
        try (InputStream in = exchange.body()) {
            return new Answer<>(
                    in.readAllBytes(),
                    exchange.number("X-Nomad-Index"),
                    "true".equals(exchange.header("X-Nomad-KnownLeader")),
                    Duration.ofMillis(exchange.number("X-Nomad-LastContact")),
                    exchange.header("X-Nomad-NextToken"));
        } catch (IOException fault) {
            throw new UnreachableException(config.address(), true, fault);
        }
    }

    /** As {@link #send}, for a call that answers with a value under a status that is not a success. */
    byte[] sendExpecting(int status, String method, String path, Query query) {
        try {
            return send(method, path, query, Map.of(), null).value();
        } catch (ApiException fault) {
            if (fault.status() == status) {
                return fault.reason().getBytes(StandardCharsets.UTF_8);
            }
            throw fault;
        }
    }

    /** Sends a request whose answer comes bit by bit, with silences of any length; the caller closes the stream. */
    InputStream stream(String path, Query query) {
        Exchange exchange = open("GET", path, query, Map.of(), null);
        exchange.connection().setReadTimeout(0);
        return exchange.body();
    }

    /** As {@link #stream}, with a header of the answer, which may take long to begin. */
    Download download(String path, Query query, String header) {
        Exchange exchange = open("GET", path, query, Map.of(), null, true);
        return new Download(exchange.body(), exchange.header(header));
    }

    /**
     * Sends a file, and waits for as long as the answer takes.
     *
     * @throws IOException when the file cannot be read
     */
    void upload(String path, Query query, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            Body body = new Body(Files.size(file), "application/octet-stream", false, in::transferTo);
            try (InputStream answer =
                    open("PUT", path, query, Map.of(), body, true).body()) {
                answer.readAllBytes();
            }
        }
    }

    /** Opens a conversation with a command; the caller closes it. */
    ExecSession converse(String path, Query query) {
        return WebSocketTransport.open(config, path + parameters(query));
    }

    private Exchange open(
            String method, String path, Query query, Map<String, String> headers, byte @Nullable [] body) {
        return open(method, path, query, headers, body == null ? null : Body.json(body), false);
    }

    /** Sends a request; a patient one waits for its answer without end. */
    private Exchange open(
            String method,
            String path,
            Query query,
            Map<String, String> headers,
            @Nullable Body body,
            boolean patient) {
        for (int attempt = 1; ; attempt++) {
            try {
                return openOnce(method, path, query, headers, body, patient);
            } catch (DroverException failure) {
                boolean again = (body == null || body.repeatable()) && Retry.helps(failure, method.equals("GET"));
                if (!again || attempt >= config.retry().attempts()) {
                    throw failure;
                }
                pause(config.retry().after(attempt), failure);
            }
        }
    }

    private static void pause(Duration time, DroverException failure) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }

    private Exchange openOnce(
            String method,
            String path,
            Query query,
            Map<String, String> headers,
            @Nullable Body body,
            boolean patient) {
        boolean connected = false;
        try {
            HttpURLConnection connection = connection(path, query);
            if (patient) {
                connection.setReadTimeout(0);
            }
            connection.setRequestMethod(method);
            headers.forEach(connection::setRequestProperty);
            if (body != null) {
                connection.setDoOutput(true);
                // With a length given, the JDK never sends a request a second time by itself.
                connection.setFixedLengthStreamingMode(body.length());
                connection.setRequestProperty("Content-Type", body.contentType());
            }
            connection.connect();
            connected = true;
            if (body != null) {
                try (OutputStream out = connection.getOutputStream()) {
                    body.writer().write(out);
                }
            }
            return answer(connection);
        } catch (IOException fault) {
            throw new UnreachableException(config.address(), connected, fault);
        }
    }

    private static Exchange answer(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        if (status >= 200 && status < 300) {
            return new Exchange(connection, connection.getInputStream());
        }
        try (InputStream error = connection.getErrorStream()) {
            String reason = error == null ? "" : new String(error.readAllBytes(), StandardCharsets.UTF_8).strip();
            throw new ApiException(status, reason);
        }
    }

    private HttpURLConnection connection(String path, Query query) throws IOException {
        HttpURLConnection connection;
        try {
            connection = (HttpURLConnection) URI.create(config.address() + path + parameters(query))
                    .toURL()
                    .openConnection();
        } catch (IllegalArgumentException | ClassCastException fault) {
            throw new IOException("\"" + config.address() + "\" is no address such as http://host:4646", fault);
        }
        if (connection instanceof HttpsURLConnection secure) {
            if (tls == null) {
                tls = new TlsConnector(config.tls());
            }
            tls.prepare(secure);
        }
        connection.setConnectTimeout((int) config.connectTimeout().toMillis());
        connection.setReadTimeout(
                (int) config.readTimeout().plus(query.longestWait()).toMillis());
        if (!config.token().isEmpty()) {
            connection.setRequestProperty("X-Nomad-Token", config.token());
        }
        return connection;
    }

    private String parameters(Query query) {
        Map<String, List<String>> all = new LinkedHashMap<>(query.parameters());
        if (!config.namespace().isEmpty()) {
            all.putIfAbsent("namespace", List.of(config.namespace()));
        }
        if (!config.region().isEmpty()) {
            all.putIfAbsent("region", List.of(config.region()));
        }
        StringJoiner joined = new StringJoiner("&", "?", "").setEmptyValue("");
        all.forEach((name, values) -> values.forEach(value -> joined.add(segment(name) + "=" + segment(value))));
        return joined.toString();
    }

    /** What is sent after the headers. */
    private record Body(long length, String contentType, boolean repeatable, Writer writer) {
        interface Writer {
            void write(OutputStream out) throws IOException;
        }

        static Body json(byte[] bytes) {
            return new Body(bytes.length, "application/json", true, out -> out.write(bytes));
        }
    }

    /** Bytes as they come, which the caller closes, and what one header says of them. */
    record Download(InputStream body, String header) {}

    private record Exchange(HttpURLConnection connection, InputStream body) {
        String header(String name) {
            String value = connection.getHeaderField(name);
            return value == null ? "" : value;
        }

        long number(String name) {
            return connection.getHeaderFieldLong(name, 0);
        }
    }
}
