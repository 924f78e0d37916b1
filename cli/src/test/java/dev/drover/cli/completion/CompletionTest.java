package dev.drover.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.cli.FakeAgent;
import dev.drover.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {
    @TempDir
    Path home;

    private static String complete(String line) {
        return new Terminal()
                .variable("COMP_LINE", line)
                .variable("NOMAD_ADDR", "http://127.0.0.1:1")
                .run("drover", "x", "y")
                .out();
    }

    @Test
    void words_of_commands_are_completed() {
        assertThat(complete("drover jo")).isEqualTo("job\n");
        assertThat(complete("drover job sta")).isEqualTo("start\nstatus\n");
        assertThat(complete("drover operator gossip keyring "))
                .contains("generate\n")
                .contains("use\n");
        assertThat(complete("drover monitor ")).isEqualTo("export\n");
    }

    @Test
    void flags_of_a_command_are_completed() {
        assertThat(complete("drover job stop -pu")).isEqualTo("-purge\n");
    }

    @Test
    void ids_come_from_the_agent() {
        try (FakeAgent agent = new FakeAgent()) {
            agent.on("PUT /v1/search", "{\"Matches\":{\"jobs\":[\"web\",\"web2\",\"other\"]}}");

            assertThat(Terminal.with(agent)
                            .variable("COMP_LINE", "drover job status we")
                            .run()
                            .out())
                    .isEqualTo("web\nweb2\n");
            assertThat(agent.last("PUT /v1/search").body()).contains("\"Context\":\"jobs\"");
            Terminal.with(agent)
                    .variable("COMP_LINE", "drover job status -namespace te")
                    .run();
            assertThat(agent.last("PUT /v1/search").body()).contains("\"Context\":\"namespaces\"");
        }
    }

    @Test
    void without_an_agent_there_is_nothing_to_offer() {
        assertThat(complete("drover job status we")).isEmpty();
    }

    @Test
    void each_shell_has_its_script() {
        assertThat(new Terminal().run("completion", "bash").out()).isEqualTo("complete -o default -C drover drover\n");
        assertThat(new Terminal().run("completion", "zsh").out()).contains("bashcompinit");
        assertThat(new Terminal().run("completion", "fish").out()).contains("COMP_LINE (commandline -cp)");
        assertThat(new Terminal().run("completion", "cmd").err()).contains("expected bash, zsh or fish");
    }

    @Test
    void installing_twice_changes_nothing_and_removing_leaves_what_was_there() throws IOException {
        Path file = Files.writeString(home.resolve(".bashrc"), "alias l=ls\n");
        Terminal terminal = new Terminal().variable("HOME", home.toString());

        terminal.run("-autocomplete-install");
        String once = Files.readString(file);
        terminal.run("-autocomplete-install");

        assertThat(Files.readString(file)).isEqualTo(once).contains("complete -o default -C drover drover");
        terminal.run("-autocomplete-uninstall");
        assertThat(Files.readString(file)).isEqualTo("alias l=ls\n");
    }
}
