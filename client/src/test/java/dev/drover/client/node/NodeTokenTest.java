package dev.drover.client.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.acl.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeTokenTest {
    @TempDir
    Path folder;

    private NodeToken at(long second) {
        return NodeToken.of(
                Optional.of(folder), Secret.NONE, Clock.fixed(Instant.ofEpochSecond(second), ZoneOffset.UTC));
    }

    private static Secret token(long from, long until) {
        String claims = "{\"iat\":" + from + ",\"exp\":" + until + "}";
        return Secret.of("eyJ."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".signature");
    }

    @Test
    void a_node_without_an_identity_wants_one() {
        assertThat(at(0).wanted()).isTrue();
        assertThat(NodeToken.none().wanted()).isFalse();
    }

    @Test
    void an_identity_outlives_the_agent_and_is_renewed_after_two_thirds_of_its_time() throws IOException {
        at(0).take(token(0, 1000));
        assertThat(at(600).current().reveal()).isEqualTo(token(0, 1000).reveal());
        assertThat(at(600).wanted()).isFalse();
        assertThat(at(670).wanted()).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("identity.jwt"))))
                .isEqualTo("rw-------");
    }

    @Test
    void a_new_one_can_be_asked_for_once_at_any_time() {
        NodeToken token = at(1);
        token.take(token(0, 1000));
        token.renew();
        assertThat(token.wanted()).isTrue();
        token.take(Secret.NONE);
        assertThat(token.wanted()).isTrue();
        token.take(token(1, 1001));
        assertThat(token.wanted()).isFalse();
        assertThat(token.claims()).containsKey("exp");
    }

    @Test
    void an_identity_that_is_damaged_is_replaced() throws IOException {
        Files.writeString(folder.resolve("identity.jwt"), "half of it");
        assertThat(at(0).wanted()).isTrue();
    }

    @Test
    void an_introduction_is_found_beside_the_state() throws IOException {
        assertThat(NodeToken.introductionIn(folder)).isEqualTo(Secret.NONE);
        Files.writeString(folder.resolve("intro_token.jwt"), "ey.ey.x\n");
        assertThat(NodeToken.introductionIn(folder).reveal()).isEqualTo("ey.ey.x");
    }
}
