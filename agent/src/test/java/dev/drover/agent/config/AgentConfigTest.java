package dev.drover.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgentConfigTest {
    @Test
    void a_dev_agent_has_the_documented_defaults() {
        AgentConfig config = AgentConfig.of(true, new Settings());
        assertThat(config.region()).isEqualTo("global");
        assertThat(config.datacenter()).isEqualTo("dc1");
        assertThat(config.bindAddress()).isEqualTo("127.0.0.1");
        assertThat(config.httpPort()).isEqualTo(4646);
        assertThat(config.rpcPort()).isEqualTo(4647);
        assertThat(config.serfPort()).isEqualTo(4648);
        assertThat(config.client().minDynamicPort()).isEqualTo(20000);
        assertThat(config.client().maxDynamicPort()).isEqualTo(32000);
        assertThat(config.client().maxKillTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.client().nodePool()).isEqualTo("default");
        assertThat(config.server().heartbeatGrace()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.server().jobGcThreshold()).isEqualTo(Duration.ofHours(4));
        assertThat(config.plugins()).containsEntry("raw_exec", Map.of("enabled", true));
    }

    @Test
    void a_value_of_the_wrong_type_names_key_and_place() {
        Settings settings = new Settings();
        settings.put("ports.http", "many", "agent.hcl:3:5");
        assertThatThrownBy(() -> AgentConfig.of(true, settings))
                .isInstanceOf(ConfigException.class)
                .hasMessage("agent.hcl:3:5: ports.http must be a whole number, found \"many\"");
    }

    @Test
    void an_agent_that_is_neither_server_nor_client_says_how_to_be_one() {
        assertThatThrownBy(() -> AgentConfig.of(false, new Settings()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("add -dev");
    }

    @Test
    void later_settings_win_key_by_key_and_maps_are_merged() {
        Settings first = new Settings();
        first.put("ports.http", BigDecimal.valueOf(5000), "a.hcl:1:1");
        first.put("client.meta", Map.of("a", "1", "b", "2"), "a.hcl:2:1");
        Settings second = new Settings();
        second.put("client.meta", Map.of("b", "3"), "b.hcl:1:1");
        first.merge(second);
        AgentConfig config = AgentConfig.of(true, first);
        assertThat(config.httpPort()).isEqualTo(5000);
        assertThat(config.client().meta()).containsEntry("a", "1").containsEntry("b", "3");
    }
}
