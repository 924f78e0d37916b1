package dev.drover.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.model.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins are scripts that write down how they were called. */
class PluginChainTest {
    private static final NetworkRequest REQUEST = new NetworkRequest(
            "a1",
            "cni/lab",
            "",
            null,
            List.of(new NetworkRequest.MappedPort("10.0.0.9", 23000, 80)),
            Map.of("NOMAD_REGION", "global"));

    @TempDir
    Path folder;

    private PluginFolders folders;

    @BeforeEach
    void place() {
        folders = new PluginFolders(List.of(folder.resolve("empty"), folder));
    }

    private void plugin(String type, String ending) throws IOException {
        Path script = Files.writeString(folder.resolve(type), """
                #!/bin/sh
                cat > %1$s/%2$s.$CNI_COMMAND.in
                echo "$CNI_CONTAINERID $CNI_NETNS $CNI_IFNAME $CNI_ARGS" > %1$s/%2$s.$CNI_COMMAND.env
                echo "%2$s $CNI_COMMAND" >> %1$s/order
                %3$s
                """.formatted(folder, type, ending));
        assertThat(script.toFile().setExecutable(true)).isTrue();
    }

    private PluginChain chain(String... types) {
        List<Map<String, Object>> plugins = List.of(types).stream()
                .<Map<String, Object>>map(type -> Map.of("type", type, "capabilities", Map.of("portMappings", true)))
                .toList();
        return new PluginChain(folders, new Conflist("lab", "1.0.0", plugins));
    }

    private static PluginChain.Connection connection() {
        return new PluginChain.Connection("a1", "/run/netns/x", REQUEST);
    }

    private Map<String, Object> input(String call) throws IOException {
        return Json.readObject(Files.readAllBytes(folder.resolve(call + ".in")));
    }

    @Test
    void each_plugin_gets_the_result_of_the_one_before() throws Exception {
        plugin("first", "echo '{\"ips\": [{\"address\": \"10.1.0.2/24\"}]}'");
        plugin("second", "echo '{\"ips\": [], \"seen\": true}'");

        String result = chain("first", "second").connect(connection());

        assertThat(input("first.ADD")).doesNotContainKey("prevResult").containsEntry("name", "lab");
        assertThat(input("second.ADD").get("prevResult"))
                .isEqualTo(Map.of("ips", List.of(Map.of("address", "10.1.0.2/24"))));
        assertThat(result).contains("seen");
        assertThat(Files.readString(folder.resolve("first.ADD.env")).strip())
                .isEqualTo("a1 /run/netns/x eth0 IgnoreUnknown=true;NOMAD_REGION=global");
    }

    @Test
    void ports_go_to_plugins_that_can_map_them_for_both_protocols() throws Exception {
        plugin("first", "echo '{}'");

        chain("first").connect(connection());

        Map<String, Object> config = input("first.ADD");
        assertThat(config).doesNotContainKey("capabilities");
        assertThat(Json.write(Objects.requireNonNull(config.get("runtimeConfig"))))
                .contains("\"hostPort\":23000", "\"containerPort\":80", "tcp", "udp", "10.0.0.9");
    }

    @Test
    void disconnecting_asks_all_in_reverse_even_when_one_fails() throws Exception {
        plugin("first", "");
        plugin("second", "echo '{\"code\": 7, \"msg\": \"no such device\"}'; exit 1");

        assertThatThrownBy(() -> chain("first", "second").disconnect(connection(), "{\"ips\": []}"))
                .isInstanceOf(NetworkException.class)
                .hasMessage("CNI plugin second failed: no such device");
        assertThat(Files.readAllLines(folder.resolve("order"))).containsExactly("second DEL", "first DEL");
        assertThat(input("first.DEL")).containsKey("prevResult");
    }

    @Test
    void a_plugin_that_is_not_there_is_named_with_the_folders() {
        assertThatThrownBy(() -> chain("absent").connect(connection()))
                .hasMessageContaining("\"absent\"")
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("client.cni_path");
    }

    @Test
    void a_type_cannot_lead_out_of_the_folders() {
        assertThatThrownBy(() -> chain("../sh").connect(connection())).hasMessageContaining("no name of a CNI plugin");
    }

    @Test
    void versions_are_those_that_plugins_tell_or_the_newest_protocol() throws Exception {
        plugin("versioned", "echo 'CNI versioned plugin v1.4.1'; exit 0");
        plugin(
                "nameless",
                "echo 'CNI nameless plugin version unknown' >&2; echo 'CNI protocol versions supported: 0.4.0, 1.0.0' >&2");
        plugin("silent", "exit 3");

        assertThat(folders.versions()).isEqualTo(Map.of("versioned", "1.4.1", "nameless", "1.0.0"));
    }
}
