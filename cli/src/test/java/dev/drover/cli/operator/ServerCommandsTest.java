package dev.drover.cli.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.cli.FakeAgent;
import dev.drover.cli.Terminal;
import dev.drover.cli.Terminal.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerCommandsTest {
    private final FakeAgent agent = new FakeAgent();
    private final Terminal terminal = Terminal.with(agent);

    @AfterEach
    void stop() {
        agent.close();
    }

    @Test
    void joining_adds_up_the_addresses_and_complains_of_those_that_did_not_answer() {
        agent.on("PUT /v1/agent/join", "{\"num_joined\":1,\"error\":\"\"}")
                .on("PUT /v1/agent/join", "{\"num_joined\":0,\"error\":\"cannot join b: refused\"}");

        Result result = terminal.run("server", "join", "10.0.0.1:4648", "b");

        assertThat(result.code()).isZero();
        assertThat(result.out()).isEqualTo("Joined 1 servers successfully\n");
        assertThat(result.err()).isEqualTo("cannot join b: refused\n");
        assertThat(agent.requests())
                .extracting(FakeAgent.Request::target)
                .containsExactly("/v1/agent/join?address=10.0.0.1%3A4648", "/v1/agent/join?address=b");
    }

    @Test
    void joining_nobody_is_a_failure() {
        agent.on("PUT /v1/agent/join", "{\"num_joined\":0,\"error\":\"cannot join b: refused\"}");

        Result result = terminal.run("server-join", "b");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("Error joining: cannot join b: refused");
    }

    @Test
    void a_failed_server_is_forced_out() {
        agent.on("PUT /v1/agent/force-leave", 200, "");

        assertThat(terminal.run("server", "force-leave", "-prune", "s3.global").code())
                .isZero();
        assertThat(agent.last("PUT /v1/agent/force-leave").target())
                .isEqualTo("/v1/agent/force-leave?node=s3.global&prune=true");
    }

    @Test
    void an_agent_that_is_no_server_is_told_in_its_words() {
        agent.on("PUT /v1/agent/force-leave", 501, "Invalid method");

        Result result = terminal.run("server", "force-leave", "s3.global");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .contains("Error force-leaving server s3.global")
                .contains("Invalid method");
    }

    @Test
    void missing_arguments_are_named() {
        assertThat(terminal.run("server", "join").err()).contains("at least one argument: <address>");
        assertThat(terminal.run("server", "force-leave").err()).contains("one argument: <server>");
    }

    @Test
    void failed_and_left_servers_of_several_regions_are_listed_also_where_a_region_has_no_leader() {
        agent.on("GET /v1/agent/members", """
                        {"ServerName":"s1","ServerRegion":"global","ServerDC":"dc1","Members":[
                         {"Name":"s2.europe","Addr":"10.0.1.2","Port":4648,"Status":"failed","ProtocolCur":2,
                          "Tags":{"rpc_addr":"10.0.1.2","port":"4647","region":"europe","dc":"dc2","raft_vsn":"3","build":"2.0.0"}},
                         {"Name":"s1.global","Addr":"10.0.0.1","Port":4648,"Status":"alive","ProtocolCur":2,
                          "Tags":{"rpc_addr":"10.0.0.1","port":"4647","region":"global","dc":"dc1","raft_vsn":"3","build":"2.0.0"}}]}
                        """)
                .on("GET /v1/status/leader", "\"10.0.0.1:4647\"")
                .on("GET /v1/status/leader", 500, "No cluster leader");

        Result result = terminal.run("server", "members", "-verbose");

        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("s1.global").contains("failed").contains("Protocol");
        assertThat(result.err()).contains("No cluster leader");
    }
}
