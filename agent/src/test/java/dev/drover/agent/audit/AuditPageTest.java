package dev.drover.agent.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.agent.config.AgentConfig;
import dev.drover.agent.config.AuditSettings;
import dev.drover.agent.config.ConfigFiles;
import dev.drover.agent.config.Settings;
import dev.drover.agent.gate.Gate;
import dev.drover.agent.http.Exchange;
import dev.drover.agent.http.RequestHead;
import dev.drover.model.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/audit.md shows is so. */
class AuditPageTest {
    private static final Path PAGE =
            Path.of(System.getProperty("drover.root", "..")).resolve("docs").resolve("audit.md");

    @TempDir
    Path folder;

    private static String block(String language) throws IOException {
        Matcher block = Pattern.compile("(?ms)^```" + language + "\n(.*?)^```$").matcher(Files.readString(PAGE));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    @Test
    void the_configuration_that_it_shows_is_understood() throws IOException {
        Path file = Files.writeString(folder.resolve("agent.hcl"), block("hcl"));
        Settings settings = ConfigFiles.read(List.of(file.toString()));
        AuditSettings audit = AgentConfig.of(true, settings).audit();
        assertThat(audit.enabled()).isTrue();
        AuditSettings.Sink sink = audit.sinks().getFirst();
        assertThat(sink.path()).contains(Path.of("/var/log/drover/audit.log"));
        assertThat(sink.rotateBytes()).isEqualTo(100_000_000);
        assertThat(sink.rotateAfter()).isEqualTo(Duration.ofHours(24));
        assertThat(sink.maxFiles()).isEqualTo(30);
        assertThat(sink.mode()).hasSize(3);
        assertThat(audit.filters().getFirst().endpoints()).containsExactly("/v1/metrics", "/v1/agent/health");
    }

    @Test
    void the_record_that_it_shows_has_the_fields_of_a_record() throws Exception {
        Settings settings = new Settings();
        AuditLog log = AuditLog.open(AgentConfig.of(true, settings).audit(), folder, Clock.systemUTC());
        Exchange exchange = new Exchange() {
            @Override
            public RequestHead head() {
                return new RequestHead("GET", "/v1/jobs", 0, Map.of());
            }

            @Override
            public InputStream body() {
                return InputStream.nullInputStream();
            }

            @Override
            public OutputStream answer(int status, Map<String, String> headers) {
                return OutputStream.nullOutputStream();
            }
        };
        new AuditedRequests(asked -> asked.answer(200, Map.of()).close(), Gate.open(), log, "host:1").handle(exchange);
        log.close();
        Set<String> shown = paths("", Json.readObject(block("json").getBytes(StandardCharsets.UTF_8)));
        // Nobody is named where access control is off.
        shown.removeIf(path -> path.startsWith(".payload.auth"));
        List<String> lines = Files.readAllLines(folder.resolve("audit").resolve("audit.log"));
        assertThat(lines).hasSize(2);
        assertThat(paths("", Json.readObject(lines.getLast().getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(shown);
    }

    private static Set<String> paths(String prefix, Map<?, ?> tree) {
        Set<String> paths = new TreeSet<>();
        tree.forEach((name, value) -> {
            paths.add(prefix + "." + name);
            if (value instanceof Map<?, ?> inner) {
                paths.addAll(paths(prefix + "." + name, inner));
            }
        });
        return paths;
    }
}
