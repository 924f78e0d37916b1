package dev.drover.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.agent.Agent;
import dev.drover.agent.Reload;
import dev.drover.agent.Reply;
import dev.drover.agent.TestAgent;
import dev.drover.agent.api.Api;
import dev.drover.agent.api.Parts;
import dev.drover.agent.config.AgentConfig;
import dev.drover.agent.config.Settings;
import dev.drover.agent.http.Messages;
import dev.drover.agent.http.Route;
import dev.drover.model.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every method of every route, asked by everybody: what the table of rights says is what happens. */
class GateWalkTest {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final String UNKNOWN = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";

    private static final String REST = """
            agent { policy = "%1$s" }
            node { policy = "%1$s" }
            operator { policy = "%1$s" }
            quota { policy = "%1$s" }
            plugin { policy = "read" }
            node_pool "*" { policy = "%1$s" }
            host_volume "*" { policy = "%1$s" }
            namespace "*" { policy = "%1$s" }
            """;

    private static Agent agent;
    private static String root;
    private static final Map<Who, String> SECRETS = new EnumMap<>(Who.class);
    private static final Map<String, String> PARAMETERS = new TreeMap<>();

    @BeforeAll
    static void start() throws Exception {
        agent = TestAgent.start(Map.of("acl.enabled", true, "acl.token_min_expiration_ttl", "1ms"));
        root = ask("", "PUT", "/v1/acl/bootstrap", "").text("SecretID");
        ask(root, "PUT", "/v1/namespace", "{\"Name\": \"shop\"}");
        SECRETS.put(Who.NOBODY, "");
        SECRETS.put(Who.STRANGER, "11111111-1111-1111-1111-111111111111");
        SECRETS.put(Who.EXPIRED, expired());
        SECRETS.put(Who.OF_ANOTHER_NAMESPACE, token("shop", "namespace \"shop\" { policy = \"write\" }"));
        SECRETS.put(Who.READER, token("reader", REST.formatted("read")));
        SECRETS.put(Who.WRITER, token("writer", REST.formatted("write")));
        SECRETS.put(Who.MANAGER, root);
        things();
    }

    @AfterAll
    static void stop() {
        agent.close();
        HTTP.close();
    }

    private static String token(String policy, String rules) throws Exception {
        Reply made = ask(root, "PUT", "/v1/acl/policy/" + policy, Json.write(Map.of("Name", policy, "Rules", rules)));
        assertThat(made.status()).as(made.text()).isEqualTo(200);
        String body = Json.write(Map.of("Name", policy, "Type", "client", "Policies", List.of(policy)));
        return ask(root, "PUT", "/v1/acl/token", body).text("SecretID");
    }

    /** The secret of a management token that has had its time. */
    private static String expired() throws Exception {
        Reply made = ask(root, "PUT", "/v1/acl/token", "{\"Type\": \"management\", \"ExpirationTTL\": \"5ms\"}");
        assertThat(made.status()).as(made.text()).isEqualTo(200);
        String secret = made.text("SecretID");
        while (ask(secret, "GET", "/v1/acl/token/self", "").status() != 403) {
            Thread.onSpinWait();
        }
        return secret;
    }

    /** A job in the default namespace with an allocation, an evaluation, a deployment and a scaling policy. */
    private static void things() throws Exception {
        Reply job = ask(root, "PUT", "/v1/jobs", job());
        assertThat(job.status()).as(job.text()).isEqualTo(200);
        PARAMETERS.put("job_id", "walk");
        PARAMETERS.put("eval_id", job.text("EvalID"));
        PARAMETERS.put("alloc_id", first("/v1/job/walk/allocations"));
        PARAMETERS.put("deployment_id", first("/v1/job/walk/deployments"));
        PARAMETERS.put("policy_id", first("/v1/scaling/policies"));
        PARAMETERS.put("pool", "default");
        PARAMETERS.put("name", "default");
        PARAMETERS.put("profile", "cmdline");
    }

    private static String first(String path) throws Exception {
        Reply reply = ask(root, "GET", path, "");
        while (reply.size() == 0) {
            String index = reply.header("X-Nomad-Index");
            reply = ask(root, "GET", path + "?wait=5s&index=" + index, "");
        }
        return reply.text("[0].ID");
    }

    private static String job() {
        return """
                {"Job": {"ID": "walk", "Name": "walk", "Namespace": "default", "Type": "service", "Datacenters": ["*"],
                  "Update": {"MaxParallel": 1, "HealthCheck": "task_states", "MinHealthyTime": 1000000,
                    "HealthyDeadline": 300000000000, "ProgressDeadline": 600000000000},
                  "TaskGroups": [{"Name": "g", "Count": 1, "Scaling": {"Min": 1, "Max": 5},
                    "Tasks": [{"Name": "t", "Driver": "mock_driver", "Config": {"run_for": "10m"},
                      "KillTimeout": 1000000, "Resources": {"CPU": 1, "MemoryMB": 10}}]}]}}""";
    }

    private static Reply ask(String token, String method, String path, String body) throws Exception {
        return Reply.of(HTTP.send(request(token, method, path, body), BodyHandlers.ofByteArray()));
    }

    private static HttpRequest request(String token, String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + agent.httpAddress() + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("X-Nomad-Token", token);
        }
        return request.build();
    }

    private static List<Route> routes() {
        AgentConfig config = AgentConfig.of(true, new Settings());
        return Api.routes(config, new Parts(Optional.empty(), Optional.empty()), new Reload(() -> config));
    }

    @Test
    void everybody_is_let_in_where_the_table_says_so_and_nowhere_else() throws Exception {
        List<String> faults = new ArrayList<>();
        int asked = 0;
        for (Who who : Who.values()) {
            for (Route route : routes()) {
                if (route.path().equals(EXCHANGE)) {
                    continue;
                }
                for (String method : route.methods()) {
                    Right right = Rights.all().of(method, route.path()).orElseThrow();
                    Seen seen = seen(who, method, route.path());
                    boolean wanted = RightsByHand.allows(who, method, route.path(), right);
                    if (seen.admitted() == wanted && (wanted || seen.text().startsWith(who.refusal(right)))) {
                        asked++;
                    } else {
                        faults.add("%s %s %s: %s, and %s says %s"
                                .formatted(who, method, route.path(), seen, right, wanted));
                    }
                }
            }
        }
        assertThat(faults).isEmpty();
        assertThat(asked).isGreaterThan(1_000);
    }

    /** Open to everybody, and answers 403 itself to what is no token for one use. */
    private static final String EXCHANGE = "/v1/acl/token/onetime/exchange";

    @Test
    void no_line_of_the_table_is_for_a_route_that_there_is_not() {
        List<String> known = routes().stream()
                .flatMap(route -> route.methods().stream().map(method -> method + " " + route.path()))
                .toList();
        assertThat(known).containsAll(Rights.all().lines().keySet());
    }

    private static String secret(Who who) {
        return Objects.requireNonNull(SECRETS.get(who));
    }

    /** What came of a request. */
    private record Seen(int status, String text) {
        boolean admitted() {
            return status != 403;
        }
    }

    private static Seen seen(Who who, String method, String path) throws Exception {
        String filled = filled(path) + query(path);
        if (method.equals(Messages.METHOD)) {
            return conversation(secret(who), filled);
        }
        String body = method.equals("GET") ? "" : body(path);
        HttpResponse<InputStream> response =
                HTTP.send(request(secret(who), method, filled, body), BodyHandlers.ofInputStream());
        // What is admitted may be a stream without an end.
        try (InputStream in = response.body()) {
            String text = response.statusCode() == 403 ? new String(in.readAllBytes(), StandardCharsets.UTF_8) : "";
            return new Seen(response.statusCode(), text);
        }
    }

    private static Seen conversation(String token, String path) throws IOException {
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        if (!token.isEmpty()) {
            builder.header("X-Nomad-Token", token);
        }
        try {
            builder.buildAsync(URI.create("ws://" + agent.httpAddress() + path), new WebSocket.Listener() {})
                    .join()
                    .abort();
            return new Seen(101, "");
        } catch (CompletionException fault) {
            if (fault.getCause() instanceof WebSocketHandshakeException refused) {
                HttpResponse<?> response = refused.getResponse();
                return new Seen(response.statusCode(), String.valueOf(response.body()));
            }
            throw new IOException(fault);
        }
    }

    private static String filled(String path) {
        String filled = path;
        for (Map.Entry<String, String> parameter : PARAMETERS.entrySet()) {
            filled = filled.replaceAll(":" + parameter.getKey() + "\\b\\*?", parameter.getValue());
        }
        return filled.replaceAll(":rest\\*", "x/y").replaceAll(":path\\*", "x").replaceAll(":[a-z_]+\\*?", UNKNOWN);
    }

    private static String query(String path) {
        return switch (path) {
            // Answers at once with what has happened, where the usual stream waits for what will.
            case "/v1/event/stream" -> "?topic=Job&index=1";
            case "/v1/job/:job_id*/action" -> "?action=a&task=t&group=g";
            case "/v1/client/allocation/:alloc_id/exec" -> "?task=t&command=%5B%22ls%22%5D";
            default -> "";
        };
    }

    private static String body(String path) {
        return switch (path) {
            case "/v1/jobs", "/v1/job/:job_id*", "/v1/job/:job_id*/plan", "/v1/validate/job" -> job();
            case "/v1/jobs/statuses" -> "{\"jobs\": [{\"id\": \"walk\", \"namespace\": \"default\"}]}";
            case "/v1/node/pools" -> "{\"Name\": \"walk\"}";
            case "/v1/search" -> "{\"Prefix\": \"w\", \"Context\": \"jobs\"}";
            case "/v1/search/fuzzy" -> "{\"Text\": \"wa\", \"Context\": \"jobs\"}";
            default -> "{}";
        };
    }
}
