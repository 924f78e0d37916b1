package dev.drover.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.cli.FakeAgent;
import dev.drover.cli.Terminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Servers, metadata and identity of a node. */
class NodeSettingsTest {
    private static final String NODE = "8f2a4c25-2b18-281b-e2a9-3db020047662";

    private final FakeAgent agent = new FakeAgent();
    private final Terminal terminal = Terminal.with(agent);

    @AfterEach
    void stop() {
        agent.close();
    }

    private void hasNode() {
        agent.on(
                "GET /v1/nodes",
                "[{\"ID\":\"" + NODE + "\",\"SchedulingEligibility\":\"eligible\",\"Status\":\"ready\"}]");
    }

    @Test
    void the_servers_of_a_node_are_read_and_replaced() {
        agent.on("GET /v1/agent/servers", "[\"s1:4647\",\"s2:4647\"]").on("PUT /v1/agent/servers", "");

        assertThat(terminal.run("node", "config", "-servers").out()).isEqualTo("s1:4647\ns2:4647\n");
        assertThat(terminal.run("client-config", "-update-servers", "s3", "s4:4647")
                        .code())
                .isZero();
        assertThat(agent.last("PUT /v1/agent/servers").target())
                .isEqualTo("/v1/agent/servers?address=s3&address=s4%3A4647");
        assertThat(terminal.run("node", "config").err()).contains("either -servers or -update-servers");
        assertThat(terminal.run("node", "config", "-update-servers").err()).contains("at least one server");
    }

    @Test
    void metadata_is_set_and_taken_away() {
        hasNode();
        agent.on("POST /v1/client/metadata", "{}");

        assertThat(terminal.run("node", "meta", "apply", "-node-id", "8f2a", "-unset", "old,older", "a=b=c")
                        .code())
                .isZero();
        assertThat(agent.last("POST /v1/client/metadata").target()).isEqualTo("/v1/client/metadata?node_id=" + NODE);
        assertThat(agent.last("POST /v1/client/metadata").body())
                .contains("\"a\":\"b=c\"")
                .contains("\"old\":null")
                .contains("\"older\":null");
        assertThat(terminal.run("node", "meta", "apply").err()).contains("at least one key=value");
    }

    @Test
    void metadata_is_shown_by_where_it_comes_from() {
        agent.on(
                "GET /v1/client/metadata",
                "{\"Meta\":{\"a\":\"1\",\"b\":\"2\"},\"Dynamic\":{\"a\":\"1\",\"c\":null},\"Static\":{\"b\":\"2\",\"c\":\"3\"}}");

        assertThat(terminal.run("node", "meta", "read").out()).isEqualTo("""
                        All Meta
                        a = 1
                        b = 2

                        Dynamic Meta
                        a = 1
                        c = <unset>

                        Static Meta
                        b = 2
                        c = 3
                        """);
        assertThat(terminal.run("node", "meta", "read", "-t", "{{.Meta.a}}").out())
                .isEqualTo("1\n");
    }

    @Test
    void the_claims_of_an_identity_are_shown_with_times() {
        hasNode();
        agent.on("GET /v1/client/identity", "{\"Claims\":{\"exp\":1795395200,\"sub\":\"node:global\"}}")
                .on("PUT /v1/client/identity/renew", "{}");

        assertThat(terminal.run("node", "identity", "get", "8f2a").out()).isEqualTo("""
                        Claim Key  Claim Value
                        exp        2026-11-23T00:53:20Z
                        sub        node:global
                        """);
        assertThat(terminal.run("node", "identity", "renew", "8f2a").code()).isZero();
        assertThat(agent.last("PUT /v1/client/identity/renew").body()).contains(NODE);
    }

    @Test
    void an_introduction_token_is_made_for_a_node_and_a_time() {
        agent.on("PUT /v1/acl/identity/client-introduction-token", "{\"JWT\":\"abc\"}");

        assertThat(terminal.run("node", "intro", "create", "-node-name", "n", "-ttl", "15m")
                        .out())
                .isEqualTo("Successfully generated client introduction token:\n\nabc\n");
        assertThat(agent.last("PUT /v1/acl/identity/").body())
                .contains("\"TTL\":\"15m0s\"")
                .contains("\"NodeName\":\"n\"");
    }
}
