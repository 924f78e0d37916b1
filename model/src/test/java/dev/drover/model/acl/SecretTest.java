package dev.drover.model.acl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.wire.Json;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SecretTest {
    private static final ACLToken TOKEN = ACLTokenBuilder.builder()
            .accessorId("a")
            .secretId(Secret.of("hush"))
            .type(ACLToken.CLIENT)
            .expirationTtl(Duration.ofMinutes(90))
            .build();

    @Test
    void a_secret_is_in_no_text_and_no_json_unless_it_is_to_be_shown() {
        assertThat(TOKEN.toString()).contains("(hidden)").doesNotContain("hush");
        assertThat(Json.write(TOKEN)).contains("\"SecretID\":\"\"").doesNotContain("hush");
        assertThat(Json.write(TOKEN.withSecretShown())).contains("\"SecretID\":\"hush\"");
        assertThat(TOKEN.withSecretShown().toString()).doesNotContain("hush");
    }

    @Test
    void a_secret_that_came_as_json_is_the_same_and_hidden_again() {
        ACLToken read = Json.read(ACLToken.class, Json.write(TOKEN.withSecretShown()));
        assertThat(read.secretId()).isEqualTo(TOKEN.secretId()).isNotEqualTo(Secret.of("hush!"));
        assertThat(Json.write(read)).doesNotContain("hush");
    }

    @Test
    void a_duration_is_a_text_and_read_from_nanoseconds_too() {
        assertThat(Json.write(TOKEN)).contains("\"ExpirationTTL\":\"1h30m0s\"");
        assertThat(Json.read(ACLToken.class, "{\"ExpirationTTL\": 60000000000}").expirationTtl())
                .isEqualTo(Duration.ofMinutes(1));
        assertThat(Json.read(ACLToken.class, "{\"ExpirationTTL\": \"5m\"}").expirationTtl())
                .isEqualTo(Duration.ofMinutes(5));
    }
}
