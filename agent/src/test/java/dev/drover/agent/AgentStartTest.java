package dev.drover.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.agent.config.AgentConfig;
import dev.drover.agent.config.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentStartTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return AgentMain.run(
                List.of(arguments),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void help_lists_the_flags() {
        assertThat(run("-help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("-dev")
                .contains("-config")
                .contains("-log-level");
    }

    @Test
    void an_agent_without_a_role_does_not_start() {
        assertThat(run()).isEqualTo(1);
        assertThat(errors()).startsWith("==> ").contains("-dev").contains("server.enabled");
    }

    @Test
    void a_level_that_is_none_is_named() {
        assertThat(run("-dev", "-log-level=LOUD")).isEqualTo(1);
        assertThat(errors()).contains("LOUD").contains("TRACE, DEBUG, INFO, WARN, ERROR");
    }

    @Test
    void a_port_that_cannot_be_is_named(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("agent.hcl"), "ports {\n  http = 70000\n}\n");
        assertThat(run("-dev", "-config", file.toString())).isEqualTo(1);
        assertThat(errors()).contains("ports.http").contains("70000");
    }

    @Test
    void a_data_folder_of_a_newer_program_is_named(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("version"), "99\n");
        assertThat(run("-server", "-client", "-data-dir=" + folder)).isEqualTo(1);
        assertThat(errors()).startsWith("==> data_dir " + folder).contains("newer program");
    }

    @Test
    void the_banner_tells_where_it_listens_and_ends_with_the_line_that_tools_wait_for() throws IOException {
        Settings settings = new Settings();
        settings.put("name", "here", "test");
        try (Agent agent = TestAgent.start(Map.of("name", "here"))) {
            String banner = Banner.of(AgentConfig.of(true, settings), agent);
            assertThat(banner)
                    .contains("HTTP: http://" + agent.httpAddress())
                    .contains("Node: here")
                    .endsWith("==> Drover agent started! Log data will stream in below:\n\n");
        }
    }

    @Test
    void a_closed_agent_leaves_its_port() throws IOException {
        Agent agent = TestAgent.start(Map.of());
        String[] address = agent.httpAddress().split(":", -1);
        InetSocketAddress listening = new InetSocketAddress(address[0], Integer.parseInt(address[1]));
        try (Socket socket = new Socket()) {
            socket.connect(listening, 5_000);
            assertThat(socket.isConnected()).isTrue();
        }
        agent.close();
        assertThat(refused(listening)).isTrue();
    }

    private static boolean refused(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, 5_000);
            return false;
        } catch (IOException expected) {
            return true;
        }
    }
}
