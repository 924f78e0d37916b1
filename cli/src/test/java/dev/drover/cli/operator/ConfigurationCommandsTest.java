package dev.drover.cli.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.cli.FakeAgent;
import dev.drover.cli.Terminal;
import dev.drover.cli.Terminal.Result;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What operators set and look at: scheduler, autopilot, keys, metrics. */
class ConfigurationCommandsTest {
    private static final String AUTOPILOT = """
            {"CleanupDeadServers":true,"LastContactThreshold":"200ms","MaxTrailingLogs":250,"MinQuorum":0,
             "ServerStabilizationTime":"10s","ModifyIndex":12}
            """;

    private final FakeAgent agent = new FakeAgent();
    private final Terminal terminal = Terminal.with(agent);

    @AfterEach
    void stop() {
        agent.close();
    }

    @Test
    void the_scheduler_configuration_is_shown() {
        agent.on(
                "GET /v1/operator/scheduler/configuration",
                "{\"SchedulerConfig\":{\"SchedulerAlgorithm\":\"spread\",\"ModifyIndex\":5,\"NodeLimitForFeasibilityChecks\":7}}");

        assertThat(terminal.run("operator", "scheduler", "get-config").out()).isEqualTo("""
                        Scheduler Algorithm               = spread
                        Memory Oversubscription           = false
                        Reject Job Registration           = false
                        Pause Eval Broker                 = false
                        Preemption System Scheduler       = true
                        Preemption Service Scheduler      = false
                        Preemption Batch Scheduler        = false
                        Preemption SysBatch Scheduler     = false
                        Node Limit For Feasibility Checks = 7
                        Modify Index                      = 5
                        """);
    }

    @Test
    void only_what_was_named_of_the_scheduler_is_changed() {
        agent.on(
                        "GET /v1/operator/scheduler/configuration",
                        "{\"SchedulerConfig\":{\"SchedulerAlgorithm\":\"spread\",\"PauseEvalBroker\":true}}")
                .on("PUT /v1/operator/scheduler/configuration", "{\"Updated\":true}");

        Result result = terminal.run(
                "operator",
                "scheduler",
                "set-config",
                "-preempt-batch-scheduler=true",
                "-pause-eval-broker=false",
                "-check-index=9");

        assertThat(result.out()).isEqualTo("Scheduler configuration updated!\n");
        FakeAgent.Request request = agent.last("PUT /v1/operator/scheduler/configuration");
        assertThat(request.target()).endsWith("?cas=9");
        assertThat(request.body())
                .contains("\"SchedulerAlgorithm\":\"spread\"")
                .contains("\"BatchSchedulerEnabled\":true")
                .contains("\"PauseEvalBroker\":false");
    }

    @Test
    void a_change_that_somebody_else_was_faster_than_fails() {
        agent.on("GET /v1/operator/scheduler/configuration", "{}")
                .on("PUT /v1/operator/scheduler/configuration", "{\"Updated\":false}");

        Result result = terminal.run("operator", "scheduler", "set-config", "-check-index=9");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("could not be atomically updated");
        assertThat(terminal.run("operator", "scheduler", "set-config", "-scheduler-algorithm=best")
                        .err())
                .contains("expected binpack or spread");
    }

    @Test
    void autopilot_is_shown_and_changed() {
        agent.on("GET /v1/operator/autopilot/configuration", AUTOPILOT)
                .on("PUT /v1/operator/autopilot/configuration", "true");

        assertThat(terminal.run("operator", "autopilot", "get-config").out())
                .startsWith("CleanupDeadServers = true\nLastContactThreshold = 200ms\nMaxTrailingLogs = 250\n");
        assertThat(terminal.run(
                                "operator",
                                "autopilot",
                                "set-config",
                                "-cleanup-dead-servers=false",
                                "-last-contact-threshold=1s")
                        .out())
                .isEqualTo("Configuration updated!\n");
        FakeAgent.Request request = agent.last("PUT /v1/operator/autopilot/configuration");
        assertThat(request.target()).endsWith("?cas=12");
        assertThat(request.body())
                .contains("\"CleanupDeadServers\":false")
                .contains("\"LastContactThreshold\":\"1s\"")
                .contains("\"MaxTrailingLogs\":250");
    }

    @Test
    void a_group_that_is_not_healthy_is_shown_all_the_same() {
        agent.on("GET /v1/operator/autopilot/health", 429, """
                {"Healthy":false,"FailureTolerance":0,"Leader":"s1","Voters":["s1"],
                 "Servers":[{"ID":"s1","Name":"host1.global","Address":"127.0.0.1:4647","SerfStatus":"alive","Version":"2.0.0",
                   "Leader":true,"Voter":true,"Healthy":true,"LastContact":"0s","LastTerm":2,"LastIndex":51,
                   "StableSince":"2026-11-23T00:53:05Z"}]}
                """);

        assertThat(terminal.run("operator", "autopilot", "health").out()).isEqualTo("""
                        Healthy: false
                        FailureTolerance: 0
                        Leader: s1
                        Voters: \s
                        \ts1
                        Servers:\s
                        ID  Name          Address         SerfStatus  Version  Leader  Voter  Healthy  LastContact  LastTerm  LastIndex  StableSince
                        s1  host1.global  127.0.0.1:4647  alive       2.0.0    true    true   true     0s           2         51         2026-11-23 00:53:05 +0000 UTC

                        """);
    }

    @Test
    void gossip_keys_have_32_bytes() {
        String key =
                terminal.run("operator", "gossip", "keyring", "generate").out().strip();

        assertThat(Base64.getDecoder().decode(key)).hasSize(32);
        assertThat(terminal.run("operator", "gossip", "keyring", "generate").out())
                .isNotEqualTo(key + "\n");
    }

    @Test
    void gossip_keys_are_listed_and_changed() {
        agent.on("GET /v1/agent/keyring/list", "{\"Keys\":{\"b\":1,\"a\":3},\"NumNodes\":3}")
                .on("PUT /v1/agent/keyring/use", "{}")
                .on("PUT /v1/agent/keyring/remove", 500, "3/3 nodes reported failure");

        assertThat(terminal.run("operator", "gossip", "keyring", "list").out())
                .isEqualTo("Gathering installed encryption keys...\nKey\na\nb\n");
        assertThat(terminal.run("operator", "gossip", "keyring", "use", "a").code())
                .isZero();
        assertThat(agent.last("PUT /v1/agent/keyring/use").body()).isEqualTo("{\"Key\":\"a\"}");
        assertThat(terminal.run("operator", "gossip", "keyring", "remove", "a").err())
                .isEqualTo("error: Unexpected response code: 500 (3/3 nodes reported failure)\n");
    }

    @Test
    void root_keys_are_listed_rotated_and_removed() {
        String key =
                "{\"KeyID\":\"33374156-9f81-b14c-83d4-a2f1f87dbf99\",\"State\":\"active\",\"CreateTime\":1795395197000000000}";
        agent.on("GET /v1/operator/keyring/keys", "[" + key + "]")
                .on("PUT /v1/operator/keyring/rotate", "{\"Key\":" + key + "}")
                .on("DELETE /v1/operator/keyring/key/k1", "");

        assertThat(terminal.run("operator", "root", "keyring", "list").out()).isEqualTo("""
                        Key       State   Create Time           Publish Time
                        33374156  active  2026-11-23T00:53:17Z  <none>
                        """);
        assertThat(terminal.run("operator", "root", "keyring", "rotate", "-prepublish", "1h")
                        .out())
                .contains("33374156");
        assertThat(agent.last("PUT /v1/operator/keyring/rotate").target())
                .endsWith("?publish_time=1795398800000000000");
        assertThat(terminal.run("operator", "root", "keyring", "rotate").err()).contains("either -now or -prepublish");
        assertThat(terminal.run("operator", "root", "keyring", "remove", "-force", "k1")
                        .out())
                .isEqualTo("Removed encryption key k1\n");
        assertThat(agent.last("DELETE /v1/operator/keyring/key/k1").target()).endsWith("?force=true");
    }

    @Test
    void metrics_come_as_json_or_as_text() {
        agent.on("GET /v1/metrics", "{\"Gauges\":[{\"Name\":\"a\"}]}");

        assertThat(terminal.run("operator", "metrics").out()).isEqualTo("{\"Gauges\":[{\"Name\":\"a\"}]}\n");
        assertThat(terminal.run("operator", "metrics", "-t", "{{range .Gauges}}{{.Name}}{{end}}")
                        .out())
                .isEqualTo("a\n");
        terminal.run("operator", "metrics", "-format", "prometheus");
        assertThat(agent.last("GET /v1/metrics").target()).endsWith("?format=prometheus");
    }

    @Test
    void no_license_is_needed() {
        agent.on("GET /v1/operator/license", 204, "");

        assertThat(terminal.run("license", "get").out()).contains("No license is needed");
        assertThat(terminal.run("license", "inspect", "x").code()).isEqualTo(1);
    }

    @Test
    void the_check_of_an_agent_ends_with_2_where_something_is_wrong() {
        String stats = "{\"stats\":{\"nomad\":{\"server\":\"true\"},\"raft\":{\"num_peers\":\"2\"},"
                + "\"client\":{\"known_servers\":\"a:1,b:1\",\"heartbeat_ttl\":\"20s\",\"last_heartbeat\":\"3.5s\"}}}";
        agent.on("GET /v1/agent/self", stats).on("GET /v1/status/leader", "\"a:1\"");

        assertThat(terminal.run("check").code()).isZero();
        assertThat(terminal.run("check", "-min-peers=3").code()).isEqualTo(2);
        assertThat(terminal.run("check", "-min-servers=3").err()).contains("knows 2 servers");
    }

    @Test
    void the_log_of_an_agent_is_written_as_it_comes() {
        agent.on("GET /v1/agent/monitor", "one\ntwo\n").on("GET /v1/agent/monitor/export", "old\n");

        assertThat(terminal.run("monitor", "-log-level", "debug", "-server-id", "leader")
                        .out())
                .isEqualTo("one\ntwo\n");
        assertThat(agent.last("GET /v1/agent/monitor").target())
                .contains("server_id=leader")
                .contains("log_level=debug")
                .contains("plain=true");
        assertThat(terminal.run("monitor", "export", "-on-disk").out()).isEqualTo("old\n");
        assertThat(terminal.run("monitor", "export").err()).contains("either -on-disk or -service-name");
    }

    @Test
    void the_address_of_a_page_of_the_web_ui_is_shown() {
        agent.on("PUT /v1/search", "{\"Matches\":{\"jobs\":[\"web/1\"]}}");

        assertThat(terminal.run("ui", "-show-url").out()).isEqualTo("URL for web UI: " + agent.address() + "/ui/\n");
        assertThat(terminal.run("ui", "-show-url", "web").out()).endsWith("/ui/jobs/web%2F1\n");
    }
}
