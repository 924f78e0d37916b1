package dev.drover.cli.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.cli.FakeAgent;
import dev.drover.cli.Terminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes, servers, evaluations and deployments, from the answers of an agent to the exact text. */
class ClusterCommandsTest {
    private static final String NODE = "8f2a4c25-2b18-281b-e2a9-3db020047662";
    private static final String EVALUATION = "06fcea0e-6e5e-11af-fa37-3cc095c15f18";

    private final FakeAgent agent = new FakeAgent();
    private final Terminal terminal = Terminal.with(agent);

    @AfterEach
    void stop() {
        agent.close();
    }

    private void hasNode() {
        agent.on(
                        "GET /v1/nodes",
                        "[{\"ID\":\"" + NODE + "\",\"NodePool\":\"default\",\"Datacenter\":\"dc1\",\"Name\":\"host1\","
                                + "\"SchedulingEligibility\":\"eligible\",\"Status\":\"ready\"}]")
                .on("GET /v1/node/" + NODE, """
                        {"ID":"8f2a4c25-2b18-281b-e2a9-3db020047662","Name":"host1","NodePool":"default","Datacenter":"dc1",
                         "SchedulingEligibility":"eligible","Status":"ready",
                         "NodeResources":{"Cpu":{"CpuShares":5192},"Memory":{"MemoryMB":24576},"Disk":{"DiskMB":258048}},
                         "Drivers":{"raw_exec":{"Detected":true,"Healthy":true},"docker":{"Detected":true,"Healthy":false},
                                    "qemu":{"Detected":false}},
                         "Events":[{"Message":"Node registered","Subsystem":"Cluster","Timestamp":"2026-11-23T00:53:06Z"}]}
                        """)
                .on("GET /v1/node/" + NODE + "/allocations", """
                        [{"ID":"e523a569-920b-f79a-bfb6-e8c643bf6865","NodeID":"8f2a4c25-2b18-281b-e2a9-3db020047662","TaskGroup":"g",
                          "Job":{"Version":2},"DesiredStatus":"run","ClientStatus":"running",
                          "CreateTime":1795395197000000000,"ModifyTime":1795395198000000000,
                          "AllocatedResources":{"Shared":{"DiskMB":300},
                            "Tasks":{"t":{"Cpu":{"CpuShares":200},"Memory":{"MemoryMB":600}}}}}]
                        """);
    }

    @Test
    void nodes_are_listed() {
        hasNode();

        assertThat(terminal.run("node", "status").out()).isEqualTo("""
                        ID        Node Pool  DC   Name   Class   Drain  Eligibility  Status
                        8f2a4c25  default    dc1  host1  <none>  false  eligible     ready
                        """);
    }

    @Test
    void a_node_shows_what_is_given_away_and_what_is_used() {
        hasNode();
        agent.on("GET /v1/client/stats", """
                        {"Uptime":3666,"CPUTicksConsumed":77.9,"Memory":{"Used":432013312,"Total":25769803776},
                         "AllocDirStats":{"Used":18979033088,"Size":270553174016}}
                        """)
                .on(
                        "GET /v1/client/allocation/e523a569-920b-f79a-bfb6-e8c643bf6865/stats",
                        "{\"ResourceUsage\":{\"MemoryStats\":{\"RSS\":24117248,\"Measured\":[\"RSS\"]},\"CpuStats\":{\"TotalTicks\":9.5}}}");

        assertThat(terminal.run("node", "status", "8f2a").out()).isEqualTo("""
                        ID              = 8f2a4c25-2b18-281b-e2a9-3db020047662
                        Name            = host1
                        Node Pool       = default
                        Class           = <none>
                        DC              = dc1
                        Drain           = false
                        Eligibility     = eligible
                        Status          = ready
                        CSI Controllers = <none>
                        CSI Drivers     = <none>
                        Uptime          = 1h1m6s
                        Host Volumes    = <none>
                        Host Networks   = <none>
                        CSI Volumes     = <none>
                        Driver Status   = docker (unhealthy),raw_exec

                        Node Events
                        Time                  Subsystem  Message
                        2026-11-23T00:53:06Z  Cluster    Node registered

                        Allocated Resources
                        CPU           Memory          Disk             Alloc Count
                        200/5192 MHz  600 MiB/24 GiB  300 MiB/252 GiB  1

                        Allocation Resource Utilization
                        CPU         Memory
                        9/5192 MHz  23 MiB/24 GiB

                        Host Resource Utilization
                        CPU          Memory          Disk
                        77/5192 MHz  412 MiB/24 GiB  18 GiB/252 GiB

                        Allocations
                        ID        Node ID   Task Group  Version  Desired  Status   Created  Modified
                        e523a569  8f2a4c25  g           2        run      running  3s ago   2s ago
                        """);
    }

    @Test
    void eligibility_is_set_and_told() {
        hasNode();
        agent.on("PUT /v1/node/" + NODE + "/eligibility", "{}");

        assertThat(terminal.run("node", "eligibility", "-disable", "8f2a4c25").out())
                .isEqualTo("Node \"" + NODE + "\" scheduling eligibility set: ineligible for scheduling\n");
        assertThat(agent.last("PUT /v1/node").body()).contains("\"Eligibility\":\"ineligible\"");
        assertThat(terminal.run("node", "eligibility", "8f2a4c25").code()).isEqualTo(1);
    }

    @Test
    void the_server_whose_rpc_address_leads_is_the_leader() {
        agent.on("GET /v1/agent/members", """
                        {"Members":[{"Name":"host1.global","Addr":"127.0.0.1","Port":4648,"Status":"alive",
                          "Tags":{"port":"4647","rpc_addr":"127.0.0.1","raft_vsn":"3","build":"2.0.6","dc":"dc1","region":"global"}}]}
                        """).on("GET /v1/status/leader", "\"127.0.0.1:4647\"");

        assertThat(terminal.run("server", "members").out()).isEqualTo("""
                        Name          Address    Port  Status  Leader  Raft Version  Build  Datacenter  Region
                        host1.global  127.0.0.1  4648  alive   true    3             2.0.6  dc1         global
                        """);
    }

    @Test
    void an_evaluation_shows_what_it_planned_and_placed() {
        String evaluation = """
                {"ID":"06fcea0e-6e5e-11af-fa37-3cc095c15f18","Priority":50,"Type":"service","TriggeredBy":"job-register",
                 "Namespace":"default","JobID":"full","Status":"complete",
                 "CreateTime":1795395180000000000,"ModifyTime":1795395180000000000,
                 "PlanAnnotations":{"DesiredTGUpdates":{"g":{"Place":2}}}}
                """;
        agent.on("GET /v1/evaluations", "[" + evaluation + "]")
                .on("GET /v1/evaluation/" + EVALUATION, evaluation)
                .on("GET /v1/evaluation/" + EVALUATION + "/allocations", "[]");

        assertThat(terminal.run("eval", "status", "06fcea0e").out()).isEqualTo("""
                        ID                 = 06fcea0e
                        Create Time        = 20s ago
                        Modify Time        = 20s ago
                        Status             = complete
                        Status Description = complete
                        Type               = service
                        TriggeredBy        = job-register
                        Job ID             = full
                        Namespace          = default
                        Priority           = 50
                        Placement Failures = false
                        Previous Eval      = <none>
                        Next Eval          = <none>
                        Blocked Eval       = <none>

                        Plan Annotations
                        Task Group  Ignore  Place  Stop  InPlace  Destructive
                        g           0       2      0     0        0

                        Placed Allocations
                        No allocations placed
                        """);
        assertThat(terminal.run("eval", "list").out()).isEqualTo("""
                        ID        Priority  Triggered By  Job ID  Namespace  Node ID  Status    Placement Failures
                        06fcea0e  50        job-register  full    default    <none>   complete  false
                        """);
    }

    @Test
    void a_deployment_with_canaries_shows_what_waits_for_promotion() {
        agent.on("GET /v1/deployments", """
                [{"ID":"099d6979-bb82-a76b-d5d0-acc432b710b0","JobID":"full","JobVersion":1,"Status":"running",
                  "StatusDescription":"Deployment is running but requires manual promotion","TaskGroups":{
                  "g":{"DesiredTotal":3,"DesiredCanaries":1,"PlacedAllocs":1,"HealthyAllocs":1,
                       "RequireProgressBy":"2026-11-23T01:03:14Z"}}}]
                """);

        assertThat(terminal.run("deployment", "status", "099d6979").out()).isEqualTo("""
                        ID          = 099d6979
                        Job ID      = full
                        Job Version = 1
                        Status      = running
                        Description = Deployment is running but requires manual promotion

                        Deployed
                        Task Group  Promoted  Desired  Canaries  Placed  Healthy  Unhealthy  Progress Deadline
                        g           false     3        1         1       1        0          2026-11-23T01:03:14Z
                        """);
    }

    @Test
    void status_shows_what_an_id_stands_for() {
        hasNode();
        agent.on("PUT /v1/search", "{\"Matches\":{\"nodes\":[\"" + NODE + "\"],\"jobs\":null}}");

        assertThat(terminal.run("status", "-address=" + agent.address(), "8f2a").out())
                .startsWith("ID              = " + NODE);
    }

    @Test
    void an_id_of_several_kinds_is_not_guessed() {
        agent.on("PUT /v1/search", "{\"Matches\":{\"nodes\":[\"ab1\"],\"evals\":[\"ab2\"]}}");

        Terminal.Result result = terminal.run("status", "ab");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).isEqualTo("""
                        Multiple matches found for id "ab"

                        Kind   ID
                        nodes  ab1
                        evals  ab2
                        """);
    }

    @Test
    void a_raw_call_passes_method_parameters_headers_and_body() {
        agent.on("POST /v1/jobs/parse", "{\"ID\":\"x\"}");

        Terminal.Result result =
                terminal.typing("{}").run("operator", "api", "-H", "X-A: b", "/v1/jobs/parse?namespace=team", "-");

        assertThat(result.out()).isEqualTo("{\"ID\":\"x\"}");
        assertThat(agent.last("POST /v1/jobs/parse"))
                .isEqualTo(new FakeAgent.Request("POST", "/v1/jobs/parse?namespace=team", "{}"));
    }

    @Test
    void a_drain_is_begun_with_a_deadline_and_notes() {
        hasNode();
        agent.on("PUT /v1/node/" + NODE + "/drain", "{\"NodeModifyIndex\": 9, \"Index\": 9}");

        Terminal.Result result = terminal.run(
                "node",
                "drain",
                "-enable",
                "-yes",
                "-detach",
                "-deadline",
                "5m",
                "-ignore-system",
                "-m",
                "new disk",
                "8f2a");

        assertThat(result.out()).isEqualTo("Node \"" + NODE + "\" drain strategy set\n");
        assertThat(agent.last("PUT /v1/node/" + NODE + "/drain").body())
                .contains("\"Deadline\":300000000000", "\"IgnoreSystemJobs\":true", "\"message\":\"new disk\"");
    }

    @Test
    void a_node_found_by_prefix_is_drained_only_when_the_user_says_yes() {
        hasNode();
        Terminal.Result no = terminal.typing("n\n").run("node", "drain", "-enable", "8f2a");
        assertThat(no.out()).contains("Are you sure", "Cancelled drain change");
        assertThat(agent.requests()).noneMatch(request -> request.method().equals("PUT"));
    }

    @Test
    void ending_a_drain_opens_the_node_unless_told_otherwise() {
        hasNode();
        agent.on("PUT /v1/node/" + NODE + "/drain", "{\"Index\": 9}");
        assertThat(terminal.run("node", "drain", "-disable", NODE).out()).contains("drain strategy unset");
        assertThat(agent.last("PUT /v1/node/").body()).contains("\"MarkEligible\":true", "\"DrainSpec\":null");
        terminal.run("node", "drain", "-disable", "-keep-ineligible", NODE);
        assertThat(agent.last("PUT /v1/node/").body()).contains("\"MarkEligible\":false");
    }

    @Test
    void drains_that_contradict_themselves_are_refused() {
        assertThat(terminal.run("node", "drain", NODE).err()).contains("'-enable', '-disable' and '-monitor'");
        assertThat(terminal.run("node", "drain", "-enable", "-disable", NODE).code())
                .isEqualTo(1);
        assertThat(terminal.run("node", "drain", "-enable", "-force", "-no-deadline", NODE)
                        .err())
                .contains("Only one of");
        assertThat(terminal.run("node", "drain", "-enable", "-deadline", "0s", NODE)
                        .err())
                .contains("positive drain duration");
        assertThat(terminal.run("node", "drain", "-disable", "-force", NODE).err())
                .contains("only be used with -enable");
    }

    @Test
    void watching_a_drain_tells_what_leaves_and_when_it_is_over() {
        String list = "[{\"ID\":\"" + NODE + "\",\"SchedulingEligibility\":\"ineligible\",\"Status\":\"ready\"}]";
        String draining = "{\"ID\":\"" + NODE + "\",\"DrainStrategy\":{\"Deadline\":0}}";
        String over = "{\"ID\":\"" + NODE + "\",\"LastDrain\":{\"Status\":\"complete\"}}";
        agent.on("GET /v1/nodes", list)
                .on("GET /v1/node/" + NODE, draining)
                .on("GET /v1/node/" + NODE, draining)
                .on("GET /v1/node/" + NODE, over)
                .on("GET /v1/node/" + NODE + "/allocations", allocation("run", "running", "null"))
                .on("GET /v1/node/" + NODE + "/allocations", allocation("stop", "running", "{\"Migrate\":true}"))
                .on("GET /v1/node/" + NODE + "/allocations", allocation("stop", "complete", "{\"Migrate\":true}"));

        Terminal.Result result = terminal.run("node", "drain", "-monitor", NODE);

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("Alloc \"e523a569-920b-f79a-bfb6-e8c643bf6865\" marked for migration")
                .contains("\" draining")
                .contains("status running -> complete")
                .contains("Drain complete for node " + NODE)
                .contains("All allocations on node \"" + NODE + "\" have stopped");
    }

    private static String allocation(String desired, String client, String transition) {
        return "[{\"ID\":\"e523a569-920b-f79a-bfb6-e8c643bf6865\",\"DesiredStatus\":\"" + desired
                + "\",\"ClientStatus\":\"" + client + "\",\"DesiredTransition\":" + transition + "}]";
    }

    @Test
    void scaling_policies_are_listed_and_shown() {
        String id = "70bb1e9a-94ea-3e4a-9d4e-2e2b1f4e8d1c";
        agent.on(
                        "GET /v1/scaling/policies",
                        "[{\"ID\":\"" + id
                                + "\",\"Enabled\":true,\"Type\":\"horizontal\",\"Target\":{\"Job\":\"shop\",\"Group\":\"web\"}}]")
                .on(
                        "GET /v1/scaling/policy/" + id,
                        "{\"ID\":\"" + id
                                + "\",\"Enabled\":true,\"Min\":1,\"Max\":5,\"Policy\":{\"cooldown\":\"1m\"},\"Target\":{\"Job\":\"shop\",\"Group\":\"web\"}}");

        assertThat(terminal.run("scaling", "policy", "list").out()).isEqualTo("""
                        ID        Enabled  Type        Target
                        70bb1e9a  true     horizontal  Group:web,Job:shop
                        """);
        assertThat(terminal.run("scaling", "policy", "info", "70bb").out())
                .contains("Max", "5", "Group:web, Job:shop", "\"cooldown\": \"1m\"");
    }
}
