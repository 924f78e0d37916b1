package dev.drover.agent.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.agent.Reply;
import dev.drover.agent.TestAgent;
import dev.drover.agent.TestJobs;
import dev.drover.model.wire.Json;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What there is none of is told as such, and what would need it is refused. */
class EmptySetsTest {
    @RegisterExtension
    static final TestAgent agent = new TestAgent();

    @Test
    void lists_of_what_there_is_none_of_are_empty() {
        for (String path :
                List.of("/v1/plugins", "/v1/plugins?type=csi", "/v1/sentinel/policies", "/v1/recommendations")) {
            Reply reply = agent.get(path);
            assertThat(reply.status()).as(path).isEqualTo(200);
            assertThat(reply.text()).as(path).isEqualTo("[]");
        }
    }

    @Test
    void single_ones_are_not_found() {
        assertThat(agent.get("/v1/plugin/csi/ebs").text()).isEqualTo("plugin not found");
        assertThat(agent.get("/v1/sentinel/policy/p").status()).isEqualTo(404);
        assertThat(agent.get("/v1/recommendation/r").status()).isEqualTo(404);
        Reply apply = agent.put("/v1/recommendations/apply", "{\"Apply\":[\"r\"]}");
        assertThat(apply.text("Errors[0].Error")).isEqualTo("recommendation not found");
    }

    @Test
    void nothing_is_taken_that_would_be_ignored() {
        assertThat(agent.put("/v1/sentinel/policy/p", "{}").status()).isEqualTo(501);
        assertThat(agent.put("/v1/recommendation", "{}").status()).isEqualTo(501);
        assertThat(agent.put("/v1/volume/csi/v/create", "{}").text()).isEqualTo("no such plugin");
    }

    @Test
    void use_of_the_cluster_is_reported() {
        Reply report = agent.send("POST", "/v1/operator/utilization", "");
        assertThat(Json.readObject(Base64.getDecoder().decode(report.text("Bundle"))))
                .containsEntry("Nodes", 1L)
                .containsKeys("CpuMHz", "MemoryMiB");
    }

    @Test
    void nothing_stands_in_the_way_of_an_upgrade() {
        Reply check = agent.get("/v1/operator/upgrade-check/vault-workload-identity");
        assertThat(check.text()).contains("\"JobsWithoutVaultIdentity\":null", "\"VaultTokens\":null");
    }

    @Test
    void statuses_are_told_of_the_jobs_that_a_body_names() {
        agent.run(TestJobs.batch("told", "true"), "told", "complete");
        agent.run(TestJobs.batch("untold", "true"), "untold", "complete");
        Reply told =
                agent.send("POST", "/v1/jobs/statuses", "{\"jobs\":[{\"id\":\"told\",\"namespace\":\"default\"}]}");
        assertThat((List<?>) told.tree()).hasSize(1);
        assertThat(told.text("[0].ID")).isEqualTo("told");
        assertThat(agent.send("POST", "/v1/jobs/statuses", "{\"Jobs\":[]}").status())
                .isEqualTo(400);
    }
}
