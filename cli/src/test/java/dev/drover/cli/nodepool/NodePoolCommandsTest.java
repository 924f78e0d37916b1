package dev.drover.cli.nodepool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.cli.FakeAgent;
import dev.drover.cli.Terminal;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodePoolCommandsTest {
    private static final String PROD = """
            {"Name":"prod","Description":"what customers see","NodeIdentityTTL":86400000000000,"Meta":{"owner":"us"},
             "SchedulerConfiguration":{"SchedulerAlgorithm":"spread"}}
            """;

    @TempDir
    Path folder;

    private final FakeAgent agent = new FakeAgent();
    private final Terminal terminal = Terminal.with(agent);

    @AfterEach
    void stop() {
        agent.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hcl", "json"})
    void what_init_writes_can_be_applied(String form) {
        agent.on("PUT /v1/node/pools", "");
        String file = folder.resolve("pool." + form).toString();

        assertThat(terminal.run("node", "pool", "init", "-out", form, file).out())
                .isEqualTo("Example node pool specification written to " + file + "\n");
        assertThat(terminal.run("node", "pool", "apply", file).out())
                .isEqualTo("Successfully applied node pool \"example\"!\n");
        assertThat(agent.last("PUT /v1/node/pools").body()).contains("\"SchedulerAlgorithm\":\"spread\"");
        assertThat(terminal.run("node", "pool", "init", "-out", form, file).err())
                .contains("already exists");
    }

    @Test
    void pools_are_listed_page_by_page() {
        agent.on("GET /v1/node/pools", "[" + PROD + "]");

        assertThat(terminal.run("node", "pool", "list", "-per-page", "1", "-filter", "Name != \"\"")
                        .out())
                .isEqualTo("""
                        Name  Description
                        prod  what customers see
                        """);
        assertThat(agent.last("GET /v1/node/pools").target())
                .contains("per_page=1")
                .contains("filter=Name");
    }

    @Test
    void a_pool_is_shown_with_its_scheduler() {
        agent.on("GET /v1/node/pools", "[" + PROD + "]");

        assertThat(terminal.run("node", "pool", "info", "pro").out()).isEqualTo("""
                        Name              = prod
                        Description       = what customers see
                        Node Identity TTL = 24h0m0s

                        Metadata
                        owner = us

                        Scheduler Configuration
                        Scheduler Algorithm = spread
                        """);
    }

    @Test
    void its_nodes_and_jobs_are_listed() {
        agent.on("GET /v1/node/pools", "[" + PROD + "]")
                .on("GET /v1/node/pool/prod/nodes", """
                        [{"ID":"8f2a4c25-2b18-281b-e2a9-3db020047662","Datacenter":"dc1","Name":"host1",
                          "SchedulingEligibility":"eligible","Status":"ready"}]
                        """)
                .on("GET /v1/node/pool/prod/jobs", "[]");

        assertThat(terminal.run("node", "pool", "nodes", "prod").out()).isEqualTo("""
                        ID        DC   Name   Class   Drain  Eligibility  Status
                        8f2a4c25  dc1  host1  <none>  false  eligible     ready
                        """);
        assertThat(terminal.run("node", "pool", "jobs", "prod").out()).isEqualTo("No jobs\n");
    }

    @Test
    void an_unknown_pool_is_named() {
        agent.on("GET /v1/node/pools", "[]");

        assertThat(terminal.run("node", "pool", "info", "x").err()).contains("No node pool with prefix \"x\" found");
    }

    @Test
    void a_pool_is_deleted() {
        agent.on("DELETE /v1/node/pool/prod", "");

        assertThat(terminal.run("node", "pool", "delete", "prod").out())
                .isEqualTo("Successfully deleted node pool \"prod\"!\n");
    }
}
