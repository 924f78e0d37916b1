package dev.drover.dist.cluster;

import dev.drover.model.wire.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Calls to one agent. A call that gets no answer is an answer too: with a status of its own. */
final class Http {
    /** Nobody accepted the connection, so that nothing was asked. */
    static final int NOT_ASKED = 0;

    /** The connection ended or time ran out before the answer; whether the call took effect nobody knows. */
    static final int NO_ANSWER = -1;

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();

    private final String address;

    Http(String address) {
        this.address = address;
    }

    /** An answer, or that there was none. */
    record Reply(int status, String text) {
        boolean ok() {
            return status == 200;
        }

        /** The body as map, list, text or number; an empty map when there was no good answer. */
        Object tree() {
            Object tree = ok()
                    ? Json.readObject(("{\"it\":" + text + "}").getBytes(StandardCharsets.UTF_8))
                            .get("it")
                    : null;
            return tree == null ? Map.of() : tree;
        }

        /** What is below maps at a path of names, as text; empty when it is not there. */
        String at(String... path) {
            Object here = tree();
            for (String name : path) {
                here = here instanceof Map<?, ?> map && map.get(name) != null ? map.get(name) : Map.of();
            }
            return here instanceof Map<?, ?> ? "" : String.valueOf(here);
        }

        List<?> list() {
            return tree() instanceof List<?> list ? list : List.of();
        }
    }

    Reply get(String path) {
        return send("GET", path, "", Duration.ofSeconds(10));
    }

    Reply put(String path, String body) {
        return send("PUT", path, body, Duration.ofSeconds(10));
    }

    Reply delete(String path) {
        return send("DELETE", path, "", Duration.ofSeconds(10));
    }

    Reply send(String method, String path, String body, Duration patience) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(patience)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            var response = CLIENT.send(request, BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body());
        } catch (ConnectException | HttpConnectTimeoutException nobody) {
            return new Reply(NOT_ASKED, String.valueOf(nobody.getMessage()));
        } catch (IOException lost) {
            return new Reply(NO_ANSWER, String.valueOf(lost.getMessage()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
