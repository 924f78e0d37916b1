package dev.drover.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFilesTest {
    @TempDir
    private Path folder;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void hcl_sets_keys_blocks_and_labelled_plugins() throws IOException {
        Path file = write("agent.hcl", """
                region = "east"
                ports { http = 5656 }
                client {
                  enabled = true
                  options = { "fingerprint.denylist" = "env_aws,env_gce" }
                  meta { rack = "r1" }
                  host_volume "data" { path = "/srv/data" }
                  reserved { cpu = 500 }
                }
                plugin "raw_exec" { config { enabled = true } }
                plugin "docker" {
                  config {
                    volumes { enabled = true }
                    allow_caps = ["net_raw"]
                  }
                }
                """);
        Settings settings = ConfigFiles.read(List.of(file.toString()));
        AgentConfig config = AgentConfig.of(true, settings);
        assertThat(config.region()).isEqualTo("east");
        assertThat(config.httpPort()).isEqualTo(5656);
        assertThat(config.client().options()).containsEntry("fingerprint.denylist", "env_aws,env_gce");
        assertThat(config.client().meta()).containsEntry("rack", "r1");
        assertThat(config.client().reservedCpuMhz()).isEqualTo(500);
        assertThat(settings.text("client.host_volume.data.path")).contains("/srv/data");
        assertThat(config.plugins())
                .containsEntry("raw_exec", Map.of("enabled", true))
                .containsEntry("docker", Map.of("volumes", Map.of("enabled", true), "allow_caps", List.of("net_raw")));
    }

    @Test
    void json_sets_the_same_keys() throws IOException {
        Path file = write("agent.json", """
                {"region": "east", "ports": {"http": 5656}, "client": [{"meta": {"rack": "r1"}}],
                 "plugin": {"raw_exec": {"config": {"enabled": true}}}}
                """);
        AgentConfig config = AgentConfig.of(true, ConfigFiles.read(List.of(file.toString())));
        assertThat(config.region()).isEqualTo("east");
        assertThat(config.httpPort()).isEqualTo(5656);
        assertThat(config.client().meta()).containsEntry("rack", "r1");
        assertThat(config.plugins()).containsEntry("raw_exec", Map.of("enabled", true));
    }

    @Test
    void blocks_for_other_services_are_accepted_though_nothing_here_asks_them() throws IOException {
        Path json = write("agent.json", """
                {"region": "east", "vault": {"enabled": false}, "consul": {"client_auto_join": false},
                 "keyring": {"awskms": {"active": true, "region": "eu-1"}}}
                """);
        Path hcl = write("agent.hcl", """
                vault { enabled = false }
                consul { address = "127.0.0.1:8500" }
                keyring "transit" { key_name = "k" }
                telemetry { prometheus_metrics = true }
                """);

        Settings settings = ConfigFiles.read(List.of(json.toString(), hcl.toString()));

        assertThat(settings.text("region")).contains("east");
        assertThat(settings.bool("vault.enabled", true)).isFalse();
        assertThat(settings.text("consul.address")).contains("127.0.0.1:8500");
    }

    @Test
    void files_of_a_folder_are_read_in_the_order_of_their_names_and_later_ones_win() throws IOException {
        write("10-base.hcl", "region = \"a\"\nname = \"base\"");
        write("20-more.hcl", "region = \"b\"");
        write("notes.txt", "not a configuration");
        Settings settings = ConfigFiles.read(List.of(folder.toString()));
        assertThat(settings.text("region")).contains("b");
        assertThat(settings.text("name")).contains("base");
    }

    @Test
    void a_misspelt_key_is_an_error_with_place_and_suggestion() throws IOException {
        Path file = write("agent.hcl", "client {\n  enabledd = true\n}\nservr { enabled = true }\n");
        assertThatThrownBy(() -> ConfigFiles.read(List.of(file.toString())))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("agent.hcl:2:3")
                .hasMessageContaining("Did you mean \"enabled\"?")
                .hasMessageContaining("agent.hcl:4:1")
                .hasMessageContaining("Did you mean \"server\"?");
    }

    @Test
    void a_misspelt_json_key_is_an_error_with_a_suggestion() throws IOException {
        Path file = write("agent.json", "{\"client\": {\"node_clas\": \"x\"}}");
        assertThatThrownBy(() -> ConfigFiles.read(List.of(file.toString())))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("client.node_clas")
                .hasMessageContaining("node_class");
    }

    @Test
    void a_missing_file_is_named() {
        assertThatThrownBy(() ->
                        ConfigFiles.read(List.of(folder.resolve("none.hcl").toString())))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("none.hcl: there is no such file");
    }
}
