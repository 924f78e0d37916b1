package dev.drover.cli.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.cli.FakeAgent;
import dev.drover.cli.Terminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NamespaceCommandsTest {
    private final FakeAgent agent = new FakeAgent();
    private final Terminal terminal = Terminal.with(agent);

    @AfterEach
    void stop() {
        agent.close();
    }

    private void hasNamespaces() {
        agent.on("GET /v1/namespaces", """
                        [{"Name":"shop","Description":"what customers see","Meta":{"owner":"us"},
                          "Capabilities":{"EnabledTaskDrivers":["docker","exec"],"DisabledTaskDrivers":["raw_exec"]}},
                         {"Name":"shop2"}]
                        """);
    }

    @Test
    void namespaces_are_listed() {
        hasNamespaces();

        assertThat(terminal.run("namespace", "list").out()).isEqualTo("""
                        Name   Description
                        shop   what customers see
                        shop2  <none>
                        """);
        assertThat(terminal.run("namespace", "list", "-t", "{{range .}}{{.Name}} {{end}}")
                        .out())
                .isEqualTo("shop shop2 \n");
    }

    @Test
    void the_status_shows_what_is_allowed() {
        hasNamespaces();

        assertThat(terminal.run("namespace", "status", "shop").out()).isEqualTo("""
                        Name                 = shop
                        Description          = what customers see
                        Quota                = <none>
                        EnabledDrivers       = docker,exec
                        DisabledDrivers      = raw_exec
                        EnabledNetworkModes  = *
                        DisabledNetworkModes = <none>

                        Metadata
                        owner = us
                        """);
    }

    @Test
    void a_namespace_is_inspected_as_json_or_by_a_template() {
        hasNamespaces();

        assertThat(terminal.run("namespace", "inspect", "shop").out()).contains("\"Name\": \"shop\"");
        assertThat(terminal.run("namespace", "inspect", "-t", "{{.Description}}", "shop")
                        .out())
                .isEqualTo("what customers see\n");
    }

    @Test
    void a_beginning_that_fits_several_lists_them() {
        hasNamespaces();

        assertThat(terminal.run("namespace", "status", "sho").err())
                .contains("Prefix matched multiple namespaces")
                .contains("shop2");
    }

    @Test
    void deleting_tells_of_the_success_or_the_reason() {
        agent.on("DELETE /v1/namespace/shop", "")
                .on("DELETE /v1/namespace/full", 400, "namespace \"full\" has non-terminal jobs");

        assertThat(terminal.run("namespace", "delete", "shop").out())
                .isEqualTo("Successfully deleted namespace \"shop\"!\n");
        assertThat(terminal.run("namespace", "delete", "full").err()).contains("has non-terminal jobs");
    }
}
