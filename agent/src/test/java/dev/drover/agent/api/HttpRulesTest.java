package dev.drover.agent.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.agent.Reply;
import dev.drover.agent.TestAgent;
import dev.drover.agent.TestJobs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRulesTest {
    @RegisterExtension
    static final TestAgent agent = new TestAgent();

    @Test
    void reads_of_the_state_carry_the_index_and_other_answers_do_not() {
        Reply jobs = agent.get("/v1/jobs");
        assertThat(jobs.header("X-Nomad-Index")).matches("[1-9][0-9]*");
        assertThat(jobs.header("X-Nomad-KnownLeader")).isEqualTo("true");
        assertThat(jobs.header("X-Nomad-LastContact")).isEqualTo("0");
        assertThat(jobs.header("Content-Type")).isEqualTo("application/json");
        assertThat(agent.get("/v1/agent/self").header("X-Nomad-Index")).isEmpty();
    }

    @Test
    void pretty_indents_for_people() {
        assertThat(agent.get("/v1/regions?pretty").text()).isEqualTo("[\n    \"global\"\n]\n");
        assertThat(agent.get("/v1/regions?pretty=false").text()).isEqualTo("[\"global\"]");
    }

    @Test
    void large_answers_are_compressed_for_those_who_can_read_it() throws IOException {
        Reply plain = agent.get("/v1/node/" + agent.nodeId());
        assertThat(plain.header("Content-Encoding")).isEmpty();
        Reply small = agent.send("GET", "/v1/node/" + agent.nodeId(), "", "Accept-Encoding", "gzip");
        assertThat(small.header("Content-Encoding")).isEqualTo("gzip");
        byte[] unpacked = new GZIPInputStream(new ByteArrayInputStream(small.body())).readAllBytes();
        assertThat(new String(unpacked, StandardCharsets.UTF_8)).startsWith("{").contains("\"Attributes\"");
        assertThat(small.body().length).isLessThan(unpacked.length);
    }

    @Test
    void head_answers_as_get_without_a_body() {
        Reply head = agent.send("HEAD", "/v1/nodes", "");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("X-Nomad-Index")).isNotEmpty();
        assertThat(head.body()).isEmpty();
    }

    @Test
    void options_names_the_methods() {
        Reply options = agent.send("OPTIONS", "/v1/jobs", "");
        assertThat(options.status()).isEqualTo(200);
        assertThat(options.header("Allow")).contains("GET").contains("PUT");
    }

    @Test
    void a_path_that_is_not_there_is_404_and_one_that_is_not_built_501() {
        assertThat(agent.get("/v1/nonsense").status()).isEqualTo(404);
        assertThat(agent.get("/nonsense").status()).isEqualTo(404);
        assertThat(agent.get("/v1/vars").status()).isEqualTo(501);
        assertThat(agent.get("/v1/vars").text()).contains("/v1/vars");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE /v1/jobs",
                "PATCH /v1/job/a",
                "GET /v1/validate/job",
                "POST /v1/nodes",
                "GET /v1/system/gc"
            })
    void a_wrong_method_is_405(String request) {
        String[] parts = request.split(" ", 2);
        assertThat(agent.send(parts[0], parts[1], "").status()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{\"Job\"", "[]", "{\"Job\": {\"ID\": 5}}", "nonsense", "{\"Job\": {}}", "{\"Job\": null}"})
    void a_body_that_is_no_job_is_400(String body) {
        assertThat(agent.put("/v1/jobs", body).status()).isEqualTo(400);
    }

    @Test
    void a_field_of_the_wrong_type_is_named() {
        Reply reply = agent.put("/v1/jobs", "{\"Job\": {\"ID\": \"x\", \"TaskGroups\": [{\"Count\": \"many\"}]}}");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text()).contains("Job.TaskGroups[0].Count");
    }

    @Test
    void endless_nesting_is_refused() {
        String deep =
                "{\"Job\": {\"ID\": \"x\", \"TaskGroups\": [{\"Tasks\": [{\"Config\": " + "{\"a\":".repeat(100_000);
        Reply reply = agent.put("/v1/jobs", deep);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text()).contains("nested deeper");
        assertThat(agent.get("/v1/jobs").status()).isEqualTo(200);
    }

    @Test
    void a_body_that_is_announced_as_too_large_is_refused_before_it_is_sent() throws IOException {
        assertThat(raw("PUT /v1/jobs HTTP/1.1\r\nHost: a\r\nContent-Length: 30000000\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ");
    }

    @Test
    void a_body_that_nobody_reads_does_not_cost_the_connection() throws IOException {
        String[] address = agent.address().split(":", -1);
        try (Socket socket = new Socket(address[0], Integer.parseInt(address[1]))) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write("PUT /v1/none HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
            String next = "{}GET /v1/regions HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
            out.write(next.getBytes(StandardCharsets.UTF_8));
            out.flush();
            String both = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(both)
                    .startsWith("HTTP/1.1 404 ")
                    .contains("HTTP/1.1 200 ")
                    .endsWith("[\"global\"]");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/jobs, application/json",
        "/v1/job/none, text/plain; charset=utf-8",
        "/v1/metrics?format=prometheus, text/plain; version=0.0.4; charset=utf-8",
        "/ui/, text/html; charset=utf-8"
    })
    void an_answer_says_of_which_type_it_is(String path, String type) {
        assertThat(agent.get(path).header("Content-Type")).isEqualTo(type);
    }

    @Test
    void what_the_listener_refuses_is_plain_text_too() throws IOException {
        assertThat(raw("GET /v1/job/%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("text/plain")
                .doesNotContain("<html");
        assertThat(raw("GET /v1/job/%2e%2e/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .doesNotContain("<html");
    }

    /** The first piece of the answer to bytes that no client would send. */
    private static String raw(String request) throws IOException {
        String[] address = agent.address().split(":", -1);
        try (Socket socket = new Socket(address[0], Integer.parseInt(address[1]))) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readNBytes(300), StandardCharsets.UTF_8);
        }
    }

    @Test
    void lists_are_filtered_by_prefix_and_expression_and_cut_into_pages() {
        for (String id : new String[] {"page-1", "page-2", "page-3"}) {
            agent.put("/v1/jobs", TestJobs.job(id, "batch", "true", 0, ""));
        }
        assertThat(agent.get("/v1/jobs?prefix=page-").size()).isEqualTo(3);
        assertThat(agent.get("/v1/jobs?prefix=zzz").text()).isEqualTo("[]");
        assertThat(agent.get("/v1/jobs?filter=ID==%22page-2%22").size()).isEqualTo(1);
        assertThat(agent.get("/v1/jobs?filter=ID").status()).isEqualTo(400);
        Reply first = agent.get("/v1/jobs?prefix=page-&per_page=2");
        assertThat(first.size()).isEqualTo(2);
        Reply second = agent.get("/v1/jobs?prefix=page-&per_page=2&next_token=" + first.header("X-Nomad-NextToken"));
        assertThat(second.text("[0].ID")).isEqualTo("page-3");
        assertThat(second.header("X-Nomad-NextToken")).isEmpty();
        assertThat(agent.get("/v1/jobs?prefix=page-&reverse=true").text("[0].ID"))
                .isEqualTo("page-3");
    }

    @Test
    void a_namespace_shows_its_own_jobs_and_the_star_all() {
        agent.put("/v1/namespace", "{\"Name\": \"other\", \"Description\": \"apart\"}");
        String job = TestJobs.job("apart", "batch", "true", 0, ", \"Namespace\": \"other\"");
        assertThat(agent.put("/v1/jobs?namespace=other", job).status()).isEqualTo(200);
        assertThat(agent.get("/v1/jobs?prefix=apart").text()).isEqualTo("[]");
        assertThat(agent.get("/v1/jobs?prefix=apart&namespace=other").size()).isEqualTo(1);
        assertThat(agent.get("/v1/jobs?prefix=apart&namespace=*").text("[0].Namespace"))
                .isEqualTo("other");
        assertThat(agent.get("/v1/job/apart").status()).isEqualTo(404);
        assertThat(agent.get("/v1/job/apart?namespace=other").status()).isEqualTo(200);
    }

    @Test
    void a_port_that_is_taken_is_named() {
        String port = agent.address().substring(agent.address().indexOf(':') + 1);
        assertThatThrownBy(() -> TestAgent.start(Map.of("ports.http", port)).close())
                .isInstanceOf(IOException.class)
                .hasMessageContaining(port)
                .hasMessageContaining("in use")
                .hasMessageContaining("perhaps another agent")
                .hasMessageContaining("ports.http");
    }
}
