package dev.drover.agent.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.agent.Reply;
import dev.drover.agent.TestAgent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class QuotasOverHttpTest {
    @RegisterExtension
    static final TestAgent agent = new TestAgent();

    private static String body(String name, int memory) {
        return "{\"Name\": \"" + name + "\", \"Limits\": [{\"Region\": \"global\", \"RegionLimit\": {\"MemoryMB\": "
                + memory + "}}]}";
    }

    @Test
    void a_quota_is_made_read_listed_and_deleted() {
        assertThat(agent.put("/v1/quota", body("gold", 100)).status()).isEqualTo(200);
        assertThat(agent.put("/v1/quota/gold-2", body("gold-2", 200)).status()).isEqualTo(200);
        Reply read = agent.get("/v1/quota/gold");
        assertThat(read.number("Limits[0].RegionLimit.MemoryMB")).isEqualTo(100);
        assertThat(read.text("Limits[0].Hash")).isNotEmpty();
        assertThat(agent.get("/v1/quotas?prefix=gold-").text("[0].Name")).isEqualTo("gold-2");
        assertThat(agent.delete("/v1/quota/gold").status()).isEqualTo(200);
        assertThat(agent.get("/v1/quota/gold").status()).isEqualTo(404);
        assertThat(agent.delete("/v1/quota/gold").status()).isEqualTo(404);
    }

    @Test
    void a_path_with_another_name_than_the_body_is_refused() {
        assertThat(agent.put("/v1/quota/lead", body("gold", 1)).status()).isEqualTo(400);
        assertThat(agent.put("/v1/quota/quota", "{\"Limits\": [{\"RegionLimit\": {}}]}")
                        .status())
                .isEqualTo(200);
        assertThat(agent.get("/v1/quota/quota").text("Limits[0].Region")).isEqualTo("global");
    }

    @Test
    void what_is_used_is_told_by_the_hash_of_the_limit() {
        agent.put("/v1/quota", body("silver", 100));
        String hash = agent.get("/v1/quota/silver").text("Limits[0].Hash");
        Reply usage = agent.get("/v1/quota/usage/silver");
        assertThat(usage.text("Name")).isEqualTo("silver");
        assertThat(usage.text()).contains("\"" + hash + "\"").contains("\"MemoryMB\":0");
        assertThat(agent.get("/v1/quota-usages?prefix=silver").text("[0].Name")).isEqualTo("silver");
        assertThat(agent.get("/v1/quota/usage/none").status()).isEqualTo(404);
    }
}
