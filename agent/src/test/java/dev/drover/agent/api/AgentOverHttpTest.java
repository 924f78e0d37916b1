package dev.drover.agent.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.agent.Reply;
import dev.drover.agent.TestAgent;
import dev.drover.model.wire.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What an agent tells of itself. */
class AgentOverHttpTest {
    private static final System.Logger LOG = System.getLogger(AgentOverHttpTest.class.getName());

    @RegisterExtension
    static final TestAgent agent = new TestAgent();

    /** The first line that has the text; something has to log it meanwhile. */
    private static String lineWith(String path, String text, Runnable log) throws IOException, InterruptedException {
        try (InputStream in = agent.stream(path);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            log.run();
            return lines.lines().filter(line -> line.contains(text)).findFirst().orElseThrow();
        }
    }

    @Test
    void a_monitor_sees_what_is_logged_from_then_on_in_the_detail_that_it_asks_for() throws Exception {
        String line = lineWith(
                "/v1/agent/monitor?log_level=debug&plain=true",
                "a detail",
                () -> LOG.log(System.Logger.Level.DEBUG, "a detail"));
        assertThat(line).endsWith("[DEBUG] agent.api.AgentOverHttpTest: a detail");
        String shown = lineWith("/v1/agent/monitor?plain=true", "in earnest", () -> {
            LOG.log(System.Logger.Level.DEBUG, "in detail, not in earnest");
            LOG.log(System.Logger.Level.INFO, "in earnest");
        });
        assertThat(shown).endsWith("[INFO] agent.api.AgentOverHttpTest: in earnest");
    }

    @Test
    void a_monitor_tells_in_json_and_where_in_the_program() throws Exception {
        String line = lineWith(
                "/v1/agent/monitor?log_json=true&log_include_location=true",
                "some {braces}",
                () -> LOG.log(System.Logger.Level.WARNING, "some {braces}"));
        assertThat(Json.readObject(line.getBytes(StandardCharsets.UTF_8)))
                .containsEntry("@level", "warn")
                .extractingByKey("@message")
                .asString()
                .startsWith(AgentOverHttpTest.class.getName() + ".")
                .endsWith(": some {braces}");
    }

    @Test
    void unless_asked_for_plain_a_monitor_sends_frames() throws Exception {
        try (InputStream in = agent.stream("/v1/agent/monitor?node_id=" + agent.nodeId())) {
            LOG.log(System.Logger.Level.ERROR, "framed");
            StringBuilder seen = new StringBuilder();
            while (seen.indexOf("}") < 0) {
                seen.append((char) in.read());
            }
            Map<String, Object> frame = Json.readObject(seen.toString().getBytes(StandardCharsets.UTF_8));
            assertThat(frame).containsOnlyKeys("Data");
            assertThat(new String(
                            Base64.getDecoder().decode(String.valueOf(frame.get("Data"))), StandardCharsets.UTF_8))
                    .contains("[")
                    .endsWith("\n");
        }
    }

    @Test
    void what_cannot_be_monitored_is_refused() {
        Reply level = agent.get("/v1/agent/monitor?log_level=loud");
        assertThat(level.status()).isEqualTo(400);
        assertThat(level.text()).startsWith("Unknown log level: \"loud\"");
        assertThat(agent.get("/v1/agent/monitor?server_id=elsewhere").status()).isEqualTo(404);
        Reply both = agent.get("/v1/agent/monitor?server_id=leader&node_id=" + agent.nodeId());
        assertThat(both.status()).isEqualTo(400);
        assertThat(both.text()).startsWith("Cannot target node and server simultaneously");
        assertThat(agent.get("/v1/agent/monitor/export").status()).isEqualTo(400);
        assertThat(agent.get("/v1/agent/monitor/export?service_name=sshd").text())
                .startsWith("service_name has to be a unit of systemd whose name contains drover or nomad");
    }

    @Test
    void the_host_is_described_without_secrets() {
        Reply host = agent.get("/v1/agent/host?server_id=leader");
        assertThat(host.at("HostData"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsOnlyKeys("Disk", "Environment", "Hosts", "Network", "OS", "ResolvConf");
        assertThat(host.text("HostData.OS")).startsWith("linux ");
        assertThat(HostRoutes.environment(Map.of("NOMAD_TOKEN", "s", "PATH", "/bin", "DB_PASSWORD", "p")))
                .isEqualTo(Map.of("NOMAD_TOKEN", "<redacted>", "PATH", "/bin", "DB_PASSWORD", "<redacted>"));
    }

    @Test
    void profiles_have_javas_counterparts(@TempDir Path folder) throws IOException, InterruptedException {
        assertThat(agent.get("/v1/agent/pprof/goroutine").text()).contains("AgentOverHttpTest");
        assertThat(agent.get("/v1/agent/pprof/heap?gc=1").text()).contains("java.lang.String");
        assertThat(agent.get("/v1/agent/pprof/cmdline").text()).contains("java");
        assertThat(agent.get("/v1/agent/pprof/mutex").status()).isEqualTo(404);
        Path file = folder.resolve("recording.jfr");
        try (InputStream recording = agent.stream("/v1/agent/pprof/profile?seconds=1")) {
            Files.copy(recording, file);
        }
        assertThat(RecordingFile.readAllEvents(file)).isNotEmpty();
    }

    @Test
    void schedulers_can_be_set_while_the_server_runs() {
        Reply set = agent.put(
                "/v1/agent/schedulers/config", "{\"num_schedulers\":3,\"enabled_schedulers\":[\"batch\",\"service\"]}");
        assertThat(set.status()).isEqualTo(200);
        Reply after = agent.get("/v1/agent/schedulers");
        assertThat((List<?>) after.at("schedulers")).hasSize(3);
        assertThat(after.at("schedulers").toString())
                .contains("[batch, service]")
                .doesNotContain("sysbatch");
        assertThat(agent.put("/v1/agent/schedulers/config", "{\"num_schedulers\":1,\"enabled_schedulers\":[\"odd\"]}")
                        .status())
                .isEqualTo(400);
        agent.put(
                "/v1/agent/schedulers/config",
                "{\"num_schedulers\":2,\"enabled_schedulers\":[\"batch\",\"service\",\"system\",\"sysbatch\",\"_core\"]}");
        assertThat(agent.get("/v1/agent/schedulers/config").text())
                .contains("\"num_schedulers\":2")
                .contains("[\"batch\",\"service\",\"sysbatch\",\"system\"]");
    }

    @Test
    void a_reload_is_taken_by_put_and_post() {
        assertThat(agent.put("/v1/agent/reload", "").status()).isEqualTo(200);
        assertThat(agent.get("/v1/agent/reload").status()).isEqualTo(405);
    }
}
