package dev.drover.agent.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.agent.Reload;
import dev.drover.agent.Reply;
import dev.drover.agent.TestAgent;
import dev.drover.agent.TestJobs;
import dev.drover.agent.config.AgentConfig;
import dev.drover.agent.config.Settings;
import dev.drover.server.metric.Meters;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    void what_a_server_did_is_counted_and_timed() {
        agent.run(TestJobs.batch("counted", "true"), "counted", "complete");
        String text = agent.get("/v1/metrics?format=prometheus").text();
        assertThat(text)
                .containsPattern("# TYPE nomad_raft_apply counter\nnomad_raft_apply\\{host=\"[^\"]+\"} [0-9.E]+\n")
                .containsPattern("nomad_nomad_plan_submit_count\\{host=\"[^\"]+\"} [1-9]")
                .containsPattern("nomad_nomad_job_summary_complete\\{.*job=\"counted\".*} 1.0\n")
                .contains("# TYPE nomad_nomad_worker_invoke_scheduler_batch summary\n")
                .contains("nomad_nomad_broker_total_ready", "nomad_nomad_plan_queue_depth");
    }

    @Test
    void answers_are_timed_and_evaluations_told_apart_by_type() {
        agent.run(TestJobs.batch("timed", "true"), "timed", "complete");
        agent.get("/v1/job/timed");
        agent.get("/v1/client/stats");
        String text = agent.get("/v1/metrics?format=prometheus").text();
        assertThat(text)
                .containsPattern("nomad_nomad_job_register_count\\{.*} [1-9]")
                .containsPattern("nomad_nomad_job_get_job_count\\{.*} [1-9]")
                .containsPattern("nomad_client_client_stats_stats_count\\{.*} [1-9]")
                .containsPattern(
                        "nomad_nomad_broker_wait_time_count\\{eval_type=\"batch\",.*triggered_by=\"job-register\"} [1-9]")
                .containsPattern("nomad_nomad_broker_response_time_count\\{eval_type=\"batch\"")
                .containsPattern("nomad_nomad_broker_batch_ready\\{.*} 0")
                .containsPattern("nomad_nomad_heartbeat_active\\{.*} 1.0")
                .containsPattern("nomad_nomad_autopilot_healthy\\{.*} 1.0");
    }

    @Test
    void every_timer_of_an_answer_is_of_a_route() {
        Set<String> routes = new HashSet<>();
        AgentConfig config = AgentConfig.of(true, new Settings());
        Api.routes(config, new Parts(Optional.empty(), Optional.empty()), new Reload(() -> config))
                .forEach(route -> route.methods().forEach(method -> routes.add(method + " " + route.path())));
        assertThat(routes).containsAll(new TimedRoutes(new Meters()).timed());
    }

    private static Meters.Reading reading(Meters.Kind kind, String node) {
        Meters.Values three = new Meters.Values(3, 6, 14, 1, 3);
        return new Meters.Reading(kind, "a.b", Map.of("node", node), three, three);
    }

    @Test
    void counters_and_timers_of_one_name_stand_together() {
        assertThat(PrometheusText.of(
                        List.of(),
                        List.of(reading(Meters.Kind.COUNTER, "x"), reading(Meters.Kind.COUNTER, "y")),
                        Map.of("host", "h")))
                .isEqualTo("# TYPE a_b counter\na_b{host=\"h\",node=\"x\"} 6.0\na_b{host=\"h\",node=\"y\"} 6.0\n");
        assertThat(PrometheusText.of(List.of(), List.of(reading(Meters.Kind.TIMER, "x")), Map.of()))
                .isEqualTo("# TYPE a_b summary\na_b_sum{node=\"x\"} 6.0\na_b_count{node=\"x\"} 3.0\n");
    }

    @Test
    void values_of_labels_are_escaped() {
        assertThat(PrometheusText.of(
                        List.of(new Gauges.Gauge("a.b-c", 1, Map.of("l", "q\"b\\s\nn"))), List.of(), Map.of()))
                .isEqualTo("# TYPE a_b_c gauge\na_b_c{l=\"q\\\"b\\\\s\\nn\"} 1.0\n");
    }
}
