package dev.drover.agent.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.agent.Reply;
import dev.drover.agent.TestAgent;
import dev.drover.agent.TestJobs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MetadataOverHttpTest {
    @RegisterExtension
    static final TestAgent agent = new TestAgent();

    @Test
    void metadata_changes_for_servers_and_tasks_while_the_node_runs() {
        String before = agent.get("/v1/node/" + agent.nodeId()).text("ComputedClass");
        Reply changed = agent.put(
                "/v1/client/metadata", "{\"Meta\": {\"rack.row\": \"r7\", \"gone\": \"soon\", \"empty\": \"\"}}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text())
                .isEqualTo("{\"Meta\":{\"empty\":\"\",\"gone\":\"soon\",\"rack.row\":\"r7\"},"
                        + "\"Dynamic\":{\"empty\":\"\",\"gone\":\"soon\",\"rack.row\":\"r7\"},\"Static\":{}}");
        agent.send(
                "POST", "/v1/client/metadata", "{\"NodeID\": \"" + agent.nodeId() + "\", \"Meta\": {\"gone\": null}}");
        assertThat(agent.get("/v1/client/metadata?node_id=" + agent.nodeId()).text())
                .isEqualTo("{\"Meta\":{\"empty\":\"\",\"rack.row\":\"r7\"},"
                        + "\"Dynamic\":{\"empty\":\"\",\"rack.row\":\"r7\"},\"Static\":{}}");
        Reply node = agent.get("/v1/node/" + agent.nodeId());
        assertThat(node.at("Meta")).hasToString("{empty=, rack.row=r7}");
        assertThat(node.text("ComputedClass")).isNotEqualTo(before);
        String alloc = agent.run(TestJobs.batch("racks", "echo ${meta.rack.row}"), "racks", "complete");
        assertThat(agent.get("/v1/client/fs/logs/" + alloc + "?task=t&type=stdout&plain=true")
                        .text())
                .isEqualTo("r7\n");
    }

    @Test
    void what_is_no_change_of_metadata_is_refused() {
        assertThat(agent.put("/v1/client/metadata", "{\"Meta\": {\"some/path\": \"x\"}}")
                        .text())
                .startsWith("invalid metadata key: \"some/path\"");
        Reply nothing = agent.put("/v1/client/metadata", "{}");
        assertThat(nothing.status()).isEqualTo(400);
        assertThat(nothing.text()).isEqualTo("missing required Meta object");
        assertThat(agent.put(
                                "/v1/client/metadata",
                                "{\"NodeID\": \"11111111-1111-1111-1111-111111111111\", \"Meta\": {\"a\": \"b\"}}")
                        .status())
                .isEqualTo(404);
        assertThat(agent.put("/v1/client/metadata", "{\"Meta\"").status()).isEqualTo(400);
    }
}
