package dev.drover.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.model.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConflistTest {
    @TempDir
    Path folder;

    @Test
    void a_folder_holds_lists_and_single_plugins() throws IOException {
        Files.writeString(folder.resolve("b.conflist"), """
                {"name": "lab", "cniVersion": "1.0.0", "plugins": [{"type": "ptp"}, {"type": "portmap"}]}""");
        Files.writeString(folder.resolve("a.conf"), """
                {"name": "single", "type": "macvlan", "master": "eth1"}""");
        Files.writeString(folder.resolve("readme.txt"), "no network");

        Map<String, Conflist> networks = Conflist.in(folder);

        assertThat(networks).containsOnlyKeys("lab", "single");
        Conflist lab = Objects.requireNonNull(networks.get("lab"));
        assertThat(lab.plugins()).extracting(plugin -> plugin.get("type")).containsExactly("ptp", "portmap");
        assertThat(lab.version()).isEqualTo("1.0.0");
        Conflist single = Objects.requireNonNull(networks.get("single"));
        assertThat(single.plugins()).hasSize(1);
        assertThat(single.version()).isEqualTo("0.1.0");
    }

    @Test
    void a_file_that_is_not_understood_leaves_the_others() throws IOException {
        Files.writeString(folder.resolve("a.json"), "{");
        Files.writeString(folder.resolve("b.json"), "{\"type\": \"bridge\"}");
        Files.writeString(folder.resolve("c.json"), "{\"name\": \"good\", \"type\": \"bridge\"}");

        assertThat(Conflist.in(folder)).containsOnlyKeys("good");
    }

    @Test
    void a_folder_that_is_not_there_describes_nothing() {
        assertThat(Conflist.in(folder.resolve("none"))).isEmpty();
    }

    @Test
    void a_plugin_needs_a_type() {
        assertThatThrownBy(() -> Conflist.of(
                        Json.readObject("{\"name\":\"x\",\"plugins\":[{}]}".getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("no type");
    }
}
