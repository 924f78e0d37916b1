package dev.drover.agent.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.agent.Reply;
import dev.drover.agent.TestAgent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Versions of jobs with their names, and what may scale them. */
class VersionsAndScalingTest {
    @RegisterExtension
    static final TestAgent agent = new TestAgent();

    @BeforeAll
    static void three_versions() {
        for (int count = 0; count < 3; count++) {
            assertThat(agent.put("/v1/jobs", job(count)).status()).isEqualTo(200);
        }
    }

    private static String job(int memory) {
        return """
                {"Job": {"ID": "tagged", "Type": "service", "Datacenters": ["nowhere"], "TaskGroups": [{
                    "Name": "g", "Count": 1,
                    "Scaling": {"Min": 1, "Max": 5, "Policy": {"cooldown": "1m"}},
                    "Tasks": [{"Name": "t", "Driver": "raw_exec", "Config": {"command": "/bin/true"},
                               "Resources": {"MemoryMB": %d}}]}]}}
                """.formatted(20 + memory);
    }

    private static Reply tag(String name, String body) {
        return agent.put("/v1/job/tagged/versions/" + name + "/tag", body);
    }

    @Test
    void a_version_gets_a_name_by_which_others_are_compared() {
        Reply tagged = tag("first", "{\"Version\": 0, \"Description\": \"as it began\"}");
        assertThat(tagged.status()).isEqualTo(200);
        assertThat(tagged.text("Name")).isEqualTo("first");
        assertThat(tagged.header("X-Nomad-Index")).isEqualTo(tagged.text("Index"));
        Reply versions = agent.get("/v1/job/tagged/versions?diffs=true&diff_tag=first");
        assertThat(versions.text("Versions[2].VersionTag.Description")).isEqualTo("as it began");
        assertThat(versions.text("Diffs[0].Type")).isEqualTo("Edited");
        assertThat(versions.text("Diffs[1].Type")).isEqualTo("Edited");
        assertThat(versions.text("Diffs[2].Type")).isEqualTo("None");
        assertThat(agent.get("/v1/job/tagged/versions?diffs=true&diff_version=2")
                        .text("Diffs[0].Type"))
                .isEqualTo("None");
        assertThat(agent.get("/v1/job/tagged/versions?diff_tag=first&diff_version=1")
                        .status())
                .isEqualTo(400);
        assertThat(agent.get("/v1/job/tagged/versions?diff_tag=nobody").status())
                .isEqualTo(404);
        assertThat(tag("first", "{\"Version\": 1}").status()).isEqualTo(409);
        assertThat(tag("ninth", "{\"Version\": 9}").status()).isEqualTo(404);
        assertThat(agent.delete("/v1/job/tagged/versions/first/tag").status()).isEqualTo(200);
        assertThat(agent.delete("/v1/job/tagged/versions/first/tag").status()).isEqualTo(404);
    }

    @Test
    void scaling_blocks_are_listed_as_policies() {
        Reply list = agent.get("/v1/scaling/policies?job=tagged&type=horizontal");
        assertThat(list.size()).isEqualTo(1);
        assertThat(list.text("[0].Target.Group")).isEqualTo("g");
        assertThat(list.text("[0].Enabled")).isEqualTo("true");
        Reply policy = agent.get("/v1/scaling/policy/" + list.text("[0].ID"));
        assertThat(policy.text("Max")).isEqualTo("5");
        assertThat(policy.text("Policy.cooldown")).isEqualTo("1m");
        assertThat(agent.get("/v1/scaling/policies?type=vertical").size()).isZero();
        assertThat(agent.get("/v1/scaling/policies?job=other").size()).isZero();
        assertThat(agent.get("/v1/scaling/policy/nobody").status()).isEqualTo(404);
    }
}
