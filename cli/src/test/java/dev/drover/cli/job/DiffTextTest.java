package dev.drover.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.cli.FakeAgent;
import dev.drover.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffTextTest {
    @TempDir
    private Path folder;

    private String plan(String diff, String... flags) throws IOException {
        Files.writeString(folder.resolve("full.json"), "{\"ID\":\"full\"}");
        try (FakeAgent agent = new FakeAgent()) {
            agent.on("PUT /v1/job/full/plan", "{\"Diff\":" + diff + "}");
            String flag = flags.length > 0 ? flags[0] : "-diff";
            String out = Terminal.with(agent)
                    .in(folder)
                    .run("job", "plan", flag, "full.json")
                    .out();
            return out.substring(0, out.indexOf("Scheduler dry-run:"));
        }
    }

    @Test
    void edits_show_old_and_new_with_the_names_below_each_other() throws IOException {
        String diff =
                """
                {"Type":"Edited","ID":"full","TaskGroups":[{"Type":"Edited","Name":"g","Updates":{"ignore":2,"canary":1},
                  "Fields":[{"Type":"Edited","Name":"Count","Old":"2","New":"3","Annotations":["forces create"]}],
                  "Objects":[{"Type":"Edited","Name":"Scaling","Fields":[{"Type":"Edited","Name":"Min","Old":"2","New":"3"}]}],
                  "Tasks":[{"Type":"None","Name":"pre"},
                    {"Type":"Edited","Name":"t","Annotations":["forces create/destroy update"],
                     "Objects":[{"Type":"Edited","Name":"Config","Fields":[
                       {"Type":"None","Name":"args[0]","Old":"a","New":"a"},
                       {"Type":"Added","Name":"args[1]","Old":"","New":"--x"},
                       {"Type":"Deleted","Name":"cmd","Old":"/bin/\\"q\\"","New":""}]}]}]}]}
                """;

        assertThat(plan(diff))
                .isEqualTo(
                        """
                        +/- Job: "full"
                        +/- Task Group: "g" (1 canary, 2 ignore)
                          +/- Count: "2" => "3" (forces create)
                          +/- Scaling {
                            +/- Min: "2" => "3"
                              }
                              Task: "pre"
                          +/- Task: "t" (forces create/destroy update)
                            +/- Config {
                                args[0]: "a"
                              + args[1]: "--x"
                              - cmd:     "/bin/\\"q\\""
                                }

                        """);
    }

    private static final String ADDED =
            """
            {"Type":"Added","ID":"full","Fields":[{"Type":"Added","Name":"Type","New":"service"}],
             "TaskGroups":[{"Type":"Added","Name":"g","Updates":{"create":2},
             "Fields":[{"Type":"Added","Name":"Count","New":"2"}],
             "Tasks":[{"Type":"Added","Name":"t","Annotations":["forces create"],
               "Fields":[{"Type":"Added","Name":"Driver","New":"exec"}]}]}]}
            """;

    @Test
    void a_new_job_shows_only_its_groups_and_tasks() throws IOException {
        assertThat(plan(ADDED))
                .isEqualTo(
                        """
                        + Job: "full"
                        + Task Group: "g" (2 create)
                          + Task: "t" (forces create)

                        """);
    }

    @Test
    void verbose_shows_new_parts_whole() throws IOException {
        assertThat(plan(ADDED, "-verbose"))
                .isEqualTo(
                        """
                        + Job: "full"
                        + Type: "service"
                        + Task Group: "g" (2 create)
                          + Count: "2"
                          + Task: "t" (forces create)
                            + Driver: "exec"

                        """);
    }
}
