package dev.drover.agent.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.agent.Reply;
import dev.drover.agent.TestAgent;
import dev.drover.agent.TestJobs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NodesAndOperatorsTest {
    @RegisterExtension
    static final TestAgent agent = new TestAgent();

    @Test
    void a_node_never_tells_its_secret() {
        Reply node = agent.get("/v1/node/" + agent.nodeId());
        assertThat(node.text("Status")).isEqualTo("ready");
        assertThat(node.text("SecretID")).isEmpty();
        assertThat(node.text("Drivers.raw_exec.Detected")).isEqualTo("true");
    }

    @Test
    void resources_and_system_of_nodes_are_listed_on_demand() {
        assertThat(agent.get("/v1/nodes").text())
                .doesNotContain("NodeResources")
                .doesNotContain("os.name");
        assertThat(agent.get("/v1/nodes?resources=true").text()).contains("NodeResources");
        assertThat(agent.get("/v1/nodes?os=true").text()).contains("os.name");
    }

    @Test
    void resources_and_tasks_of_allocations_are_listed_on_demand() {
        agent.run(TestJobs.service("listed", "exec sleep 600"), "listed", "running");
        Reply usual = agent.get("/v1/allocations?filter=JobID==listed");
        assertThat(usual.text()).doesNotContain("AllocatedResources");
        assertThat(usual.text("[0].TaskStates.t.State")).isEqualTo("running");
        Reply other = agent.get("/v1/allocations?filter=JobID==listed&resources=true&task_states=false");
        assertThat(other.number("[0].AllocatedResources.Tasks.t.Memory.MemoryMB"))
                .isEqualTo(10);
        assertThat(other.text("[0].TaskStates")).isEqualTo("null");
    }

    @Test
    void a_node_can_be_closed_for_new_work_and_opened_again() {
        String path = "/v1/node/" + agent.nodeId() + "/eligibility";
        Reply closed = agent.put(path, "{\"Eligibility\": \"ineligible\"}");
        assertThat(closed.header("X-Nomad-Index")).isEqualTo(closed.text("Index"));
        assertThat(agent.get("/v1/nodes").text("[0].SchedulingEligibility")).isEqualTo("ineligible");
        assertThat(agent.put(path, "{\"Eligibility\": \"maybe\"}").status()).isEqualTo(400);
        assertThat(agent.put(path, "{\"Eligibility\": \"eligible\"}").status()).isEqualTo(200);
        assertThat(agent.get("/v1/nodes").text("[0].SchedulingEligibility")).isEqualTo("eligible");
    }

    @Test
    void a_drain_empties_the_node_and_ending_it_opens_the_node() {
        agent.run(TestJobs.service("leaving", "exec sleep 600"), "leaving", "running");
        String node = "/v1/node/" + agent.nodeId();
        Reply begun = agent.put(
                node + "/drain",
                "{\"DrainSpec\": {\"Deadline\": 3600000000000, \"IgnoreSystemJobs\": false}, \"Meta\": {\"why\": \"disk\"}}");
        assertThat(begun.status()).isEqualTo(200);
        assertThat(begun.header("X-Nomad-Index")).isEqualTo(begun.text("Index"));
        assertThat(begun.text("NodeModifyIndex")).isEqualTo(begun.text("Index"));
        Reply done = agent.await(node, tree -> tree.toString().contains("Node drain complete"));
        assertThat(done.text("Drain")).isEqualTo("false");
        assertThat(done.text("DrainStrategy")).isEqualTo("null");
        assertThat(done.text("SchedulingEligibility")).isEqualTo("ineligible");
        assertThat(done.text("LastDrain.Status")).isEqualTo("complete");
        assertThat(done.text("LastDrain.Meta.why")).isEqualTo("disk");
        assertThat(agent.get(node + "/allocations").text()).doesNotContain("\"ClientStatus\":\"running\"");

        assertThat(agent.put(node + "/drain", "{\"DrainSpec\": null, \"MarkEligible\": true}")
                        .status())
                .isEqualTo(200);
        assertThat(agent.get("/v1/nodes").text("[0].SchedulingEligibility")).isEqualTo("eligible");
        String unknown = "/v1/node/11111111-2222-3333-4444-555555555555/drain";
        assertThat(agent.put(unknown, "{\"DrainSpec\": null}").status()).isEqualTo(404);
    }

    @Test
    void the_scheduler_is_set_only_when_nobody_else_was_faster() {
        String path = "/v1/operator/scheduler/configuration";
        String spread = "{\"SchedulerAlgorithm\": \"spread\"}";
        assertThat(agent.get(path).text("SchedulerConfig.SchedulerAlgorithm")).isEqualTo("binpack");
        assertThat(agent.put(path + "?cas=1000000", spread).text("Updated")).isEqualTo("false");
        String index = agent.get(path).text("SchedulerConfig.ModifyIndex");
        assertThat(agent.put(path + "?cas=" + index, spread).text("Updated")).isEqualTo("true");
        assertThat(agent.get(path).text("SchedulerConfig.SchedulerAlgorithm")).isEqualTo("spread");
        assertThat(agent.put(path, "{\"SchedulerAlgorithm\": \"nonsense\"}").status())
                .isEqualTo(400);
        assertThat(agent.put(path, "{\"SchedulerAlgorithm\": \"binpack\"}").status())
                .isEqualTo(200);
    }

    @Test
    void autopilot_is_set_only_when_nobody_else_was_faster_and_only_to_what_there_is() {
        String path = "/v1/operator/autopilot/configuration";
        assertThat(agent.get(path).text("LastContactThreshold")).isEqualTo("200ms");
        String changed =
                "{\"MaxTrailingLogs\": 7, \"LastContactThreshold\": 1000000000, \"ServerStabilizationTime\": \"2s\"}";
        assertThat(agent.put(path + "?cas=1000000", changed).text()).isEqualTo("false");
        String index = agent.get(path).text("ModifyIndex");
        assertThat(agent.put(path + "?cas=" + index, changed).text()).isEqualTo("true");
        Reply now = agent.get(path);
        assertThat(now.text("LastContactThreshold")).isEqualTo("1s");
        assertThat(now.text("ServerStabilizationTime")).isEqualTo("2s");
        assertThat(now.text("MaxTrailingLogs")).isEqualTo("7");
        assertThat(now.text("CleanupDeadServers")).isEqualTo("false");
        Reply refused = agent.put(path, "{\"EnableRedundancyZones\": true, \"MinQuorum\": -1}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text())
                .contains("redundancy zones are not supported")
                .contains("smallest quorum");
        assertThat(agent.put(path, "{\"CleanupDeadServers\": true}").text()).isEqualTo("true");
    }

    @Test
    void the_agent_says_who_it_is_and_that_it_is_well() {
        assertThat(agent.get("/v1/status/leader").text()).isEqualTo("\"127.0.0.1:4647\"");
        assertThat(agent.get("/v1/status/peers").text()).isEqualTo("[\"127.0.0.1:4647\"]");
        assertThat(agent.get("/v1/regions").text()).isEqualTo("[\"global\"]");
        assertThat(agent.get("/v1/agent/members").text("Members[0].Status")).isEqualTo("alive");
        assertThat(agent.get("/v1/agent/self").text("stats.nomad.leader")).isEqualTo("true");
        assertThat(agent.get("/v1/agent/health").text("server.ok")).isEqualTo("true");
        assertThat(agent.get("/v1/agent/health?type=client").text()).doesNotContain("\"server\":{");
        Reply self = agent.get("/v1/agent/self");
        assertThat(self.text("member.Tags.id"))
                .isEqualTo(agent.get("/v1/operator/autopilot/health").text("Leader"))
                .isEqualTo(agent.get("/v1/agent/schedulers").text("server_id"));
    }

    @Test
    void there_is_a_worker_for_each_that_is_configured() {
        long number = agent.get("/v1/agent/schedulers/config").number("num_schedulers");
        assertThat(number).isPositive();
        assertThat(agent.get("/v1/agent/schedulers").text("schedulers[" + (number - 1) + "].status"))
                .isEqualTo("Started");
        assertThat(agent.get("/v1/agent/schedulers").at("schedulers[" + number + "]"))
                .isNull();
    }

    @Test
    void no_license_is_needed_and_access_control_is_off() {
        assertThat(agent.get("/v1/operator/license").status()).isEqualTo(204);
        assertThat(agent.get("/v1/acl/tokens").status()).isEqualTo(400);
        assertThat(agent.get("/v1/acl/tokens").text()).isEqualTo("ACL support disabled");
        assertThat(agent.get("/v1/acl/token/self").text("AccessorID")).isEqualTo("acls-disabled");
    }

    @Test
    void metrics_are_figures_that_were_measured() {
        agent.run(TestJobs.service("measured", "exec sleep 600"), "measured", "running");
        Reply metrics = agent.get("/v1/metrics?filler=1");
        assertThat(metrics.text("Timestamp")).endsWith("+0000 UTC");
        assertThat(metrics.at("Counters")).isInstanceOf(List.class);
        assertThat(metrics.at("Samples")).isInstanceOf(List.class);
        assertThat(gauge(metrics, "nomad.nomad.job_status.running")).isGreaterThanOrEqualTo(1);
        assertThat(gauge(metrics, "nomad.client.allocated.memory")).isGreaterThanOrEqualTo(10);
        assertThat(gauge(metrics, "nomad.client.host.memory.total")).isGreaterThan(1 << 20);
        assertThat(agent.get("/v1/metrics?format=statsd").status()).isEqualTo(415);
    }

    private static long gauge(Reply metrics, String name) {
        for (int i = 0; metrics.at("Gauges[" + i + "]") != null; i++) {
            if (metrics.text("Gauges[" + i + "].Name").equals(name)) {
                return metrics.number("Gauges[" + i + "].Value");
            }
        }
        throw new AssertionError("no gauge " + name);
    }

    @Test
    void search_finds_by_beginning_and_by_part() {
        String id = agent.run(TestJobs.service("needle-in-hay", "exec sleep 600"), "needle-in-hay", "running");
        Reply found = agent.put("/v1/search", "{\"Prefix\": \"needle\", \"Context\": \"all\"}");
        assertThat(found.text("Matches.jobs")).isEqualTo("[needle-in-hay]");
        assertThat(found.text("Matches.volumes")).isEqualTo("null");
        assertThat(found.text("Truncations.plugins")).isEqualTo("false");
        Reply byId = agent.put("/v1/search", "{\"Prefix\": \"" + id.substring(0, 8) + "\", \"Context\": \"allocs\"}");
        assertThat(byId.text("Matches.allocs[0]")).isEqualTo(id);
        Reply fuzzy = agent.put("/v1/search/fuzzy", "{\"Text\": \"in-hay\", \"Context\": \"all\"}");
        assertThat(fuzzy.text("Matches.jobs[0].ID")).isEqualTo("needle-in-hay");
        assertThat(fuzzy.text("Matches.vars")).isEqualTo("[]");
        assertThat(fuzzy.text("Truncations.nodes")).isEqualTo("false");
    }

    @Test
    void an_operator_can_ask_for_housekeeping() {
        assertThat(agent.put("/v1/system/gc", "").status()).isEqualTo(200);
        assertThat(agent.put("/v1/system/reconcile/summaries", "").status()).isEqualTo(200);
        assertThat(agent.get("/v1/client/gc").status()).isEqualTo(200);
    }

    @Test
    void node_pools_and_namespaces_come_and_go() {
        assertThat(agent.put("/v1/node/pools", "{\"Name\": \"gpu\", \"Description\": \"fast\"}")
                        .status())
                .isEqualTo(200);
        assertThat(agent.get("/v1/node/pool/gpu").text("Description")).isEqualTo("fast");
        assertThat(agent.get("/v1/node/pool/gpu/nodes").text()).isEqualTo("[]");
        assertThat(agent.delete("/v1/node/pool/gpu").status()).isEqualTo(200);
        assertThat(agent.get("/v1/node/pool/gpu").status()).isEqualTo(404);
        assertThat(agent.put("/v1/namespace", "{\"Name\": \"brief\"}").status()).isEqualTo(200);
        assertThat(agent.delete("/v1/namespace/brief").status()).isEqualTo(200);
        assertThat(agent.delete("/v1/namespace/default").status()).isEqualTo(400);
    }
}
