package dev.drover.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.agent.Agent;
import dev.drover.agent.Reply;
import dev.drover.agent.TestAgent;
import dev.drover.model.wire.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An agent with access control on, asked by its own workloads with the tokens that they got. */
class WorkloadsOverHttpTest {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static Agent agent;
    private static String root;

    @BeforeAll
    static void start() throws Exception {
        agent = TestAgent.start(Map.of(
                "acl.enabled", true, "server.oidc_issuer", "https://drover.example.com/", "client.enabled", true));
        Reply first = ask("", "PUT", "/v1/acl/bootstrap", "");
        assertThat(first.status()).isEqualTo(200);
        root = first.text("SecretID");
    }

    @AfterAll
    static void stop() {
        agent.close();
        HTTP.close();
    }

    private static Reply ask(String token, String method, String path, String body, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + agent.httpAddress() + path))
                .timeout(PATIENCE)
                .method(method, BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("X-Nomad-Token", token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return Reply.of(HTTP.send(request.build(), BodyHandlers.ofByteArray()));
    }

    /** Runs a job and waits for an allocation of it in the status; answers its id. */
    private static String run(String id, String script, String status) throws Exception {
        Reply registered = ask(root, "PUT", "/v1/jobs", """
                {"Job": {"ID": "%s", "Type": "service", "Datacenters": ["*"], "TaskGroups": [{"Name": "g",
                  "EphemeralDisk": {"SizeMB": 10}, "RestartPolicy": {"Attempts": 0, "Mode": "fail"},
                  "ReschedulePolicy": {"Attempts": 0, "Unlimited": false},
                  "Tasks": [{"Name": "t", "Driver": "raw_exec",
                    "Config": {"command": "/bin/sh", "args": ["-c", "%s"]}, "KillTimeout": 1000000000,
                    "Identity": {"Env": true, "File": true},
                    "Identities": [{"Name": "bank", "Audience": ["bank.example"], "TTL": 3600000000000, "Env": true}],
                    "Resources": {"CPU": 1, "MemoryMB": 10}, "LogConfig": {"MaxFiles": 1, "MaxFileSizeMB": 1}}]}]}}
                """.formatted(id, script));
        assertThat(registered.status()).as(registered.text()).isEqualTo(200);
        return awaitAllocation(id, status);
    }

    private static String awaitAllocation(String job, String status) throws Exception {
        String path = "/v1/job/" + job + "/allocations";
        long end = System.nanoTime() + PATIENCE.toNanos();
        String index = "0";
        while (System.nanoTime() < end) {
            Reply reply = ask(root, "GET", path + "?wait=1s&index=" + index, "");
            if (reply.size() > 0 && reply.text("[0].ClientStatus").equals(status)) {
                return reply.text("[0].ID");
            }
            index = reply.header("X-Nomad-Index");
        }
        throw new AssertionError(job + " did not become " + status + ": "
                + ask(root, "GET", path, "").text());
    }

    private static String log(String allocation) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String text = "";
        while (!text.endsWith("\n")) {
            assertThat(System.nanoTime()).isLessThan(end);
            text = ask(root, "GET", "/v1/client/fs/logs/" + allocation + "?task=t&type=stdout&plain=true", "")
                    .text();
        }
        return text.strip();
    }

    private static void policy(String name, String rules, String job) throws Exception {
        String body = Json.write(
                Map.of("Name", name, "Rules", rules, "JobACL", Map.of("Namespace", "default", "JobID", job)));
        Reply reply = ask(root, "PUT", "/v1/acl/policy/" + name, body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }

    @Test
    void a_workload_may_do_what_policies_bound_to_its_job_say_until_it_is_over() throws Exception {
        String allocation = run("asker", "echo $NOMAD_TOKEN; exec sleep 600", "running");
        String token = log(allocation);
        assertThat(ask(token, "GET", "/v1/jobs", "").status()).isEqualTo(403);
        assertThat(ask(token, "GET", "/v1/acl/policy/self", "").status()).isEqualTo(200);
        assertThat(ask(token, "GET", "/v1/acl/token/self", "").status()).isEqualTo(403);

        policy("asker", "namespace \"default\" { policy = \"read\" }", "asker");
        policy("stranger", "node { policy = \"read\" }", "other");
        assertThat(ask(token, "GET", "/v1/jobs", "").status()).isEqualTo(200);
        assertThat(ask("", "GET", "/v1/jobs", "", "Authorization", "Bearer " + token)
                        .status())
                .isEqualTo(200);
        assertThat(ask(token, "GET", "/v1/nodes", "").status()).isEqualTo(403);
        assertThat(ask(token, "PUT", "/v1/operator/keyring/rotate", "").status())
                .isEqualTo(403);
        assertThat(ask(token, "GET", "/v1/acl/policy/self", "").text())
                .contains("asker")
                .doesNotContain("stranger");

        ask(root, "DELETE", "/v1/job/asker", "");
        awaitAllocation("asker", "complete");
        Reply late = ask(token, "GET", "/v1/jobs", "");
        assertThat(late.status()).isEqualTo(403);
        assertThat(late.text()).contains("the allocation of the token is over");
    }

    @Test
    void the_token_for_somebody_else_does_not_open_the_gate() throws Exception {
        policy("sender", "namespace \"default\" { policy = \"read\" }", "sender");
        String bank = log(run("sender", "echo $NOMAD_TOKEN_bank; exec sleep 600", "running"));
        assertThat(bank).startsWith("ey");
        Reply refused = ask(bank, "GET", "/v1/jobs", "");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).contains("another audience");
        ask(root, "DELETE", "/v1/job/sender", "");
    }

    @Test
    void others_find_the_public_keys_by_the_issuer_without_a_token() throws Exception {
        Reply discovery = ask("", "GET", "/.well-known/openid-configuration", "");
        assertThat(discovery.status()).isEqualTo(200);
        assertThat(discovery.text("issuer")).isEqualTo("https://drover.example.com/");
        assertThat(discovery.text("jwks_uri")).isEqualTo("https://drover.example.com/.well-known/jwks.json");
        assertThat(discovery.text("id_token_signing_alg_values_supported")).isEqualTo("[RS256]");
        assertThat(ask("", "GET", "/.well-known/jwks.json", "").status()).isEqualTo(200);
        assertThat(ask("", "GET", "/v1/operator/keyring/keys", "").status()).isEqualTo(403);
    }
}
