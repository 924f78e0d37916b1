package dev.drover.dist.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drover.dist.FreePort;
import dev.drover.dist.Needs;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators see of an agent with the tools that they have. */
class MonitoringIT {
    private static final Path PROMETHEUS = Path.of("/usr/bin/prometheus");

    @TempDir
    Path folder;

    @Test
    void prometheus_scrapes_an_agent() throws IOException, InterruptedException {
        Needs.that(Files.isExecutable(PROMETHEUS), "prometheus is not installed");
        try (DevAgent agent = DevAgent.start(folder)) {
            String target = agent.address().substring("http://".length());
            Path config = Files.writeString(folder.resolve("prometheus.yml"), """
                    global:
                      scrape_interval: 1s
                    scrape_configs:
                      - job_name: drover
                        metrics_path: /v1/metrics
                        params:
                          format: [prometheus]
                        static_configs:
                          - targets: ["%s"]
                    """.formatted(target));
            String own = "127.0.0.1:" + FreePort.next();
            Path log = folder.resolve("prometheus.log");
            Process prometheus = new ProcessBuilder(
                            PROMETHEUS.toString(),
                            "--config.file=" + config,
                            "--storage.tsdb.path=" + folder.resolve("series"),
                            "--web.listen-address=" + own)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            try {
                String up = "http://" + own + "/api/v1/query?query=" + encoded("up{job=\"drover\"}");
                await().atMost(DevAgent.PATIENCE)
                        .until(() -> DevAgent.body(up).contains(",\"1\"]") || !prometheus.isAlive());
                assertThat(prometheus.isAlive()).as(() -> text(log)).isTrue();
                String figure = DevAgent.body("http://" + own + "/api/v1/query?query="
                        + encoded("nomad_client_host_memory_total{datacenter=\"dc1\"}"));
                assertThat(figure).contains("\"node_pool\":\"default\"");
                String changes =
                        DevAgent.body("http://" + own + "/api/v1/query?query=" + encoded("nomad_raft_apply > 0"));
                assertThat(changes).contains("\"job\":\"drover\"");
            } finally {
                prometheus.destroy();
                assertThat(prometheus.waitFor(30, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    @Test
    void the_commands_about_agents_are_answered() {
        try (DevAgent agent = DevAgent.start(folder)) {
            agent.program().run("plugin", "status").exits(0);
            agent.program().run("recommendation", "list").exits(0);
            agent.program().run("sentinel", "list").exits(0);
            agent.program().run("node", "meta", "apply", "rack=r7").exits(0);
            assertThat(agent.program().run("node", "meta", "read").exits(0).output())
                    .contains("rack");
        }
    }

    private static String encoded(String query) {
        return URLEncoder.encode(query, StandardCharsets.UTF_8);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            return String.valueOf(unreadable.getMessage());
        }
    }
}
