package dev.drover.cli.acl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.cli.FakeAgent;
import dev.drover.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AclCommandsTest {
    private static final String SECRET = "9184ec35-65d4-9258-61e3-0c066d0a45c5";
    private static final String ROOT = "{\"AccessorID\":\"a1\",\"SecretID\":\"" + SECRET
            + "\",\"Name\":\"Bootstrap Token\",\"Type\":\"management\",\"Global\":true,\"CreateTime\":\"2026-11-23T10:00:00Z\",\"CreateIndex\":7,\"ModifyIndex\":7}";
    private static final String CLIENT =
            "{\"AccessorID\":\"a2\",\"SecretID\":\"s2\",\"Name\":\"us\",\"Type\":\"client\",\"Policies\":[\"read\"],"
                    + "\"Roles\":[{\"ID\":\"r1\",\"Name\":\"ops\"}],\"CreateTime\":\"2026-11-23T10:00:00Z\",\"ExpirationTime\":\"2026-11-23T11:00:00Z\",\"CreateIndex\":8,\"ModifyIndex\":9}";

    @TempDir
    private Path folder;

    private final FakeAgent agent = new FakeAgent();
    private final Terminal terminal = Terminal.with(agent);

    @AfterEach
    void stop() {
        agent.close();
    }

    @Test
    void the_first_token_is_shown_with_its_secret() {
        agent.on("PUT /v1/acl/bootstrap", ROOT);

        assertThat(terminal.run("acl", "bootstrap").out()).isEqualTo("""
                        Accessor ID  = a1
                        Secret ID    = 9184ec35-65d4-9258-61e3-0c066d0a45c5
                        Name         = Bootstrap Token
                        Type         = management
                        Global       = true
                        Create Time  = 2026-11-23T10:00:00Z
                        Expiry Time  = <none>
                        Create Index = 7
                        Modify Index = 7
                        Policies     = n/a
                        Roles        = n/a
                        """);
        assertThat(terminal.run("acl", "bootstrap", "-json").out()).contains("\"SecretID\": \"" + SECRET + "\"");
        assertThat(terminal.run("acl", "bootstrap", "-t", "{{.SecretID}}").out())
                .isEqualTo(SECRET + "\n");
    }

    @Test
    void a_secret_of_ones_own_travels_from_a_file_or_standard_input() throws IOException {
        agent.on("PUT /v1/acl/bootstrap", ROOT);
        Files.writeString(folder.resolve("secret"), SECRET + "\n");
        Files.writeString(folder.resolve("empty"), "\n");

        terminal.in(folder).run("acl", "bootstrap", "secret");
        assertThat(agent.last("PUT /v1/acl/bootstrap").body()).isEqualTo("{\"BootstrapSecret\":\"" + SECRET + "\"}");
        terminal.typing("11111111-65d4-9258-61e3-0c066d0a45c5").run("acl", "bootstrap", "-");
        assertThat(agent.last("PUT /v1/acl/bootstrap").body()).contains("11111111-65d4-9258-61e3-0c066d0a45c5");
        assertThat(terminal.run("acl", "bootstrap", "empty").err()).contains("holds no secret");
    }

    @Test
    void a_policy_is_sent_as_it_was_written_and_faults_are_found_before() throws IOException {
        agent.on("PUT /v1/acl/policy/ops", "");
        Files.writeString(folder.resolve("ops.hcl"), "node { policy = \"read\" }\n");
        Files.writeString(folder.resolve("bad.hcl"), "nod { policy = \"read\" }\n");
        terminal.in(folder);

        assertThat(terminal.run(
                                "acl",
                                "policy",
                                "apply",
                                "-description",
                                "x",
                                "-job",
                                "j",
                                "-group",
                                "g",
                                "ops",
                                "ops.hcl")
                        .out())
                .isEqualTo("Successfully wrote \"ops\" ACL policy!\n");
        assertThat(agent.last("PUT /v1/acl/policy/ops").body())
                .contains("\"Rules\":\"node { policy = \\\"read\\\" }\\n\"", "\"Description\":\"x\"")
                .contains("\"JobACL\":{\"Namespace\":\"default\",\"JobID\":\"j\",\"Group\":\"g\",\"Task\":\"\"}");
        assertThat(terminal.run("acl", "policy", "apply", "bad", "bad.hcl").err())
                .contains("bad.hcl:1");
        assertThat(terminal.run("acl", "policy", "apply", "-task", "t", "ops", "ops.hcl")
                        .err())
                .contains("-task needs -group");
    }

    @Test
    void policies_are_listed_shown_and_deleted() {
        agent.on("GET /v1/acl/policies", "[{\"Name\":\"ops\",\"Description\":\"x\"},{\"Name\":\"read\"}]")
                .on("GET /v1/acl/policy/self", "[{\"Name\":\"ops\",\"JobACL\":{\"JobID\":\"j\"}}]")
                .on(
                        "GET /v1/acl/policy/ops",
                        "{\"Name\":\"ops\",\"Rules\":\"node { policy = \\\"read\\\" }\\n\",\"CreateIndex\":3,\"ModifyIndex\":4}")
                .on("DELETE /v1/acl/policy/ops", "");

        assertThat(terminal.run("acl", "policy", "list").out()).isEqualTo("""
                        Name  Description
                        ops   x
                        read  <none>
                        """);
        assertThat(terminal.run("acl", "policy", "self").out()).isEqualTo("""
                        Name  Job ID  Group Name  Task Name
                        ops   j       <none>      <none>
                        """);
        assertThat(terminal.run("acl", "policy", "info", "ops").out()).isEqualTo("""
                        Name        = ops
                        Description = <none>
                        CreateIndex = 3
                        ModifyIndex = 4

                        Rules

                        node { policy = "read" }
                        """);
        assertThat(terminal.run("acl", "policy", "delete", "ops").out())
                .isEqualTo("Successfully deleted ops policy!\n");
    }

    @Test
    void a_token_is_made_of_policies_and_roles() {
        agent.on("PUT /v1/acl/token", CLIENT);

        assertThat(terminal.run(
                                "acl",
                                "token",
                                "create",
                                "-name=us",
                                "-policy=read",
                                "-role-name=ops",
                                "-role-id=r2",
                                "-ttl=1h")
                        .out())
                .contains("Policies     = [read]\n\nRoles\nID  Name\nr1  ops\n")
                .contains("Expiry Time  = 2026-11-23T11:00:00Z");
        assertThat(agent.last("PUT /v1/acl/token").body())
                .contains("\"Type\":\"client\"", "\"Policies\":[\"read\"]", "\"ExpirationTTL\":\"1h0m0s\"")
                .contains("[{\"ID\":\"\",\"Name\":\"ops\"},{\"ID\":\"r2\",\"Name\":\"\"}]");
    }

    @Test
    void an_update_leaves_what_no_flag_names() {
        agent.on("GET /v1/acl/token/a2", CLIENT).on("PUT /v1/acl/token/a2", CLIENT);

        assertThat(terminal.run("acl", "token", "update", "-name=them", "a2").code())
                .isZero();
        assertThat(agent.last("PUT /v1/acl/token/a2").body())
                .contains("\"Name\":\"them\"", "\"Policies\":[\"read\"]", "\"ID\":\"r1\"")
                .doesNotContain("s2");
    }

    @Test
    void tokens_are_listed_shown_and_deleted() {
        agent.on("GET /v1/acl/tokens", "[" + ROOT + "]")
                .on("GET /v1/acl/token/self", CLIENT)
                .on("GET /v1/acl/token/a2", CLIENT)
                .on("DELETE /v1/acl/token/a2", "");

        assertThat(terminal.run("acl", "token", "list").out()).isEqualTo("""
                        Name             Type        Global  Accessor ID  Expired
                        Bootstrap Token  management  true    a1           false
                        """);
        assertThat(terminal.run("acl", "token", "self").out()).contains("Secret ID    = s2");
        assertThat(terminal.run("acl", "token", "info", "a2").out()).contains("Accessor ID  = a2");
        assertThat(terminal.run("acl", "token", "delete", "a2").out()).isEqualTo("Token a2 successfully deleted\n");
    }

    @Test
    void roles_are_made_changed_and_deleted() {
        String role =
                "{\"ID\":\"r1\",\"Name\":\"ops\",\"Policies\":[{\"Name\":\"read\"}],\"CreateIndex\":5,\"ModifyIndex\":6}";
        agent.on("PUT /v1/acl/role", role)
                .on("GET /v1/acl/role/r1", role)
                .on("GET /v1/acl/role/name/ops", role)
                .on("PUT /v1/acl/role/r1", role)
                .on("GET /v1/acl/roles", "[" + role + "]")
                .on("DELETE /v1/acl/role/r1", "");

        assertThat(terminal.run("acl", "role", "create", "-name=ops", "-policy=read")
                        .out())
                .isEqualTo("""
                        ID           = r1
                        Name         = ops
                        Description  = <none>
                        Policies     = read
                        Create Index = 5
                        Modify Index = 6
                        """);
        assertThat(terminal.run("acl", "role", "create", "-name=ops").err()).contains("-policy");
        terminal.run("acl", "role", "update", "-policy=write", "r1");
        assertThat(agent.last("PUT /v1/acl/role/r1").body())
                .contains("[{\"Name\":\"read\"},{\"Name\":\"write\"}]", "\"Name\":\"ops\"");
        terminal.run("acl", "role", "update", "-no-merge", "-name=two", "-policy=write", "r1");
        assertThat(agent.last("PUT /v1/acl/role/r1").body()).contains("[{\"Name\":\"write\"}]", "\"Name\":\"two\"");
        assertThat(terminal.run("acl", "role", "info", "-by-name", "ops").out()).contains("ID           = r1");
        assertThat(terminal.run("acl", "role", "list").out()).isEqualTo("""
                        ID  Name  Description  Policies
                        r1  ops   <none>       read
                        """);
        assertThat(terminal.run("acl", "role", "delete", "r1").out()).isEqualTo("ACL role r1 successfully deleted\n");
    }
}
