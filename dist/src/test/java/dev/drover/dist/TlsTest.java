package dev.drover.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.drover.agent.Agent;
import dev.drover.agent.config.AgentConfig;
import dev.drover.agent.config.ConfigException;
import dev.drover.agent.config.ConfigFiles;
import dev.drover.cli.Cli;
import dev.drover.cli.CliIo;
import dev.drover.rpc.Dialer;
import dev.drover.rpc.Identity;
import dev.drover.rpc.LinkException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents with the files that the command line makes. */
class TlsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final List<Agent> agents = new ArrayList<>();
    private final int http = FreePort.next();
    private final int rpc = FreePort.next();

    @BeforeEach
    void makeCertificates() {
        assertThat(run("tls", "ca", "create").code()).isZero();
        assertThat(run("tls", "cert", "create", "-server").out()).contains("saved to global-server-nomad.pem");
        assertThat(run("tls", "cert", "create", "-client").code()).isZero();
        assertThat(run("tls", "cert", "create", "-cli").code()).isZero();
    }

    @AfterEach
    void stop() {
        agents.reversed().forEach(Agent::close);
    }

    @Test
    void a_cluster_speaks_https_and_tls_with_files_of_the_command_line() throws IOException {
        agents.add(start(server("server"), FreePort.next()));
        agents.add(start(client("client"), FreePort.next()));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(asking("node", "status").out()).contains("ready"));

        assertThat(run(
                        "node",
                        "status",
                        "-address=https://127.0.0.1:" + http,
                        "-ca-cert=" + file("nomad-agent-ca.pem")))
                .as("without a certificate")
                .returns(1, Result::code);
        assertThat(run("node", "status", "-address=http://127.0.0.1:" + http))
                .as("in the clear")
                .returns(1, Result::code);
        assertThatThrownBy(() -> Dialer.dial(
                        new InetSocketAddress("127.0.0.1", rpc),
                        new Identity(Identity.Role.CLIENT, "stranger", "global"),
                        (from, method, request) -> request,
                        Duration.ofSeconds(5)))
                .isInstanceOf(LinkException.class)
                .hasMessageContaining("tls { rpc = true }");
    }

    @Test
    void a_server_must_have_the_certificate_of_one() throws IOException {
        agents.add(start(server("client"), FreePort.next()));
        agents.add(start(client("client"), FreePort.next()));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                asking("operator", "api", "/v1/agent/self").code())
                        .isZero());
        await().during(Duration.ofSeconds(1))
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(asking("node", "status").out()).doesNotContain("ready"));
    }

    @Test
    void a_file_that_is_not_there_is_named() throws IOException {
        assertThatThrownBy(() -> start(server("nobody"), FreePort.next()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("tls.cert_file: ")
                .hasMessageContaining("global-nobody-nomad.pem does not exist");
    }

    private String server(String kind) {
        return """
                name = "server"
                data_dir = "%s"
                server {
                  enabled          = true
                  bootstrap_expect = 1
                }
                ports {
                  http = %d
                  rpc  = %d
                  serf = %d
                }
                """.formatted(folder.resolve("server"), http, rpc, FreePort.next()) + tls(kind);
    }

    private String client(String kind) {
        return """
                name = "client"
                data_dir = "%s"
                client {
                  enabled = true
                  servers = ["127.0.0.1:%d"]
                }
                ports {
                  http = %d
                }
                """.formatted(folder.resolve("client"), rpc, FreePort.next()) + tls(kind);
    }

    private String tls(String kind) {
        return """
                bind_addr = "127.0.0.1"
                tls {
                  http                   = true
                  rpc                    = true
                  verify_server_hostname = true
                  verify_https_client    = true
                  ca_file                = "%s"
                  cert_file              = "%s"
                  key_file               = "%s"
                }
                """.formatted(
                        file("nomad-agent-ca.pem"),
                        file("global-" + kind + "-nomad.pem"),
                        file("global-" + kind + "-nomad-key.pem"));
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private Agent start(String configuration, int unique) throws IOException {
        Path file = Files.writeString(folder.resolve(unique + ".hcl"), configuration);
        AgentConfig config = AgentConfig.of(false, ConfigFiles.read(List.of(file.toString())));
        return Agent.start(config, reason -> System.getLogger("test").log(System.Logger.Level.ERROR, reason));
    }

    private Result asking(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(
                2,
                List.of(
                        "-address=https://127.0.0.1:" + http,
                        "-ca-cert=" + file("nomad-agent-ca.pem"),
                        "-client-cert=" + file("global-cli-nomad.pem"),
                        "-client-key=" + file("global-cli-nomad-key.pem")));
        return run(all.toArray(String[]::new));
    }

    private record Result(int code, String out) {}

    private Result run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        CliIo io = new CliIo(
                new ByteArrayInputStream(new byte[0]),
                print,
                print,
                Map.of(),
                false,
                "drover",
                folder,
                Clock.systemUTC());
        return new Result(Cli.run(List.of(words), io), out.toString(StandardCharsets.UTF_8));
    }
}
