package dev.drover.agent.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.agent.config.AgentConfig;
import dev.drover.agent.config.Settings;
import dev.drover.agent.gate.Access;
import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.Exchange;
import dev.drover.agent.http.HttpException;
import dev.drover.agent.http.RequestBody;
import dev.drover.agent.http.RequestHead;
import dev.drover.agent.http.Router;
import dev.drover.gossip.Gossip;
import dev.drover.gossip.Member;
import dev.drover.model.api.AgentMember;
import dev.drover.model.api.JoinResponse;
import dev.drover.model.api.KeyringResponse;
import dev.drover.model.api.ServerMembers;
import dev.drover.model.wire.Json;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemberRoutesTest {
    private final List<String> calls = new ArrayList<>();
    private final Optional<Membership> membership = Optional.of(new GossipMembership(
            new FakeGossip(), "global", (action, key) -> new KeyringResponse(Map.of(), Map.of(), 1)));
    private final Optional<ServerAddresses> addresses = Optional.of(new FakeAddresses());

    private Answer ask(
            Optional<Membership> server,
            Optional<ServerAddresses> node,
            String method,
            String path,
            Map<String, List<String>> query)
            throws InterruptedException {
        AgentConfig config = AgentConfig.of(true, new Settings());
        Router.Match match = new Router(new MemberRoutes(config, server, node).routes()).match(method, path);
        return match.route()
                .handler()
                .answer(new ApiRequest(
                        method,
                        path,
                        match.parameters(),
                        query,
                        Map.of(),
                        new RequestBody(new Unread(new RequestHead(method, path, 0, Map.of()))),
                        Access.UNRESTRICTED));
    }

    /** A request whose body is empty and whose answer is looked at before it is written. */
    private record Unread(RequestHead head) implements Exchange {
        @Override
        public InputStream body() {
            return InputStream.nullInputStream();
        }

        @Override
        public OutputStream answer(int status, Map<String, String> headers) {
            return OutputStream.nullOutputStream();
        }
    }

    private Object value(String method, String path, Map<String, List<String>> query) throws InterruptedException {
        Answer answer = ask(membership, addresses, method, path, query);
        assertThat(answer).isInstanceOf(Answer.Value.class);
        return answer instanceof Answer.Value value && value.value() != null ? value.value() : "";
    }

    @Test
    void members_are_shown_as_clients_know_them() throws Exception {
        assertThat(value("GET", "/v1/agent/members", Map.of()))
                .isInstanceOfSatisfying(
                        ServerMembers.class,
                        answer -> assertThat(answer.members())
                                .extracting(AgentMember::name, AgentMember::status)
                                .containsExactly(
                                        org.assertj.core.groups.Tuple.tuple("a.global", "alive"),
                                        org.assertj.core.groups.Tuple.tuple("b.global", "alive"),
                                        org.assertj.core.groups.Tuple.tuple("c.global", "failed"),
                                        org.assertj.core.groups.Tuple.tuple("d.europe", "left")));
    }

    @Test
    void joining_takes_several_addresses_and_tells_what_came_of_it() throws Exception {
        Object answer = value("PUT", "/v1/agent/join", Map.of("address", List.of("10.0.0.1", "10.0.0.2:5648")));
        assertThat(calls).containsExactly("join [10.0.0.1, 10.0.0.2:5648]");
        assertThat(Json.write(answer)).isEqualTo("{\"num_joined\":1,\"error\":\"one; two\"}");
    }

    @Test
    void a_server_is_forced_out_by_its_name_with_or_without_the_region() throws Exception {
        assertThat(ask(membership, addresses, "POST", "/v1/agent/force-leave", Map.of("node", List.of("c.global"))))
                .isNotNull();
        assertThat(ask(
                        membership,
                        addresses,
                        "PUT",
                        "/v1/agent/force-leave",
                        Map.of("node", List.of("c"), "prune", List.of("true"))))
                .isNotNull();
        assertThat(calls).containsExactly("leave c.global false", "leave c.global true");
    }

    @Test
    void the_servers_of_a_node_are_read_and_set() throws Exception {
        assertThat(value("GET", "/v1/agent/servers", Map.of())).isEqualTo(List.of("10.0.0.1:4647"));
        assertThat(ask(membership, addresses, "PUT", "/v1/agent/servers", Map.of("address", List.of("x", "y"))))
                .isNotNull();
        assertThat(calls).containsExactly("use [x, y]");
    }

    @Test
    void what_is_missing_is_named() {
        assertRefused(400, "missing address to join", membership, "/v1/agent/join");
        assertRefused(400, "missing node to force leave", membership, "/v1/agent/force-leave");
        assertRefused(400, "missing server address", membership, "/v1/agent/servers");
    }

    @Test
    void an_agent_without_a_server_or_a_node_says_so() {
        assertRefused(501, "no server", Optional.empty(), "/v1/agent/join");
        assertRefused(501, "no server", Optional.empty(), "/v1/agent/force-leave");
        assertThatThrownBy(() -> ask(membership, Optional.empty(), "GET", "/v1/agent/servers", Map.of()))
                .isInstanceOfSatisfying(
                        HttpException.class, fault -> assertThat(fault.status()).isEqualTo(501));
    }

    private void assertRefused(int status, String text, Optional<Membership> server, String path) {
        assertThatThrownBy(() -> ask(server, addresses, "PUT", path, Map.of("address", List.of(" "))))
                .hasMessageContaining(text)
                .isInstanceOfSatisfying(
                        HttpException.class, fault -> assertThat(fault.status()).isEqualTo(status));
    }

    @Test
    void a_server_in_memory_is_its_only_member_and_joins_nobody() throws Exception {
        Membership sole = new SoleMembership(AgentConfig.of(true, new Settings()), "id-1");
        assertThat(sole.members()).containsExactly(sole.self());
        assertThat(sole.self().tags()).containsEntry("id", "id-1").containsEntry("role", "nomad");
        JoinResponse answer = sole.join(List.of("10.0.0.1"));
        assertThat(answer.numJoined()).isZero();
        assertThat(answer.error()).contains("without -dev");
    }

    private final class FakeAddresses implements ServerAddresses {
        @Override
        public List<String> known() {
            return List.of("10.0.0.1:4647");
        }

        @Override
        public void use(List<String> servers) {
            calls.add("use " + servers);
        }
    }

    private final class FakeGossip implements Gossip {
        private static Member member(String name, Member.Status status) {
            return new Member(name, "10.0.0.1", 4648, Map.of("role", "nomad"), status, 1);
        }

        @Override
        public Member self() {
            return member("a.global", Member.Status.ALIVE);
        }

        @Override
        public List<Member> members() {
            return List.of(
                    self(),
                    member("b.global", Member.Status.SUSPECT),
                    member("c.global", Member.Status.FAILED),
                    member("d.europe", Member.Status.LEFT));
        }

        @Override
        public JoinResult join(List<String> addresses) {
            calls.add("join " + addresses);
            return new JoinResult(1, List.of("one", "two"));
        }

        @Override
        public void updateTags(Map<String, String> tags) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void forceLeave(String name, boolean prune) {
            calls.add("leave " + name + " " + prune);
        }

        @Override
        public void leave() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
