package dev.drover.agent;

import dev.drover.agent.config.AgentConfig;
import dev.drover.agent.config.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real agent for the tests of one class, asked over real HTTP. Waiting for something is done with blocking queries, as clients do,
 * so that nothing here polls or sleeps.
 */
public final class TestAgent implements BeforeAllCallback, AfterAllCallback {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private HttpClient http = client();
    private List<Agent> running = List.of();

    private static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    /** Starts anew when the class is run a second time. */
    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        http = client();
        running = List.of(start(Map.of()));
        await("/v1/nodes", nodes -> nodes.toString().contains("Status=ready"));
    }

    /** An agent on a free port that asks no cloud where it is. */
    public static Agent start(Map<String, Object> more) throws IOException {
        Settings settings = new Settings();
        settings.put("ports.http", "0", "test");
        settings.put(
                "client.options", Map.of("fingerprint.denylist", "env_aws,env_azure,env_gce,env_digitalocean"), "test");
        more.forEach((key, value) -> settings.put(key, value, "test"));
        return Agent.start(AgentConfig.of(true, settings), System.err::println);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        running.forEach(Agent::close);
        http.close();
    }

    public String address() {
        return running.getFirst().httpAddress();
    }

    public Reply get(String path) {
        return send("GET", path, "");
    }

    public Reply put(String path, String body) {
        return send("PUT", path, body);
    }

    public Reply delete(String path) {
        return send("DELETE", path, "");
    }

    /** Sends a request with headers given as name, value, name, value. */
    public Reply send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + address() + path))
                .timeout(PATIENCE)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return Reply.of(http.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException fault) {
            throw new AssertionError(method + " " + path + " got no answer", fault);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    /** The body as it comes; closing it ends the request. */
    public InputStream stream(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://" + address() + path)).build();
        HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            throw new AssertionError(path + " answered " + response.statusCode());
        }
        return response.body();
    }

    /** The answer of a path once it is as wanted, read anew each time that it has changed. */
    public Reply await(String path, Predicate<Object> wanted) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Reply reply = get(path);
        while (!(reply.status() == 200 && wanted.test(reply.tree()))) {
            if (System.nanoTime() > end) {
                throw new AssertionError(path + " did not become as wanted: " + reply.text());
            }
            String index = reply.header("X-Nomad-Index").isEmpty() ? "1" : reply.header("X-Nomad-Index");
            reply = get(path + (path.contains("?") ? "&" : "?") + "wait=1s&index=" + index);
        }
        return reply;
    }

    /** Registers a job and waits until one of its allocations has the status; answers the id of that allocation. */
    public String run(String job, String jobId, String clientStatus) {
        Reply reply = put("/v1/jobs", job);
        if (reply.status() != 200) {
            throw new AssertionError("register answered " + reply.status() + ": " + reply.text());
        }
        Reply allocations = await(
                "/v1/job/" + jobId + "/allocations", tree -> tree.toString().contains("ClientStatus=" + clientStatus));
        for (Object allocation : (List<?>) allocations.tree()) {
            if (allocation instanceof Map<?, ?> stub && clientStatus.equals(stub.get("ClientStatus"))) {
                return String.valueOf(stub.get("ID"));
            }
        }
        throw new AssertionError("no allocation is " + clientStatus);
    }

    public String nodeId() {
        return get("/v1/nodes").text("[0].ID");
    }
}
