package dev.drover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {
    @ParameterizedTest
    @ValueSource(strings = {"version", "-version", "--version", "-v"})
    void every_way_to_ask_for_the_version_is_understood(String word) {
        Terminal.Result result = new Terminal().run(word);

        assertThat(result.code()).isZero();
        assertThat(result.out()).startsWith("Drover v");
    }

    @Test
    void a_misspelt_command_is_answered_with_the_nearest_one() {
        Terminal.Result result = new Terminal().run("job", "rum");

        assertThat(result.code()).isEqualTo(127);
        assertThat(result.err()).contains("Unknown command \"job rum\"").contains("Did you mean \"job run\"?");
    }

    @Test
    void a_misspelt_flag_is_answered_with_the_nearest_one_and_exit_code_1() {
        Terminal.Result result = new Terminal().run("job", "run", "-detatch", "x.nomad.hcl");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("flag provided but not defined: -detatch; did you mean -detach?");
    }

    @Test
    void no_words_show_all_commands() {
        Terminal.Result result = new Terminal().run();

        assertThat(result.code()).isEqualTo(127);
        assertThat(result.err()).contains("job run").contains("agent");
    }

    @Test
    void a_group_of_commands_lists_its_members() {
        Terminal.Result result = new Terminal().run("deployment");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("deployment list").doesNotContain("job run");
    }

    @Test
    void groups_within_groups_list_their_members_too() {
        List<String> groups =
                Groups.all().stream().filter(it -> Commands.create(it) == null).toList();
        assertThat(groups).contains("job", "operator gossip keyring");
        for (String group : groups) {
            Terminal.Result result = new Terminal().run((group + " -h").split(" ", -1));
            assertThat(result.code()).as(group).isZero();
            assertThat(result.out()).as(group).contains("Usage: drover " + group);
            assertThat(result.out()).as(group).contains(Groups.members(group));
            assertThat(Groups.summary(group)).as(group).doesNotStartWith("Commands that begin");
        }
        assertThat(new Terminal().run("monitor", "-h").out())
                .contains("-log-level")
                .contains("monitor export");
        assertThat(new Terminal().run("operator", "gossip", "keyring").err()).contains("keyring generate");
        assertThat(new Terminal().run("operator").err())
                .contains("operator raft ")
                .doesNotContain("operator raft list-peers");
    }

    @Test
    void a_mistake_within_a_group_is_answered_with_the_nearest_of_it() {
        Terminal.Result result = new Terminal().run("operator", "raft", "list-pears");

        assertThat(result.err())
                .contains("Unknown command \"operator raft list-pears\". Did you mean \"operator raft list-peers\"?")
                .contains("For all commands of operator raft: drover operator raft -help");
        assertThat(new Terminal().run("jop").err()).contains("Did you mean \"job\"?");
    }

    @Test
    void help_shows_the_flags_of_a_command_wherever_it_is_asked_for() {
        assertThat(new Terminal().run("job", "stop", "-h").out())
                .contains("Usage: drover job stop")
                .contains("-purge");
        assertThat(new Terminal().run("help", "job", "stop").out()).contains("-purge");
    }

    @Test
    void every_listed_name_makes_a_command_that_describes_itself() {
        List<String> all = new ArrayList<>(Commands.names());
        all.addAll(Commands.aliases());
        assertThat(all).isNotEmpty().allSatisfy(name -> {
            Command command = Commands.create(name);
            assertThat(command).isNotNull();
            assertThat(command.summary()).isNotBlank().doesNotEndWith(".");
        });
    }

    @Test
    void every_flag_of_the_compatible_command_line_is_accepted() throws IOException {
        Path table = Path.of(
                System.getProperty(
                        "drover.reference", System.getProperty("drover.root", "..") + "/../shared/reference"),
                "cli.tsv");
        Assumptions.assumeTrue(Files.exists(table));
        List<String> missing = new ArrayList<>();
        for (String line : Files.readAllLines(table)) {
            String[] columns = line.split("\t", -1);
            Command command = Commands.create(columns[0]);
            if (command == null) {
                continue;
            }
            List<String> known = command.flags().all().stream()
                    .map(flag -> "-" + flag.name())
                    .toList();
            for (String flag : columns[2].split(",", -1)) {
                if (flag.startsWith("-") && !known.contains(flag)) {
                    missing.add(columns[0] + " " + flag);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void without_an_agent_the_error_says_where_and_how_to_start_one() {
        Terminal.Result result =
                new Terminal().variable("NOMAD_ADDR", "http://127.0.0.1:1").run("job", "status");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .startsWith("Error querying jobs: no agent answers at http://127.0.0.1:1")
                .contains("drover agent -dev");
    }

    @Test
    void the_address_flag_wins_over_the_environment_and_our_variables_over_their_twins() {
        try (FakeAgent agent = new FakeAgent()) {
            agent.on("GET /v1/jobs", "[]");
            Terminal terminal = new Terminal().variable("NOMAD_ADDR", "http://127.0.0.1:1");

            assertThat(terminal.run("status", "-address", agent.address()).out())
                    .isEqualTo("No running jobs\n");
            assertThat(terminal.variable("DROVER_ADDR", agent.address())
                            .run("job", "status")
                            .out())
                    .isEqualTo("No running jobs\n");
        }
    }

    @Test
    void hints_are_for_people_and_can_be_turned_off() {
        try (FakeAgent agent = new FakeAgent()) {
            agent.on("GET /v1/jobs", "[]");

            assertThat(Terminal.with(agent).run("job", "status").out()).doesNotContain("Web UI");
            assertThat(Terminal.with(agent)
                            .variable("NOMAD_CLI_NO_COLOR", "1")
                            .watchedByAPerson()
                            .run("job", "status")
                            .out())
                    .isEqualTo("No running jobs\n\n\n==> View and manage Nomad jobs in the Web UI: " + agent.address()
                            + "/ui/jobs\n");
            assertThat(Terminal.with(agent)
                            .watchedByAPerson()
                            .variable("NOMAD_CLI_SHOW_HINTS", "false")
                            .run("job", "status")
                            .out())
                    .doesNotContain("Web UI");
        }
    }
}
