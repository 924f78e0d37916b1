package dev.drover.cli.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.cli.FakeAgent;
import dev.drover.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuotaCommandsTest {
    private static final String GOLD =
            "{\"Name\":\"gold\",\"Description\":\"for some\",\"Limits\":[{\"Region\":\"global\",\"Hash\":\"aGFzaA==\",\"RegionLimit\":{\"CPU\":2500,\"MemoryMB\":0,\"MemoryMaxMB\":-1,\"Devices\":[{\"Name\":\"gpu\",\"Count\":2}],\"NodePools\":[{\"NodePool\":\"big\",\"CPU\":100}]}}]}";
    private static final String USAGE =
            "{\"Name\":\"gold\",\"Used\":{\"aGFzaA==\":{\"Region\":\"global\",\"RegionLimit\":{\"CPU\":500,\"Cores\":0,\"MemoryMB\":64,\"MemoryMaxMB\":64,\"Devices\":[{\"Name\":\"gpu\",\"Count\":1}],\"NodePools\":[{\"NodePool\":\"big\",\"CPU\":7}]}}}}";

    @TempDir
    Path folder;

    private final FakeAgent agent = new FakeAgent();
    private final Terminal terminal = Terminal.with(agent);

    @AfterEach
    void stop() {
        agent.close();
    }

    @Test
    void what_init_writes_can_be_applied() throws IOException {
        for (String form : new String[] {"hcl", "json"}) {
            agent.on("PUT /v1/quota", "");
            Path file = folder.resolve("spec." + form);
            Terminal.Result made = form.equals("json")
                    ? terminal.run("quota", "init", "-json", file.toString())
                    : terminal.run("quota", "init", file.toString());
            assertThat(made.out()).contains("Example quota specification written to");
            assertThat(terminal.run("quota", "apply", file.toString()).out())
                    .isEqualTo("Successfully applied quota specification \"default-quota\"!\n");
            assertThat(Files.readString(file)).contains("default-quota");
        }
    }

    @Test
    void a_file_with_faults_is_told_with_its_place() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.hcl"), "nme = \"x\"\n");
        Terminal.Result result = terminal.run("quota", "apply", file.toString());
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("bad.hcl:1").contains("nme");
        assertThat(terminal.run("quota", "apply", folder.resolve("none").toString())
                        .err())
                .contains("Error reading file");
    }

    @Test
    void the_status_sets_use_beside_limits() {
        agent.on("GET /v1/quotas", "[" + GOLD + "]");
        agent.on("GET /v1/quota/usage/gold", USAGE);
        assertThat(terminal.run("quota", "status", "gold").out()).isEqualTo("""
                        Name        = gold
                        Description = for some
                        Limits      = 1

                        Quota Limits
                        Region            CPU Usage   Core Usage  Memory Usage  Memory Max Usage  Device Usage
                        global            500 / 2500  0 / inf     64 / inf      64 / 0            gpu 1 / 2
                        global, pool big  7 / 100     - / inf     - / inf       - / inf           <none>
                        """);
    }

    @Test
    void quotas_are_listed_inspected_and_deleted() {
        agent.on("GET /v1/quotas", "[" + GOLD + "]");
        agent.on("GET /v1/quota/usage/gold", USAGE);
        agent.on("DELETE /v1/quota/gold", "");
        assertThat(terminal.run("quota", "list").out()).isEqualTo("Name  Description\ngold  for some\n");
        assertThat(terminal.run("quota", "inspect", "gold").out())
                .contains("\"Spec\"")
                .contains("\"Usages\"")
                .contains("\"CPU\": 500");
        assertThat(terminal.run("quota", "delete", "gold").out()).isEqualTo("Successfully deleted quota \"gold\"!\n");
    }

    @Test
    void without_quotas_the_list_says_so() {
        agent.on("GET /v1/quotas", "[]");
        assertThat(terminal.run("quota", "list").out()).isEqualTo("No quotas found\n");
    }

    @Test
    void a_namespace_is_put_under_a_quota_by_name_or_by_file() throws IOException {
        agent.on("GET /v1/namespaces", "[{\"Name\":\"shop\",\"Description\":\"old\",\"Meta\":{\"a\":\"b\"}}]");
        agent.on("PUT /v1/namespace", "");
        assertThat(terminal.run("namespace", "apply", "-quota", "gold", "shop").out())
                .isEqualTo("Successfully applied namespace \"shop\"!\n");
        assertThat(agent.last("PUT /v1/namespace").body())
                .contains("\"Quota\":\"gold\"")
                .contains("\"Description\":\"old\"")
                .contains("\"a\":\"b\"");
        Path file = Files.writeString(folder.resolve("shop.hcl"), "name = \"shop\"\nquota = \"silver\"\n");
        terminal.run("namespace", "apply", file.toString());
        assertThat(agent.last("PUT /v1/namespace").body()).contains("\"Quota\":\"silver\"");
    }
}
