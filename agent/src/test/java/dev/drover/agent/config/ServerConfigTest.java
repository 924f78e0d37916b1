package dev.drover.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What servers and clients of a cluster are configured with. */
class ServerConfigTest {
    private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    @TempDir
    private Path folder;

    private int files;

    private AgentConfig read(String... texts) throws IOException {
        return AgentConfig.of(false, settings(texts));
    }

    private Settings settings(String... texts) throws IOException {
        for (String text : texts) {
            files++;
            Files.writeString(folder.resolve(files + (text.startsWith("{") ? ".json" : ".hcl")), text);
        }
        return ConfigFiles.read(List.of(folder.toString()));
    }

    private static Settings flags(String... flags) {
        return AgentFlags.parse(List.of(flags)).settings();
    }

    @Test
    void a_server_is_told_whom_to_join_and_how_many_to_expect() throws IOException {
        AgentConfig config = read("""
                data_dir = "/var/lib/drover"
                bind_addr = "127.0.0.1"
                leave_on_terminate = true
                server {
                  enabled = true
                  bootstrap_expect = 3
                  encrypt = "%s"
                  raft_snapshot_threshold = 100
                  raft_snapshot_interval = "5s"
                  raft_multiplier = 5
                  server_join {
                    retry_join = ["10.0.0.1", "server2:5648"]
                    start_join = ["10.0.0.3"]
                    retry_max = 3
                    retry_interval = "15s"
                  }
                }
                """.formatted(KEY));
        ClusterSettings cluster = config.server().cluster();
        assertThat(cluster.bootstrapExpect()).isEqualTo(3);
        assertThat(cluster.keys().keys()).containsExactly(KEY);
        assertThat(cluster.join())
                .isEqualTo(new JoinSettings(
                        List.of("10.0.0.3"), List.of("10.0.0.1", "server2:5648"), 3, Duration.ofSeconds(15)));
        assertThat(cluster.raft()).isEqualTo(new RaftSettings(5, 100, Duration.ofSeconds(5), 10_240));
        assertThat(config.client().enabled()).isFalse();
        assertThat(config.leave()).isEqualTo(new AgentConfig.Leave(false, true));
        assertThat(config.network().rpcAdvertise()).isEqualTo(new Endpoint("127.0.0.1", 4647));
    }

    @Test
    void older_keys_and_the_block_of_a_client_are_read_too() throws IOException {
        AgentConfig config = read("""
                data_dir = "/var/lib/drover"
                server {
                  enabled = true
                  retry_join = ["10.0.0.1"]
                  retry_interval = "1s"
                }
                client {
                  enabled = true
                  servers = ["10.0.0.1:4647"]
                  server_join { retry_join = ["10.0.0.2"] }
                }
                """);
        assertThat(config.server().cluster().join())
                .isEqualTo(new JoinSettings(List.of(), List.of("10.0.0.1"), 0, Duration.ofSeconds(1)));
        assertThat(config.client().servers()).containsExactly("10.0.0.1:4647");
        assertThat(config.client().join().retryJoin()).containsExactly("10.0.0.2");
    }

    @Test
    void a_client_alone_needs_no_more_than_servers_and_a_folder() {
        AgentConfig config =
                AgentConfig.of(false, flags("-client", "-data-dir=/srv/drover", "-servers=10.0.0.1,10.0.0.2:4647"));
        assertThat(config.server().enabled()).isFalse();
        assertThat(config.client().servers()).containsExactly("10.0.0.1", "10.0.0.2:4647");
        assertThat(config.warnings()).isEmpty();
    }

    @Test
    void flags_say_all_that_a_server_needs() {
        AgentConfig config = AgentConfig.of(
                false,
                flags(
                        "-server",
                        "-bootstrap-expect=3",
                        "-data-dir=/srv/drover",
                        "-bind=127.0.0.1",
                        "-retry-join=127.0.0.1:4648,127.0.0.1:5648",
                        "-retry-join=127.0.0.1:6648",
                        "-retry-interval=2s",
                        "-retry-max=4",
                        "-join=127.0.0.1:1",
                        "-encrypt=" + KEY,
                        "-node=s1",
                        "-dc=east",
                        "-region=europe"));
        assertThat(config.name()).isEqualTo("s1");
        assertThat(config.region()).isEqualTo("europe");
        assertThat(config.server().cluster().join())
                .isEqualTo(new JoinSettings(
                        List.of("127.0.0.1:1"),
                        List.of("127.0.0.1:4648", "127.0.0.1:5648", "127.0.0.1:6648"),
                        4,
                        Duration.ofSeconds(2)));
    }

    @Test
    void addresses_ports_and_what_is_advertised_are_told_apart() throws IOException {
        AgentConfig config = read("""
                data_dir = "/d"
                bind_addr = "127.0.0.1"
                addresses { rpc = "127.0.0.2" }
                ports { serf = 5648 }
                advertise {
                  http = "10.1.1.1"
                  rpc = "10.1.1.1:7000"
                  serf = "{{ GetInterfaceIP \\"lo\\" }}:7001"
                }
                server { enabled = true }
                """);
        NetworkSettings network = config.network();
        assertThat(network.rpcBind()).isEqualTo("127.0.0.2");
        assertThat(network.serfBind()).isEqualTo("127.0.0.1");
        assertThat(network.httpAdvertise()).hasToString("10.1.1.1:4646");
        assertThat(network.rpcAdvertise()).hasToString("10.1.1.1:7000");
        assertThat(network.serfAdvertise()).hasToString("127.0.0.1:7001");
        assertThat(new Endpoint("::1", 1)).hasToString("[::1]:1");
    }

    @Test
    void a_server_that_listens_everywhere_advertises_one_address() throws IOException {
        AgentConfig config = read("data_dir = \"/d\"\nserver { enabled = true }");
        assertThat(config.network().rpcBind()).isEqualTo("0.0.0.0");
        assertThat(config.network().rpcAdvertise().host()).isNotEqualTo("0.0.0.0");
    }

    @Test
    void later_files_append_to_lists_replace_plugins_and_cannot_switch_off() throws IOException {
        Settings settings = settings(
                "data_dir = \"/d\"\nclient {\n enabled = true\n servers = [\"a\"]\n meta { x = 1 }\n}\n"
                        + "plugin \"raw_exec\" {\n config {\n enabled = true\n }\n}\nui { enabled = true }",
                "{\"client\": {\"enabled\": false, \"servers\": [\"b\", \"a\"], \"meta\": {\"y\": \"2\"}, \"node_class\": \"\"},"
                        + " \"plugin\": {\"raw_exec\": {\"args\": [\"v\"]}}, \"ui\": {\"enabled\": false}, \"region\": \"r\"}");
        AgentConfig config = AgentConfig.of(false, settings);
        assertThat(config.client().enabled()).isTrue();
        assertThat(config.client().servers()).containsExactly("a", "b");
        assertThat(config.client().meta()).containsEntry("x", "1").containsEntry("y", "2");
        assertThat(config.region()).isEqualTo("r");
        assertThat(config.plugins().get("raw_exec")).isEmpty();
        assertThat(settings.bool("ui.enabled", true)).isFalse();
    }

    @Test
    void values_of_the_wrong_kind_are_named_with_file_and_line_in_both_languages() throws IOException {
        Path hcl = Files.writeString(folder.resolve("a.hcl"), "server {\n  bootstrap_expect = \"three\"\n}\n");
        Path json = Files.writeString(
                folder.resolve("a.json"),
                "{\n \"region\": \"x\",\n \"server\": {\n  \"server_join\": {\"retry_max\": true}\n }\n}");
        assertThatThrownBy(() -> ConfigFiles.read(List.of(hcl.toString())))
                .hasMessageContaining("a.hcl:2:")
                .hasMessageContaining("server.bootstrap_expect must be a whole number");
        assertThatThrownBy(() -> ConfigFiles.read(List.of(json.toString())))
                .hasMessageContaining("a.json:4: server.server_join.retry_max must be a whole number, found true");
    }

    @Test
    void a_misspelt_json_key_is_named_with_its_line() throws IOException {
        Path json = Files.writeString(folder.resolve("a.json"), "{\n \"server\": {\n  \"bootstrap_expct\": 3}}");
        assertThatThrownBy(() -> ConfigFiles.read(List.of(json.toString())))
                .hasMessageContaining("a.json:3: there is no key \"server.bootstrap_expct\"")
                .hasMessageContaining("bootstrap_expect");
    }

    @Test
    void a_key_of_the_wrong_length_is_named_with_its_place_and_how_to_make_one() {
        assertThatThrownBy(() -> read("data_dir = \"/d\"\nserver {\n  enabled = true\n  encrypt = \"c2hvcnQ=\"\n}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("1.hcl:4:3: server.encrypt")
                .hasMessageContaining("this one has 5")
                .hasMessageContaining("openssl rand -base64 32");
    }

    @Test
    void what_does_not_go_together_is_refused() {
        assertThatThrownBy(() -> AgentConfig.of(true, flags("-bootstrap-expect=3")))
                .hasMessageContaining("flag -bootstrap-expect")
                .hasMessageContaining("with -dev");
        assertThatThrownBy(() -> AgentConfig.of(false, flags("-client", "-data-dir=/d", "-bootstrap-expect=3")))
                .hasMessageContaining("requires server mode to be enabled");
        assertThatThrownBy(() -> AgentConfig.of(false, flags("-server", "-data-dir=/d", "-raft-protocol=2")))
                .hasMessageContaining("must be 3");
        assertThatThrownBy(
                        () -> AgentConfig.of(false, flags("-server", "-data-dir=/d", "-retry-join=provider=aws tag=x")))
                .hasMessageContaining("cloud provider");
        assertThatThrownBy(() -> AgentConfig.of(false, flags("-server", "-data-dir=/d", "-bind={{ GetMagicIP }}")))
                .hasMessageContaining("no template function GetMagicIP");
    }

    @Test
    void what_is_most_likely_not_meant_is_warned_of() {
        assertThat(warnings("-bootstrap-expect=2", "-retry-join=10.0.0.1"))
                .anyMatch(warning -> warning.contains("even number 2"));
        assertThat(warnings("-bootstrap-expect=1")).anyMatch(warning -> warning.contains("cluster of its own"));
        assertThat(warnings()).anyMatch(warning -> warning.contains("until it is joined"));
        assertThat(warnings("-bootstrap-expect=3", "-bind=127.0.0.1"))
                .anyMatch(warning -> warning.contains("only agents on this machine"));
    }

    private static List<String> warnings(String... more) {
        String[] all = Stream.concat(Stream.of("-server", "-data-dir=/d"), Stream.of(more))
                .toArray(String[]::new);
        return AgentConfig.of(false, flags(all)).warnings();
    }
}
