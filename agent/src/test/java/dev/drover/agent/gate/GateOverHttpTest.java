package dev.drover.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.agent.Agent;
import dev.drover.agent.Reply;
import dev.drover.agent.TestAgent;
import dev.drover.model.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An agent with access control on, asked with all kinds of tokens. */
class GateOverHttpTest {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static Agent agent;
    private static String root;

    @BeforeAll
    static void start() throws Exception {
        agent = TestAgent.start(Map.of("acl.enabled", true));
        Reply first = ask("", "PUT", "/v1/acl/bootstrap", "");
        assertThat(first.status()).isEqualTo(200);
        root = first.text("SecretID");
        assertThat(ask(root, "PUT", "/v1/namespace", "{\"Name\": \"shop\"}").status())
                .isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        agent.close();
        HTTP.close();
    }

    private static Reply ask(String token, String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + agent.httpAddress() + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("X-Nomad-Token", token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return Reply.of(HTTP.send(request.build(), BodyHandlers.ofByteArray()));
    }

    private static Reply get(String token, String path) throws IOException, InterruptedException {
        return ask(token, "GET", path, "");
    }

    private static void policy(String name, String rules) throws IOException, InterruptedException {
        String body = Json.write(Map.of("Name", name, "Rules", rules));
        Reply reply = ask(root, "PUT", "/v1/acl/policy/" + name, body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }

    /** The secret of a new token that has one policy of these rules. */
    private static String token(String policy, String rules) throws IOException, InterruptedException {
        policy(policy, rules);
        String body = Json.write(Map.of("Name", policy, "Type", "client", "Policies", List.of(policy)));
        Reply reply = ask(root, "PUT", "/v1/acl/token", body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.text("SecretID");
    }

    private static String job(String id, String namespace) {
        return "{\"Job\": {\"ID\": \"" + id + "\", \"Namespace\": \"" + namespace
                + "\", \"Type\": \"service\", \"Datacenters\": [\"elsewhere\"], \"TaskGroups\": [{\"Name\": \"g\", \"Tasks\":"
                + " [{\"Name\": \"t\", \"Driver\": \"mock_driver\"}]}]}}";
    }

    @Test
    void without_a_token_only_what_everybody_may_know_is_answered() throws Exception {
        for (String path : List.of("/v1/jobs", "/v1/nodes", "/v1/agent/self", "/v1/acl/tokens", "/v1/acl/policies")) {
            Reply reply = get("", path);
            assertThat(reply.status()).as(path).isEqualTo(403);
            assertThat(reply.text()).isEqualTo("Permission denied");
        }
        for (String path : List.of("/v1/status/leader", "/v1/regions", "/v1/agent/health", "/v1/metrics")) {
            assertThat(get("", path).status()).as(path).isEqualTo(200);
        }
    }

    @Test
    void a_token_that_there_is_not_is_told_apart() throws Exception {
        Reply reply = get("11111111-1111-1111-1111-111111111111", "/v1/jobs");
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.text()).isEqualTo("ACL token not found");
    }

    @Test
    void the_first_token_may_do_everything_and_comes_once() throws Exception {
        assertThat(get(root, "/v1/jobs").status()).isEqualTo(200);
        assertThat(ask("", "GET", "/v1/jobs", "", "Authorization", "Bearer " + root)
                        .status())
                .isEqualTo(200);
        Reply self = get(root, "/v1/acl/token/self");
        assertThat(self.text("Type")).isEqualTo("management");
        assertThat(self.text("SecretID")).isEqualTo(root);
        Reply again = ask("", "PUT", "/v1/acl/bootstrap", "");
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.text()).contains("ACL bootstrap already done (reset index: ");
    }

    @Test
    void a_reader_of_one_namespace_sees_that_one_and_changes_nothing() throws Exception {
        assertThat(ask(root, "PUT", "/v1/jobs", job("a", "default")).status()).isEqualTo(200);
        assertThat(ask(root, "PUT", "/v1/jobs", job("b", "shop")).status()).isEqualTo(200);
        String reader = token("shop-reader", "namespace \"shop\" { policy = \"read\" }");
        assertThat(get(reader, "/v1/jobs?namespace=shop").size()).isEqualTo(1);
        Reply all = get(reader, "/v1/jobs?namespace=*");
        assertThat(all.size()).isEqualTo(1);
        assertThat(all.text("[0].Namespace")).isEqualTo("shop");
        assertThat(get(reader, "/v1/jobs").status()).isEqualTo(403);
        assertThat(get(reader, "/v1/job/a").status()).isEqualTo(403);
        assertThat(get(reader, "/v1/job/b?namespace=shop").status()).isEqualTo(200);
        assertThat(get(reader, "/v1/namespaces").size()).isEqualTo(1);
        assertThat(get(reader, "/v1/namespace/default").status()).isEqualTo(403);
        assertThat(get(reader, "/v1/nodes").status()).isEqualTo(403);
        assertThat(ask(reader, "PUT", "/v1/jobs", job("c", "shop")).status()).isEqualTo(403);
        assertThat(ask(reader, "DELETE", "/v1/job/b?namespace=shop", "").status())
                .isEqualTo(403);
        assertThat(ask(reader, "PUT", "/v1/system/gc", "").status()).isEqualTo(403);
        Reply search = ask(reader, "PUT", "/v1/search?namespace=*", "{\"Prefix\": \"\", \"Context\": \"jobs\"}");
        assertThat(search.text("Matches.jobs")).isEqualTo("[b]");
    }

    @Test
    void an_evaluation_is_in_the_namespace_of_its_job_whatever_the_query_says() throws Exception {
        String evaluation = ask(root, "PUT", "/v1/jobs", job("e", "default")).text("EvalID");
        String reader = token("eval-reader", "namespace \"shop\" { policy = \"read\" }");
        assertThat(get(reader, "/v1/evaluation/" + evaluation + "?namespace=shop")
                        .status())
                .isEqualTo(403);
        String own = token("default-reader", "namespace \"default\" { policy = \"read\" }");
        assertThat(get(own, "/v1/evaluation/" + evaluation).status()).isEqualTo(200);
        assertThat(get(own, "/v1/evaluation/22222222-2222-2222-2222-222222222222")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void the_namespace_in_the_body_counts_and_not_that_of_the_query() throws Exception {
        String writer = token("shop-writer", "namespace \"shop\" { policy = \"write\" }");
        assertThat(ask(writer, "PUT", "/v1/jobs?namespace=shop", job("d", "default"))
                        .status())
                .isEqualTo(403);
        assertThat(ask(writer, "PUT", "/v1/jobs", job("d", "shop")).status()).isEqualTo(200);
        assertThat(ask(writer, "PUT", "/v1/job/d/plan?namespace=shop", job("d", "shop"))
                        .status())
                .isEqualTo(200);
        assertThat(ask(writer, "DELETE", "/v1/job/d?namespace=shop&purge=true", "")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_job_that_mounts_a_volume_of_the_host_takes_the_right_for_the_volume() throws Exception {
        String job = job("v", "shop")
                .replace(
                        "\"Name\": \"g\",",
                        "\"Name\": \"g\", \"Volumes\": {\"data\": {\"Name\": \"data\", \"Type\": \"host\", \"Source\": \"db\"}},");
        String without = token("no-volume", "namespace \"shop\" { policy = \"write\" }");
        assertThat(ask(without, "PUT", "/v1/jobs", job).status()).isEqualTo(403);
        String reading = token(
                "read-volume", "namespace \"shop\" { policy = \"write\" }\nhost_volume \"db\" { policy = \"read\" }");
        assertThat(ask(reading, "PUT", "/v1/jobs", job).status()).isEqualTo(403);
        String writing = token(
                "write-volume", "namespace \"shop\" { policy = \"write\" }\nhost_volume \"d*\" { policy = \"write\" }");
        assertThat(ask(writing, "PUT", "/v1/jobs", job).status()).isEqualTo(200);
    }

    @Test
    void a_change_of_a_policy_counts_at_once_and_a_deleted_token_no_longer() throws Exception {
        String reader = token("changing", "node { policy = \"read\" }");
        assertThat(get(reader, "/v1/nodes").status()).isEqualTo(200);
        policy("changing", "agent { policy = \"read\" }");
        assertThat(get(reader, "/v1/nodes").status()).isEqualTo(403);
        assertThat(get(reader, "/v1/agent/self").status()).isEqualTo(200);
        String accessor = get(reader, "/v1/acl/token/self").text("AccessorID");
        assertThat(get(reader, "/v1/acl/token/" + accessor).status()).isEqualTo(200);
        assertThat(ask(reader, "DELETE", "/v1/acl/token/" + accessor, "").status())
                .isEqualTo(403);
        assertThat(ask(root, "DELETE", "/v1/acl/token/" + accessor, "").status())
                .isEqualTo(200);
        assertThat(get(reader, "/v1/agent/self").text()).isEqualTo("ACL token not found");
    }

    @Test
    void roles_give_what_their_policies_do() throws Exception {
        policy("for-role", "operator { policy = \"read\" }");
        Reply role = ask(root, "PUT", "/v1/acl/role", "{\"Name\": \"ops\", \"Policies\": [{\"Name\": \"for-role\"}]}");
        assertThat(role.status()).as(role.text()).isEqualTo(200);
        Reply made = ask(root, "PUT", "/v1/acl/token", "{\"Type\": \"client\", \"Roles\": [{\"Name\": \"ops\"}]}");
        String holder = made.text("SecretID");
        assertThat(made.text("Roles[0].ID")).isEqualTo(role.text("ID"));
        assertThat(get(holder, "/v1/operator/scheduler/configuration").status()).isEqualTo(200);
        assertThat(get(holder, "/v1/acl/policies").text()).contains("for-role");
        assertThat(get(holder, "/v1/acl/policy/for-role").text("RulesJSON.Operator.Policy"))
                .isEqualTo("read");
        assertThat(get(holder, "/v1/acl/role/" + role.text("ID")).status()).isEqualTo(200);
        assertThat(get(holder, "/v1/acl/role/name/ops").status()).isEqualTo(200);
        assertThat(get(holder, "/v1/acl/role/name/other").status()).isEqualTo(403);
        assertThat(ask(root, "DELETE", "/v1/acl/role/" + role.text("ID"), "").status())
                .isEqualTo(200);
        assertThat(get(holder, "/v1/operator/scheduler/configuration").status()).isEqualTo(403);
    }

    @Test
    void a_one_time_token_is_exchanged_once() throws Exception {
        String owner = token("one-time", "node { policy = \"read\" }");
        String once = ask(owner, "PUT", "/v1/acl/token/onetime", "").text("OneTimeToken.OneTimeSecretID");
        String body = "{\"OneTimeSecretID\": \"" + once + "\"}";
        assertThat(ask("", "PUT", "/v1/acl/token/onetime/exchange", body).text("Token.SecretID"))
                .isEqualTo(owner);
        assertThat(ask("", "PUT", "/v1/acl/token/onetime/exchange", body).status())
                .isEqualTo(403);
    }

    @Test
    void what_a_token_or_policy_must_not_be_is_told() throws Exception {
        assertThat(ask(root, "PUT", "/v1/acl/token", "{\"Type\": \"client\"}").text())
                .contains("client token missing policies or roles");
        assertThat(ask(root, "PUT", "/v1/acl/token", "{\"Type\": \"both\"}").status())
                .isEqualTo(400);
        assertThat(ask(root, "PUT", "/v1/acl/token", "{\"Type\": \"management\", \"ExpirationTTL\": \"1s\"}")
                        .text())
                .contains("acl.token_min_expiration_ttl");
        assertThat(ask(root, "PUT", "/v1/acl/token", "{\"Type\": \"management\", \"ExpirationTTL\": \"48h\"}")
                        .text())
                .contains("acl.token_max_expiration_ttl");
        Reply bad = ask(root, "PUT", "/v1/acl/policy/bad", "{\"Name\": \"bad\", \"Rules\": \"nod { policy = 1 }\"}");
        assertThat(bad.status()).isEqualTo(400);
        assertThat(bad.text()).contains("failed to parse rules", "policy.hcl:1");
    }

    @Test
    void lists_of_tokens_show_no_secrets_and_only_to_management() throws Exception {
        String reader = token("list-reader", "node { policy = \"read\" }");
        Reply list = get(root, "/v1/acl/tokens");
        assertThat(list.text()).contains("Bootstrap Token").doesNotContain(root).doesNotContain(reader);
        assertThat(get(reader, "/v1/acl/tokens").status()).isEqualTo(403);
        assertThat(get(root, "/v1/acl/auth-methods").text()).isEqualTo("[]");
    }

    @Test
    void topics_of_events_take_the_rights_of_what_they_show() throws Exception {
        String reader = token("event-reader", "namespace \"shop\" { policy = \"read\" }");
        for (String path : List.of(
                "/v1/event/stream",
                "/v1/event/stream?topic=Job",
                "/v1/event/stream?topic=Node&namespace=shop",
                "/v1/event/stream?topic=ACLToken&namespace=shop")) {
            assertThat(get(reader, path).status()).as(path).isEqualTo(403);
        }
    }
}
