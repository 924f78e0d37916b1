package dev.drover.dist.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.dist.Needs;
import dev.drover.model.alloc.ClientStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands inside tasks of several drivers, as people type them. */
class ExecIT {
    private static final Path BUSYBOX = Path.of("/bin/busybox");

    @TempDir
    static Path folder;

    private static DevAgent agent;

    @BeforeAll
    static void startAgent() {
        agent = DevAgent.start(folder);
    }

    @AfterAll
    static void stopAgent() {
        agent.close();
    }

    private static void run(String id, String driver, String config) {
        Path file = agent.program().write(id + ".nomad.hcl", """
                job "%s" {
                  group "g" {
                    task "t" {
                      driver = "%s"
                      config {
                        %s
                        args    = ["600"]
                      }
                      kill_timeout = "1s"
                    }
                  }
                }
                """.formatted(id, driver, config));
        agent.program().run("job", "run", "-detach", file).exits(0);
        agent.awaitAllocation(id, ClientStatus.RUNNING);
    }

    private static void speaksAndListens(String job) {
        Program.Result spoken = agent.program()
                .run("exec", "-job", job, "/bin/sh", "-c", "echo out $NOMAD_TASK_NAME; echo err >&2; exit 7")
                .exits(7);
        assertThat(spoken.output()).isEqualTo("out t\n");
        assertThat(spoken.errors()).isEqualTo("err\n");
        assertThat(agent.program()
                        .runWithInput("typed\n", "alloc", "exec", "-job", "-task", "t", job, "cat")
                        .exits(0)
                        .output())
                .isEqualTo("typed\n");
    }

    @Test
    void commands_run_in_plain_processes_and_end_with_their_exit_code() {
        run("plain", "raw_exec", "command = \"/bin/sleep\"");
        speaksAndListens("plain");
        assertThat(agent.program()
                        .run("exec", "-job", "plain", "no-such-program")
                        .exits(1)
                        .errors())
                .contains("failed to exec into task")
                .contains("no-such-program");
    }

    @Test
    void a_person_at_a_terminal_gets_a_terminal_in_the_task() {
        run("screen", "raw_exec", "command = \"/bin/sleep\"");
        String command = Program.LAUNCHER + " exec -job screen sh -c \"tty; until stty size | grep -v ^0; do sleep 0.1; done\"";
        assertThat(agent.program()
                        .shell("script -qec 'stty rows 21 cols 99; " + command + "' /dev/null")
                        .exits(0)
                        .output())
                .contains("/dev/pts/")
                .contains("21 99");
    }

    @Test
    void commands_run_inside_the_root_of_an_isolated_task() {
        Needs.that(
                "root".equals(System.getProperty("user.name"))
                        && (Files.isExecutable(Path.of("/usr/bin/crun"))
                                || Files.isExecutable(Path.of("/usr/bin/runc"))
                                || Files.isExecutable(Path.of("/usr/sbin/runc"))),
                "isolation needs root and crun or runc");
        run("isolated", "exec", "command = \"/bin/sleep\"");
        speaksAndListens("isolated");
        assertThat(agent.program()
                        .run("exec", "-job", "isolated", "/bin/ls", "/")
                        .exits(0)
                        .output())
                .contains("alloc\n", "local\n", "secrets\n");
    }

    @Test
    void commands_run_inside_containers() throws IOException {
        boolean usable = agent.program().shell("docker version").exitCode() == 0
                && Files.exists(BUSYBOX)
                && !Files.readString(BUSYBOX, ISO_8859_1).contains("/ld-linux");
        Needs.that(usable, "no Docker engine, no docker command or no static busybox");
        agent.program()
                .shell("mkdir -p image/bin && cp " + BUSYBOX + " image/bin/busybox"
                        + " && for name in sh cat sleep; do ln -sf busybox image/bin/$name; done"
                        + " && tar -C image -cf - bin | docker import - drover-exec:test")
                .exits(0);
        try {
            run("contained", "docker", "image = \"drover-exec:test\"\ncommand = \"/bin/sleep\"");
            speaksAndListens("contained");
            agent.stop("contained");
        } finally {
            agent.program().shell("docker rmi --force drover-exec:test");
        }
    }
}
