package dev.drover.agent.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.agent.Reply;
import dev.drover.agent.TestAgent;
import dev.drover.agent.TestJobs;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Answers have the fields that clients read, no fewer. */
class AnswerShapesTest {
    @RegisterExtension
    static final TestAgent agent = new TestAgent();

    private static final String HEALTHY_AT_ONCE = ", \"Update\": {\"MaxParallel\": 1, \"HealthCheck\": \"task_states\","
            + " \"MinHealthyTime\": 1000000, \"HealthyDeadline\": 300000000000, \"ProgressDeadline\": 600000000000}";

    private static String allocation = "";

    @BeforeAll
    static void runAJob() {
        allocation =
                agent.run(TestJobs.job("shape", "service", "exec sleep 600", 1, HEALTHY_AT_ONCE), "shape", "running");
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
}
