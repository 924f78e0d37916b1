package dev.drover.agent.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.agent.Reply;
import dev.drover.agent.TestAgent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GossipKeysOverHttpTest {
    private static final String BODY = "{\"Key\": \"MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\"}";

    @RegisterExtension
    static final TestAgent agent = new TestAgent();

    @Test
    void a_server_without_encrypted_gossip_says_that_it_has_no_keys() {
        for (Reply refused : new Reply[] {
            agent.get("/v1/agent/keyring/list?relay-factor=5"),
            agent.put("/v1/agent/keyring/install", BODY),
            agent.put("/v1/agent/keyring/use", BODY),
            agent.put("/v1/agent/keyring/remove", BODY),
            agent.send("DELETE", "/v1/agent/keyring/remove", BODY)
        }) {
            assertThat(refused.status()).isEqualTo(500);
            assertThat(refused.text()).contains("1/1 nodes reported failure", "`encrypt`");
        }
    }

    @Test
    void a_change_needs_a_key() {
        Reply refused = agent.put("/v1/agent/keyring/install", "{}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("missing key");
    }

    @Test
    void more_relays_than_five_are_refused() {
        Reply refused = agent.get("/v1/agent/keyring/list?relay-factor=6");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("relay-factor", "between 0 and 5");
        assertThat(agent.get("/v1/agent/keyring/list?relay-factor=-1").status()).isEqualTo(400);
    }
}
