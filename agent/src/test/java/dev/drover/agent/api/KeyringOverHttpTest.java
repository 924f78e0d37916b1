package dev.drover.agent.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.agent.Reply;
import dev.drover.agent.TestAgent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KeyringOverHttpTest {
    @RegisterExtension
    static final TestAgent agent = new TestAgent();

    private static Reply keys() {
        return agent.await("/v1/operator/keyring/keys", keys -> keys.toString().contains("State=active"));
    }

    @Test
    void the_first_key_is_made_and_told_of_without_its_secret() {
        Reply keys = keys();
        assertThat(keys.text("[0].Algorithm")).isEqualTo("aes256-gcm");
        assertThat(keys.text("[0].KeyID")).hasSize(36);
        assertThat(keys.header("X-Nomad-Index")).isNotEmpty();
        assertThat(keys.text())
                .contains("\"CreateTime\"", "\"CreateIndex\"", "\"ModifyIndex\"", "\"PublishTime\"")
                .doesNotContainIgnoringCase("signing")
                .doesNotContainIgnoringCase("encryption");
    }

    @Test
    void the_public_keys_follow_rotations_and_deletions() {
        keys();
        Reply rotated = agent.put("/v1/operator/keyring/rotate", "");
        assertThat(rotated.status()).as(rotated.text()).isEqualTo(200);
        assertThat(rotated.text("Key.State")).isEqualTo("active");
        String active = rotated.text("Key.KeyID");
        Reply list = agent.get("/v1/operator/keyring/keys");
        assertThat(list.text("[0].KeyID")).isEqualTo(active);
        String old = list.text("[1].KeyID");
        assertThat(agent.get("/.well-known/jwks.json").text()).contains(active, old);

        assertThat(agent.delete("/v1/operator/keyring/key/" + active).text()).contains("rotate first");
        assertThat(agent.delete("/v1/operator/keyring/key/" + old).status()).isEqualTo(200);
        assertThat(agent.get("/.well-known/jwks.json").text()).contains(active).doesNotContain(old);
        assertThat(agent.delete("/v1/operator/keyring/key/" + old).status()).isEqualTo(404);
    }

    @Test
    void a_public_key_is_one_as_everybody_expects_it() {
        keys();
        Reply jwks = agent.get("/.well-known/jwks.json");
        assertThat(jwks.text("keys[0].kty")).isEqualTo("RSA");
        assertThat(jwks.text("keys[0].alg")).isEqualTo("RS256");
        assertThat(jwks.text("keys[0].use")).isEqualTo("sig");
        assertThat(jwks.text("keys[0].e")).isEqualTo("AQAB");
        assertThat(jwks.text("keys[0].n")).hasSizeGreaterThan(300);
    }

    @Test
    void a_rotation_that_contradicts_itself_is_refused() {
        Reply refused = agent.put("/v1/operator/keyring/rotate?full=true&publish_time=4102444800000000000", "");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("full or publish_time");
        assertThat(agent.put("/v1/operator/keyring/rotate?algo=rot13", "").status())
                .isEqualTo(400);
    }

    @Test
    void discovery_is_off_unless_there_is_an_issuer() {
        Reply off = agent.get("/.well-known/openid-configuration");
        assertThat(off.status()).isEqualTo(404);
        assertThat(off.text()).contains("oidc_issuer");
    }
}
