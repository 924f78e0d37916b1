package dev.drover.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class AgentFlagsTest {
    @Test
    void flags_take_one_dash_or_two_and_a_value_after_equals_or_blank() {
        AgentFlags flags = AgentFlags.parse(List.of(
                "-dev", "--config", "a.hcl", "-config=b.hcl", "-bind", "127.0.0.1", "--dc=east", "-acl-enabled"));
        assertThat(flags.dev()).isTrue();
        assertThat(flags.configPaths()).containsExactly("a.hcl", "b.hcl");
        assertThat(flags.settings().text("bind_addr")).contains("127.0.0.1");
        assertThat(flags.settings().text("datacenter")).contains("east");
        assertThat(flags.settings().bool("acl.enabled", false)).isTrue();
    }

    @Test
    void repeated_meta_and_server_flags_add_up() {
        AgentFlags flags =
                AgentFlags.parse(List.of("-meta", "a=1", "-meta=b=2", "-servers", "x:1,y:2", "-servers=z:3"));
        assertThat(flags.settings().texts("client.meta"))
                .containsEntry("a", "1")
                .containsEntry("b", "2");
        assertThat(flags.settings().list("client.servers")).containsExactly("x:1", "y:2", "z:3");
    }

    @Test
    void an_unknown_flag_is_named() {
        assertThatThrownBy(() -> AgentFlags.parse(List.of("-devv")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("-devv");
    }

    @Test
    void a_flag_without_its_value_is_named() {
        assertThatThrownBy(() -> AgentFlags.parse(List.of("-bind")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("-bind needs a value");
    }

    @Test
    void a_misspelt_flag_and_a_value_of_the_wrong_kind_are_explained() {
        assertThatThrownBy(() -> AgentFlags.parse(List.of("-bootstrap-expct=3")))
                .hasMessageContaining("did you mean -bootstrap-expect?");
        assertThatThrownBy(() -> AgentFlags.parse(List.of("-retry-interval=soon")))
                .hasMessageContaining("flag -retry-interval must be a duration");
    }

    @Test
    void every_flag_sets_a_key_that_files_may_have_as_well() {
        for (var flags : List.of(FlagKeys.VALUES, FlagKeys.SWITCHES, FlagKeys.LISTS)) {
            assertThat(flags.values())
                    .allMatch(key -> KnownKeys.load().kind(key).isPresent());
        }
        assertThat(AgentFlags.usage("drover")).contains("-bootstrap-expect=<server.bootstrap_expect>");
    }
}
