package dev.drover.agent.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.agent.Agent;
import dev.drover.agent.Reply;
import dev.drover.agent.TestAgent;
import dev.drover.agent.config.ConfigException;
import dev.drover.model.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** An agent that keeps records, asked over HTTP. */
class AuditOverHttpTest {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        http.close();
    }

    private Path file() {
        return folder.resolve("audit.log");
    }

    private Agent start(Map<String, Object> more) throws IOException {
        Map<String, Object> settings =
                new HashMap<>(Map.of("audit.enabled", true, "audit.sink.own.path", file().toString()));
        settings.putAll(more);
        return TestAgent.start(settings);
    }

    private Reply ask(Agent agent, String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + agent.httpAddress() + path))
                .method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return Reply.of(http.send(request.build(), BodyHandlers.ofByteArray()));
    }

    private List<Map<String, Object>> records() throws IOException {
        return Files.readAllLines(file()).stream()
                .map(line -> Json.readObject(line.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private static Object at(Map<String, Object> record, String place) {
        Object here = record;
        for (String step : place.split("\\.", -1)) {
            here = here instanceof Map<?, ?> map && map.get(step) != null ? map.get(step) : "nothing";
        }
        return here;
    }

    private static List<Object> each(List<Map<String, Object>> records, String place) {
        return records.stream().map(record -> at(record, place)).toList();
    }

    @Test
    void each_request_is_on_record_before_it_is_done_and_before_it_is_answered() throws Exception {
        try (Agent agent = start(Map.of())) {
            assertThat(ask(agent, "GET", "/v1/job/none?namespace=shop&token=x", "User-Agent", "test/1")
                            .status())
                    .isEqualTo(404);
            List<Map<String, Object>> records = records();
            assertThat(each(records, "payload.stage")).containsExactly("OperationReceived", "OperationComplete");
            assertThat(each(records, "payload.id").stream().distinct()).hasSize(1);
            assertThat(each(records, "event_type")).containsOnly("audit");
            assertThat(each(records, "payload.request.operation")).containsOnly("GET");
            assertThat(each(records, "payload.request.endpoint")).containsOnly("/v1/job/none");
            assertThat(each(records, "payload.request.namespace.id")).containsOnly("shop");
            assertThat(each(records, "payload.request.request_meta.user_agent")).containsOnly("test/1");
            assertThat(String.valueOf(at(records.getFirst(), "payload.request.request_meta.remote_address")))
                    .startsWith("127.0.0.1:");
            assertThat(each(records, "payload.request.node_meta.ip")).containsOnly(agent.httpAddress());
            assertThat(String.valueOf(at(records.getFirst(), "payload.response")))
                    .isEqualTo("nothing");
            assertThat(String.valueOf(at(records.getLast(), "payload.response.status_code")))
                    .isEqualTo("404");
            // Without access control there is nobody to name.
            assertThat(each(records, "payload.auth")).containsOnly("nothing");
        }
    }

    @Test
    void who_asks_is_named_and_no_secret_is() throws Exception {
        try (Agent agent = start(Map.of("acl.enabled", true))) {
            Reply root = ask(agent, "PUT", "/v1/acl/bootstrap");
            ask(agent, "GET", "/v1/jobs", "X-Nomad-Token", root.text("SecretID"));
            ask(agent, "GET", "/v1/jobs", "X-Nomad-Token", "11111111-1111-1111-1111-111111111111");
            List<Map<String, Object>> records = records();
            assertThat(each(records, "payload.auth.accessor_id"))
                    .containsExactly(
                            "anonymous",
                            "anonymous",
                            root.text("AccessorID"),
                            root.text("AccessorID"),
                            "nothing",
                            "nothing");
            assertThat(at(records.get(2), "payload.auth.name")).isEqualTo("Bootstrap Token");
            assertThat(at(records.get(2), "payload.auth.global")).isEqualTo(true);
            assertThat(at(records.get(2), "payload.auth.create_time")).isEqualTo(root.text("CreateTime"));
            assertThat(Files.readString(file()))
                    .doesNotContain(root.text("SecretID"))
                    .doesNotContain("11111111-1111");
        }
    }

    @Test
    void conversations_are_on_record_refused_or_not() throws Exception {
        try (Agent agent = start(Map.of("acl.enabled", true))) {
            String path = "/v1/client/allocation/aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee/exec";
            assertThat(http.newWebSocketBuilder()
                            .buildAsync(
                                    URI.create("ws://" + agent.httpAddress() + path + "?task=t"),
                                    new WebSocket.Listener() {})
                            .handle((socket, fault) -> fault == null)
                            .join())
                    .isFalse();
            List<Map<String, Object>> records = records();
            assertThat(each(records, "payload.request.endpoint")).containsExactly(path, path);
            assertThat(String.valueOf(at(records.getLast(), "payload.response.status_code")))
                    .isEqualTo("403");
        }
    }

    @Test
    void filters_leave_out_what_fits_all_of_their_lists() throws Exception {
        Map<String, Object> filters = new HashMap<>();
        filters.put("audit.filter.metrics.endpoints", List.of("/v1/metrics"));
        filters.put("audit.filter.metrics.stages", List.of("*"));
        filters.put("audit.filter.metrics.operations", List.of("*"));
        filters.put("audit.filter.reads.endpoints", List.of("/v1/*/self"));
        filters.put("audit.filter.reads.stages", List.of("OperationReceived"));
        filters.put("audit.filter.reads.operations", List.of("GET"));
        filters.put("audit.filter.empty.endpoints", List.of());
        filters.put("audit.filter.empty.stages", List.of("*"));
        filters.put("audit.filter.empty.operations", List.of("*"));
        try (Agent agent = start(filters)) {
            ask(agent, "GET", "/v1/metrics?format=prometheus");
            ask(agent, "GET", "/v1/agent/self");
            ask(agent, "POST", "/v1/agent/self");
            assertThat(each(records(), "payload.stage"))
                    .containsExactly("OperationComplete", "OperationReceived", "OperationComplete");
            assertThat(each(records(), "payload.request.operation")).containsExactly("GET", "POST", "POST");
        }
    }

    static boolean fullDeviceIsThere() {
        return Files.isWritable(Path.of("/dev/full"));
    }

    /** A device that is always full stands for a disk that is. */
    @Test
    @EnabledIf("fullDeviceIsThere")
    void what_cannot_be_recorded_is_not_done_when_records_are_enforced() throws Exception {
        try (Agent agent = start(fullDisk("enforced"))) {
            Reply refused = ask(agent, "PUT", "/v1/namespace/unseen");
            assertThat(refused.status()).isEqualTo(500);
            assertThat(refused.text()).contains("audit log").contains("nothing was done");
        }
    }

    @Test
    @EnabledIf("fullDeviceIsThere")
    void a_best_effort_does_not_keep_from_answering() throws Exception {
        try (Agent agent = start(fullDisk("best-effort"))) {
            assertThat(ask(agent, "GET", "/v1/regions").status()).isEqualTo(200);
        }
    }

    private static Map<String, Object> fullDisk(String guarantee) {
        return Map.of("audit.sink.own.path", "/dev/full", "audit.sink.own.delivery_guarantee", guarantee);
    }

    @Test
    void a_sink_that_cannot_be_is_told_at_the_start() {
        assertThatThrownBy(() -> start(Map.of("audit.sink.own.type", "socket")).close())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("audit.sink.own.type")
                .hasMessageContaining("file");
        assertThatThrownBy(
                        () -> start(Map.of("audit.sink.own.path", "audit.log")).close())
                .hasMessageContaining("must be an absolute path");
        assertThatThrownBy(() ->
                        start(Map.of("audit.sink.own.path", folder.toString())).close())
                .hasMessageContaining("audit.sink.own")
                .hasMessageContaining("cannot be written");
        assertThatThrownBy(() -> start(Map.of("audit.sink.own.mode", "rw-")).close())
                .hasMessageContaining("octal");
    }
}
