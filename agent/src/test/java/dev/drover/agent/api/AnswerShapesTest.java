package dev.drover.agent.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drover.agent.Reply;
import dev.drover.agent.TestAgent;
import dev.drover.agent.TestJobs;
import dev.drover.model.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Answers have the fields that clients read, no fewer. */
class AnswerShapesTest {
    @RegisterExtension
    static final TestAgent agent = new TestAgent();

    private static final Path SAMPLES = Path.of(System.getProperty(
                    "drover.reference", System.getProperty("drover.root", "..") + "/../shared/reference"))
            .resolve("samples");

    private static String allocation = "";

    @BeforeAll
    static void runAJob() {
        allocation = agent.run(TestJobs.service("shape", "exec sleep 600"), "shape", "running");
        agent.await("/v1/allocation/" + allocation, tree -> tree.toString().contains("DeploymentStatus"));
    }

    @Test
    void an_allocation_tells_its_resources_in_the_older_forms_too() {
        Reply reply = agent.get("/v1/allocation/" + allocation);
        assertThat(reply.number("Resources.CPU")).isEqualTo(1);
        assertThat(reply.number("Resources.MemoryMB")).isEqualTo(10);
        assertThat(reply.number("Resources.MemoryMaxMB")).isEqualTo(10);
        assertThat(reply.number("Resources.DiskMB")).isEqualTo(10);
        assertThat(reply.number("SharedResources.DiskMB")).isEqualTo(10);
        assertThat(reply.number("TaskResources.t.MemoryMB")).isEqualTo(10);
        assertThat(reply.number("TaskResources.t.DiskMB")).isZero();
        assertThat(agent.get("/v1/node/" + agent.nodeId() + "/allocations").number("[0].TaskResources.t.CPU"))
                .isEqualTo(1);
    }

    @Test
    void an_evaluation_tells_what_was_wanted_of_each_group() {
        Reply reply =
                agent.await("/v1/job/shape/evaluations", tree -> tree.toString().contains("PlanAnnotations"));
        int last = reply.size() - 1;
        assertThat(reply.number("[" + last + "].PlanAnnotations.DesiredTGUpdates.g.Place"))
                .isEqualTo(1);
        assertThat(reply.number("[" + last + "].SnapshotIndex")).isPositive();
    }

    @Test
    void what_a_job_leaves_open_is_null_and_not_empty() {
        Reply job = agent.get("/v1/job/shape");
        assertThat(job.text())
                .contains("\"Constraints\":null")
                .contains("\"Meta\":null")
                .contains("\"Env\":null")
                .doesNotContain("[]");
        assertThat(job.text("Datacenters")).isEqualTo("[*]");
    }

    @Test
    void no_field_of_the_measured_answers_is_missing() throws IOException {
        assumeTrue(Files.isDirectory(SAMPLES), "only where the measured answers are");
        // Not kept in this version: tokens are not signed, and networks are the host's.
        missing(
                "allocation",
                "/v1/allocation/" + allocation,
                Set.of("NetworkStatus", "SigningKeyID", "DesiredDescription"));
        missing("job", "/v1/job/shape", Set.of());
        missing("jobs", "/v1/jobs", Set.of());
        missing("node", "/v1/node/" + agent.nodeId(), Set.of());
        missing("nodes", "/v1/nodes?resources=true&os=true", Set.of());
        missing("deployments", "/v1/deployments", Set.of());
        missing("agent-members", "/v1/agent/members", Set.of());
        missing("agent-health", "/v1/agent/health", Set.of());
        missing("scheduler-configuration", "/v1/operator/scheduler/configuration", Set.of());
        missing("client-stats", "/v1/client/stats", Set.of());
        missing("autopilot-health", "/v1/operator/autopilot/health", Set.of());
        missing("metrics", "/v1/metrics", Set.of());
        missing("job-scale", "/v1/job/shape/scale", Set.of());
        missing("jobs-statuses", "/v1/jobs/statuses", Set.of());
        missing("job-summary", "/v1/job/shape/summary", Set.of());
        missing("job-versions", "/v1/job/shape/versions", Set.of());
        missing("namespaces", "/v1/namespaces", Set.of());
        missing("node-pools", "/v1/node/pools", Set.of());
        missing("raft-configuration", "/v1/operator/raft/configuration", Set.of());
    }

    private static void missing(String sample, String path, Set<String> known) throws IOException {
        Object measured = Json.readObject(("{\"it\":" + Files.readString(SAMPLES.resolve(sample + ".json")) + "}")
                        .getBytes(StandardCharsets.UTF_8))
                .get("it");
        Set<String> missing = new TreeSet<>(fields(measured));
        String answer = agent.get(path).text();
        // By text, since a tree does not tell null from absent.
        missing.removeIf(name -> answer.contains("\"" + name + "\":"));
        missing.removeAll(known);
        assertThat(missing).as(path).isEmpty();
    }

    /** The names of the object itself, or of the first object of a list. */
    private static Set<String> fields(@Nullable Object tree) {
        Object first = tree instanceof List<?> list && !list.isEmpty() ? list.getFirst() : tree;
        Set<String> names = new TreeSet<>();
        if (first instanceof Map<?, ?> map) {
            map.keySet().forEach(name -> names.add(String.valueOf(name)));
        }
        return names;
    }
}
