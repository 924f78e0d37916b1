package dev.drover.agent.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.agent.Reply;
import dev.drover.agent.TestAgent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class VolumesOverHttpTest {
    private static final String CAPABILITIES =
            "\"RequestedCapabilities\": [{\"AccessMode\": \"single-node-writer\", \"AttachmentMode\": \"file-system\"}]";

    @RegisterExtension
    static final TestAgent agent = new TestAgent();

    private static String body(String volume) {
        return "{\"Volumes\": [{" + volume + "}]}";
    }

    private static Reply register(String id) {
        return agent.put(
                "/v1/volume/csi/" + id,
                body("\"ID\": \"" + id + "\", \"PluginID\": \"ebs\", \"Secrets\": {\"key\": \"hunter2\"}, "
                        + CAPABILITIES));
    }

    @Test
    void a_volume_is_registered_read_listed_and_forgotten() {
        assertThat(register("one").status()).isEqualTo(200);
        Reply read = agent.get("/v1/volume/csi/one");
        assertThat(read.text("Namespace")).isEqualTo("default");
        assertThat(read.text("Schedulable")).isEqualTo("false");
        assertThat(read.text()).doesNotContain("hunter2").contains("\"NodesHealthy\":0");
        assertThat(agent.get("/v1/volumes?type=csi&prefix=on").text("[0].ID")).isEqualTo("one");
        assertThat(agent.get("/v1/volumes?type=csi&plugin_id=nfs").text()).isEqualTo("[]");
        assertThat(agent.delete("/v1/volume/csi/one").status()).isEqualTo(200);
        assertThat(agent.get("/v1/volume/csi/one").status()).isEqualTo(404);
        assertThat(agent.delete("/v1/volume/csi/one").status()).isEqualTo(404);
    }

    @Test
    void without_a_type_the_list_is_empty() {
        register("two");
        assertThat(agent.get("/v1/volumes").text()).isEqualTo("[]");
        assertThat(agent.get("/v1/volumes?type=host").text()).isEqualTo("[]");
    }

    @Test
    void volumes_that_make_no_sense_are_refused() {
        assertThat(agent.put("/v1/volumes", "{\"Volumes\": []}").status()).isEqualTo(400);
        assertThat(agent.put("/v1/volumes", body("\"PluginID\": \"ebs\"")).text())
                .contains("missing volume ID");
        assertThat(agent.put("/v1/volumes", body("\"ID\": \"x\"")).text()).contains("plugin_id");
        assertThat(agent.put("/v1/volumes", body("\"ID\": \"x\", \"PluginID\": \"ebs\""))
                        .text())
                .contains("capability");
        assertThat(agent.put("/v1/volumes", body("\"ID\": \"x\", \"PluginID\": \"ebs\", \"Namespace\": \"none\""))
                        .text())
                .contains("does not exist");
    }

    @Test
    void what_a_plugin_would_have_to_do_is_refused_since_there_is_none() {
        assertThat(agent.put("/v1/volume/csi/x/create", "{}").text()).contains("no such plugin");
        assertThat(agent.delete("/v1/volume/csi/x/delete").status()).isEqualTo(501);
        assertThat(agent.put("/v1/volumes/snapshot", "{}").text()).contains("no such plugin");
        assertThat(agent.put("/v1/volume/host/create", "{}").status()).isEqualTo(501);
        assertThat(agent.get("/v1/volume/host/x").status()).isEqualTo(404);
    }
}
