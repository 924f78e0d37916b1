package dev.drover.cli.debug;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.cli.FakeAgent;
import dev.drover.cli.Terminal;
import dev.drover.model.wire.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebugCommandTest {
    private static final String NODE = "b547cd3a-085f-68c2-55f4-e99beebb0433";
    private static final String OTHER = "20c0964b-72cc-4083-87fe-ec6905b6230a";

    @TempDir
    Path folder;

    private final FakeAgent agent = new FakeAgent();

    @BeforeEach
    void answerAll() {
        agent.on("GET /v1/agent/members", "{\"Members\":[{\"Name\":\"one.global\"},{\"Name\":\"two.global\"}]}")
                .on("GET /v1/nodes", "[{\"ID\":\"" + NODE + "\",\"NodeClass\":\"big\"},{\"ID\":\"" + OTHER + "\"}]")
                .on(
                        "GET /v1/agent/self",
                        "{\"config\":{\"ACL\":{\"ReplicationToken\":\"hush\"},\"Region\":\"global\"}}")
                .on("GET /v1/agent/monitor", "2026 [INFO] started with token=hush and more\n")
                .on("GET /v1/agent/pprof/goroutine", "threads")
                .on("GET /v1/jobs", "[{\"ID\":\"example\"}]");
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    private Terminal.Result debug(String... more) {
        return Terminal.with(agent)
                .in(folder)
                .run(Stream.concat(
                                Stream.of("operator", "debug", "-duration", "1s", "-interval", "1s"), Stream.of(more))
                        .toArray(String[]::new));
    }

    private Map<String, String> archive() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> list = Files.list(folder)) {
            Path archive = list.toList().getFirst();
            try (TarArchiveInputStream tar = new TarArchiveInputStream(
                    new GzipCompressorInputStream(new ByteArrayInputStream(Files.readAllBytes(archive))))) {
                for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    files.put(
                            entry.getName().substring(entry.getName().indexOf('/') + 1),
                            new String(tar.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return files;
    }

    @Test
    void an_archive_holds_state_logs_and_profiles_of_the_agents_that_were_named() throws IOException {
        Terminal.Result result = debug("-server-id", "one.global", "-node-id", "b5");

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("Servers: (1/2) [one.global]", "Clients: (1/2) [" + NODE + "]", "Capture interval 0000")
                .contains("Created debug archive: nomad-debug-2026-11-23-005320Z.tar.gz");
        assertThat(archive())
                .containsKeys(
                        "cluster/agent-self.json",
                        "nomad/0000/jobs.json",
                        "server/one.global/monitor.log",
                        "server/one.global/goroutine_0000.txt",
                        "client/" + NODE + "/monitor.log",
                        "index.json")
                .doesNotContainKey("server/two.global/monitor.log");
        assertThat(agent.requests())
                .extracting(FakeAgent.Request::target)
                .anyMatch(target -> target.startsWith("/v1/agent/monitor") && target.contains("node_id=" + NODE));
    }

    @Test
    void secrets_are_taken_out() throws IOException {
        debug("-server-id", "one.global", "-node-id", "none");

        Map<String, String> files = archive();
        assertThat(files.get("cluster/agent-self.json"))
                .contains("global", Redaction.REDACTED)
                .doesNotContain("hush");
        assertThat(files.get("server/one.global/monitor.log"))
                .contains("and more", Redaction.REDACTED)
                .doesNotContain("hush");
    }

    @Test
    void what_could_not_be_captured_is_listed_and_stops_nothing() throws IOException {
        Terminal.Result result = debug("-server-id", "one.global", "-node-id", "none", "-verbose");

        assertThat(result.code()).isZero();
        assertThat(result.err()).contains("Not captured: cluster/regions.json");
        List<?> missing = (List<?>)
                Json.readObject(archive().getOrDefault("index.json", "").getBytes(StandardCharsets.UTF_8))
                        .get("Missing");
        assertThat(missing).anyMatch(each -> String.valueOf(each).startsWith("cluster/regions.json"));
    }

    @Test
    void with_output_files_stay_in_a_folder() {
        Terminal.Result result = debug("-output", "out", "-node-id", "none", "-server-id", "none");

        assertThat(result.out())
                .contains("Created debug directory: " + folder.resolve("out/nomad-debug-2026-11-23-005320Z"));
        assertThat(folder.resolve("out/nomad-debug-2026-11-23-005320Z/nomad/0000/jobs.json"))
                .content()
                .contains("example");
    }

    @Test
    void nodes_are_chosen_by_class_and_capped() {
        assertThat(debug("-server-id", "none", "-node-class", "big").out()).contains("Clients: (1/2) [" + NODE + "]");
        assertThat(debug("-server-id", "none", "-max-nodes", "1", "-output", "more")
                        .out())
                .contains("Clients: (1/2)", "Max node count reached (1)");
    }

    @Test
    void what_does_not_exist_or_fit_is_refused_before_anything_is_captured() {
        assertThat(debug("-server-id", "three").err()).contains("No server is called three", "one.global");
        assertThat(debug("-node-id", "ffff").err()).contains("No node(s) with prefix or id \"ffff\" found");
        assertThat(debug("-interval", "2s").err()).contains("interval");
        assertThat(debug("-log-file-export", "-log-lookback", "1h").err()).contains("cannot be used together");
        assertThat(folder).isEmptyDirectory();
    }
}
