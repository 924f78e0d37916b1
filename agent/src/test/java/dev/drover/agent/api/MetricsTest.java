package dev.drover.agent.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.agent.Reply;
import dev.drover.agent.TestAgent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MetricsTest {
    @RegisterExtension
    static final TestAgent agent = new TestAgent();

    @Test
    void figures_are_told_in_the_form_of_prometheus_with_labels() {
        Reply reply = agent.get("/v1/metrics?format=prometheus");
        assertThat(reply.header("Content-Type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(reply.text())
                .contains("# TYPE nomad_nomad_job_status_running gauge\n")
                .containsPattern("nomad_client_host_memory_total\\{datacenter=\"dc1\",host=\"[^\"]+\",.*node_id=\""
                        + agent.nodeId() + "\".*} [0-9.E]+\n")
                .containsPattern("nomad_client_unallocated_cpu\\{.*} [0-9.E]+\n")
                .containsPattern("nomad_client_host_cpu_idle\\{cpu=");
        assertThat(agent.get("/v1/metrics?format=odd").status()).isEqualTo(415);
    }

    @Test
    void values_of_labels_are_escaped() {
        assertThat(PrometheusText.of(List.of(new Gauges.Gauge("a.b-c", 1, Map.of("l", "q\"b\\s\nn")))))
                .isEqualTo("# TYPE a_b_c gauge\na_b_c{l=\"q\\\"b\\\\s\\nn\"} 1.0\n");
    }
}
