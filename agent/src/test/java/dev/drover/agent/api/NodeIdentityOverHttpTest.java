package dev.drover.agent.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.agent.TestAgent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NodeIdentityOverHttpTest {
    @RegisterExtension
    static final TestAgent AGENT = new TestAgent();

    @Test
    void a_node_tells_what_its_identity_says_and_can_be_told_to_renew_it() {
        assertThat(AGENT.get("/v1/client/identity?node_id=" + AGENT.nodeId()).text())
                .contains(AGENT.nodeId())
                .contains("nomad_node_datacenter");
        assertThat(AGENT.put("/v1/client/identity/renew", "{\"NodeID\":\"" + AGENT.nodeId() + "\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void an_introduction_is_good_for_as_long_as_is_allowed() {
        String path = "/v1/acl/identity/client-introduction-token";
        assertThat(AGENT.put(path, "{\"NodeName\":\"web-1\",\"TTL\":\"10m\"}").text())
                .contains("\"JWT\":\"ey");
        assertThat(AGENT.put(path, "{\"TTL\":\"10h\"}").status()).isEqualTo(400);
        assertThat(AGENT.put(path, "{\"TTL\":\"soon\"}").status()).isEqualTo(400);
    }
}
