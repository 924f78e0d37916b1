package dev.drover.agent.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.agent.Reply;
import dev.drover.agent.TestAgent;
import dev.drover.agent.TestJobs;
import dev.drover.model.wire.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The job that was measured, run here: every answer about it has the fields of the measured one, in the same forms. */
@EnabledIf("samplesAreThere")
@Timeout(60)
class SampleShapesTest {
    @RegisterExtension
    static final TestAgent agent = new TestAgent();

    private static final Path SAMPLES = Path.of(System.getProperty(
                    "drover.reference", System.getProperty("drover.root", "..") + "/../shared/reference"))
            .resolve("samples");

    /** Topics of parts that are not there yet. */
    private static final Set<String> NOT_YET = Set.of("Service", "Variable");

    /** A node is ready when it registers, and is not changed by what its allocations do. */
    private static final Set<String> NOT_SENT = Set.of("Node-NodeStreamEvent", "Node-AllocationUpdated");

    static boolean samplesAreThere() {
        return Files.isDirectory(SAMPLES);
    }

    /** Allocations that are placed before there is a root key have none that signs for them. */
    @BeforeAll
    static void awaitRootKey() {
        agent.await("/v1/operator/keyring/keys", keys -> keys.toString().contains("KeyID"));
    }

    private static String sample(String name) throws IOException {
        return Files.readString(SAMPLES.resolve(name + ".json"));
    }

    private static Set<String> faults(String sample, Reply reply) throws IOException {
        if (reply.status() != 200) {
            return Set.of(sample + ": " + reply.status() + " " + reply.text());
        }
        return SampleShapes.faults(sample, sample(sample), reply.text());
    }

    @Test
    void every_field_of_the_measured_answers_is_here_in_the_same_form() throws IOException {
        String source = String.valueOf(Json.readObject(sample("job-submission").getBytes(StandardCharsets.UTF_8))
                .get("Source"));
        Reply parsed = agent.put("/v1/jobs/parse", Json.write(Map.of("JobHCL", source)));
        assertThat(parsed.status()).as(parsed.text()).isEqualTo(200);
        Set<String> faults = new TreeSet<>(faults("job-parse", parsed));
        faults.addAll(
                faults("job-plan", agent.put("/v1/job/full/plan", "{\"Diff\": true, \"Job\": " + parsed.text() + "}")));
        String submission = Json.write(Map.of("Source", source, "Format", "hcl2"));
        String alloc =
                agent.run("{\"Job\": " + parsed.text() + ", \"Submission\": " + submission + "}", "full", "running");
        agent.await("/v1/allocation/" + alloc, tree -> tree.toString().contains("Healthy=true"));
        String evaluation = agent.get("/v1/job/full/evaluations").text("[0].ID");
        String deployment = agent.get("/v1/job/full/deployments").text("[0].ID");
        faults.addAll(faults("allocation-stub", agent.get("/v1/job/full/allocations")));
        faults.addAll(faults("evaluation", agent.get("/v1/evaluation/" + evaluation)));
        faults.addAll(faults("deployment-canary", agent.get("/v1/deployment/" + deployment)));
        faults.addAll(faults("deployments", agent.get("/v1/deployments")));
        faults.addAll(faults("job", agent.get("/v1/job/full")));
        faults.addAll(faults("jobs", agent.get("/v1/jobs")));
        faults.addAll(faults("job-scale", agent.get("/v1/job/full/scale")));
        faults.addAll(faults("job-submission", agent.get("/v1/job/full/submission?version=0")));
        faults.addAll(faults("job-summary", agent.get("/v1/job/full/summary")));
        faults.addAll(faults("job-versions", agent.get("/v1/job/full/versions")));
        faults.addAll(faults("jobs-statuses", agent.get("/v1/jobs/statuses")));
        faults.addAll(faults("node", agent.get("/v1/node/" + agent.nodeId())));
        faults.addAll(faults("nodes", agent.get("/v1/nodes?resources=true&os=true")));
        faults.addAll(faults("client-stats", agent.get("/v1/client/stats")));
        faults.addAll(faults("agent-members", agent.get("/v1/agent/members")));
        faults.addAll(faults("agent-health", agent.get("/v1/agent/health")));
        faults.addAll(faults("agent-self", agent.get("/v1/agent/self")));
        faults.addAll(faults("autopilot-health", agent.get("/v1/operator/autopilot/health")));
        faults.addAll(faults("metrics", agent.get("/v1/metrics")));
        faults.addAll(faults("namespaces", agent.get("/v1/namespaces")));
        faults.addAll(faults("node-pools", agent.get("/v1/node/pools")));
        faults.addAll(faults("raft-configuration", agent.get("/v1/operator/raft/configuration")));
        faults.addAll(faults("scheduler-configuration", agent.get("/v1/operator/scheduler/configuration")));
        faults.addAll(faults("search", agent.put("/v1/search", "{\"Prefix\": \"f\", \"Context\": \"all\"}")));
        faults.addAll(
                faults("fuzzy-search", agent.put("/v1/search/fuzzy", "{\"Text\": \"full\", \"Context\": \"all\"}")));
        faults.addAll(hostKeys());
        agent.delete("/v1/job/full");
        agent.await("/v1/allocation/" + alloc, tree -> tree.toString().contains("DesiredStatus=stop"));
        faults.addAll(faults("allocation", agent.get("/v1/allocation/" + alloc)));
        assertThat(faults).isEmpty();
    }

    /** The names alone, as the sample of what tells of a machine has them. */
    private static Set<String> hostKeys() throws IOException {
        Set<String> missing = new TreeSet<>();
        Map<?, ?> host = Json.readObject(agent.get("/v1/agent/host").body());
        for (String key : Json.readList(String.class, sample("agent-host-keys").getBytes(StandardCharsets.UTF_8))) {
            if (!(host.get("HostData") instanceof Map<?, ?> data && data.containsKey(key))) {
                missing.add("agent-host-keys: " + key + " is missing");
            }
        }
        return missing;
    }

    @Test
    void an_allocation_that_failed_has_every_field_of_the_measured_one() throws IOException {
        String job = """
                {"Job": {"ID": "fail", "Name": "fail", "Type": "batch", "Datacenters": ["*"], "TaskGroups": [{"Name": "g",
                  "RestartPolicy": {"Attempts": 1, "Delay": 100000000, "Interval": 60000000000, "Mode": "fail"},
                  "ReschedulePolicy": {"Attempts": 0, "Unlimited": false},
                  "Tasks": [{"Name": "t", "Driver": "raw_exec", "Config": {"command": "/bin/false"}}]}]}}
                """;
        String alloc = agent.run(job, "fail", "failed");
        assertThat(faults("allocation-failed", agent.get("/v1/allocation/" + alloc)))
                .isEmpty();
    }

    @Test
    void every_event_of_the_measured_stream_comes_in_the_same_form() throws Exception {
        Map<String, Map<?, ?>> wanted = new TreeMap<>();
        for (Object frame : (List<?>) SampleShapes.tree(sample("event-stream"))) {
            for (Map<?, ?> event : events(frame)) {
                if (!NOT_YET.contains(String.valueOf(event.get("Topic")))) {
                    wanted.put(event.get("Topic") + "-" + event.get("Type"), event);
                }
            }
        }
        Set<String> faults = new TreeSet<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(agent.stream("/v1/event/stream?index=1"), StandardCharsets.UTF_8))) {
            provoke();
            // A sign of life, which is empty, says that nothing has come for a while.
            String line = lines.readLine();
            while (!NOT_SENT.containsAll(wanted.keySet()) && !line.equals("{}")) {
                for (Map<?, ?> event : events(SampleShapes.tree(line))) {
                    String name = event.get("Topic") + "-" + event.get("Type");
                    // The measured allocation had begun when its node told of it first.
                    if (name.equals("Allocation-AllocationUpdated")
                            && event.toString().contains("ClientStatus=pending")) {
                        continue;
                    }
                    Map<?, ?> measured = wanted.remove(name);
                    if (measured != null) {
                        faults.addAll(SampleShapes.faults(name, measured, event));
                    }
                }
                line = lines.readLine();
            }
        }
        wanted.keySet().removeAll(NOT_SENT);
        wanted.keySet().forEach(missing -> faults.add(missing + " did not come"));
        // Told of a stopped allocation here; the measured one belongs to a roll-out, which is told of with its status.
        faults.remove("Evaluation-AllocationUpdateDesiredStatus.Payload.Evaluation.DeploymentID is missing");
        assertThat(faults).isEmpty();
    }

    /** The events of a line of the stream. */
    private static List<Map<?, ?>> events(Object frame) {
        List<Map<?, ?>> events = new ArrayList<>();
        if (frame instanceof Map<?, ?> tree && tree.get("Events") instanceof List<?> items) {
            items.forEach(item -> events.add((Map<?, ?>) item));
        }
        return events;
    }

    /**
     * Everything that the measured stream told of: a job that runs, is updated with a canary, promoted and stopped, one that ends by itself; an
     * allocation that is stopped; a node out and in.
     */
    private static void provoke() {
        String job = """
                {"Job": {"ID": "told", "Name": "told", "Type": "service", "Datacenters": ["*"],
                  "TaskGroups": [{"Name": "g", "Count": 1,
                    "Networks": [{"Mode": "host", "DynamicPorts": [{"Label": "http"}]}],
                    "Update": {"MaxParallel": 1, "Canary": 1, "HealthCheck": "task_states", "MinHealthyTime": 1},
                    "Tasks": [{"Name": "t", "Driver": "raw_exec",
                      "Config": {"command": "/bin/sleep", "args": ["600"]}, "Env": {"X": "%s"},
                      "Identities": [{"Name": "own", "Audience": ["here"], "File": true}]}]}]}}
                """;
        String first = agent.run(job.formatted("1"), "told", "running");
        agent.await("/v1/job/told/deployments", tree -> tree.toString().contains("Status=successful"));
        agent.put("/v1/allocation/" + first + "/stop", "");
        agent.await(
                "/v1/job/told/allocations",
                tree -> tree.toString().split("ClientStatus=running", -1).length == 2
                        && tree.toString().contains("DesiredStatus=stop"));
        agent.put("/v1/jobs", job.formatted("2"));
        agent.await("/v1/job/told/deployment", tree -> {
            String deployment = tree.toString();
            return deployment.contains("JobVersion=1") && deployment.contains("HealthyAllocs=1");
        });
        String deployment = agent.get("/v1/job/told/deployment").text("ID");
        Reply promoted = agent.put(
                "/v1/deployment/promote/" + deployment, "{\"DeploymentID\": \"" + deployment + "\", \"All\": true}");
        assertThat(promoted.status()).as(promoted.text()).isEqualTo(200);
        agent.run(TestJobs.batch("ended", "true"), "ended", "complete");
        String node = "/v1/node/" + agent.nodeId() + "/eligibility";
        agent.put(node, "{\"Eligibility\": \"ineligible\"}");
        agent.put(node, "{\"Eligibility\": \"eligible\"}");
        agent.delete("/v1/job/told?purge=true");
    }
}
