package dev.drover.dist.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drover.model.alloc.ClientStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two job files that many people met Nomad with, as they are written, on a real engine with images made on the spot. */
class DockerExamplesIT {
    private static final Path BUSYBOX = Path.of("/bin/busybox");

    @TempDir
    Path folder;

    private Program shell;
    private final List<String> imported = new ArrayList<>();

    @BeforeEach
    void needAnEngine() throws IOException {
        shell = new Program(folder);
        boolean usable = shell.shell("docker version").exitCode() == 0
                && Files.exists(BUSYBOX)
                && !Files.readString(BUSYBOX, ISO_8859_1).contains("/ld-linux");
        // On the machine that decides, a missing engine must not look like success.
        assumeTrue(usable || System.getenv("CI") != null, "no Docker engine, no docker command or no static busybox");
    }

    @AfterEach
    void removeImages() {
        imported.forEach(image -> shell.shell("docker rmi --force " + image));
    }

    @Test
    void redis_runs_as_a_container_until_it_is_stopped() {
        makeImage("redis:latest", "CMD [\"/bin/sh\", \"-c\", \"echo Ready to accept connections; exec sleep 600\"]");
        try (DevAgent agent = DevAgent.start(folder, "datacenter = \"us-east-1\"\n")) {
            Program.Result submitted = agent.program()
                    .run("job", "run", "-detach", Program.example("redis.nomad.hcl"))
                    .exits(0);
            assertThat(submitted.output() + submitted.errors()).contains("mbits");

            String allocation = agent.awaitAllocation("redis", ClientStatus.RUNNING);

            await().atMost(DevAgent.PATIENCE)
                    .untilAsserted(() -> assertThat(agent.program()
                                    .run("alloc", "logs", allocation)
                                    .exits(0)
                                    .output())
                            .contains("Ready to accept connections"));
            assertThat(containers(allocation)).contains("redis-" + allocation);
            assertThat(agent.program()
                            .run("alloc", "status", allocation)
                            .exits(0)
                            .output())
                    .contains("Task \"redis\" is \"running\"");
            agent.stop("redis");
            await().atMost(DevAgent.PATIENCE)
                    .untilAsserted(() -> assertThat(containers(allocation)).isEmpty());
        }
    }

    @Test
    void a_dispatched_container_gets_its_meta_as_an_argument() {
        makeImage("myworker:latest", "ENTRYPOINT [\"/bin/echo\", \"worker called with\"]");
        try (DevAgent agent = DevAgent.start(folder)) {
            agent.program()
                    .run("job", "run", Program.example("dispatch.nomad.hcl"))
                    .exits(0);

            String child = agent.program()
                    .run("job", "dispatch", "-wait", "-meta", "input=a-file", "my-dispatch")
                    .exits(0)
                    .output()
                    .lines()
                    .findFirst()
                    .orElseThrow()
                    .replaceFirst(".*= *", "");

            String allocation = agent.awaitAllocation(child, ClientStatus.COMPLETE);
            assertThat(agent.program().run("alloc", "logs", allocation).exits(0).output())
                    .isEqualTo("worker called with --input a-file\n");
        }
    }

    private String containers(String allocation) {
        return shell.shell("docker ps --format '{{.Names}}' --filter name=" + allocation)
                .exits(0)
                .output();
    }

    /** An image of one static busybox; one that the engine has already stays as it is. */
    private void makeImage(String name, String instruction) {
        if (shell.shell("docker image inspect " + name).exitCode() == 0) {
            return;
        }
        shell.shell("mkdir -p image/bin && cp " + BUSYBOX + " image/bin/busybox"
                        + " && for name in sh echo sleep; do ln -sf busybox image/bin/$name; done"
                        + " && tar -C image -cf - bin | docker import --change '" + instruction + "' - " + name)
                .exits(0);
        imported.add(name);
    }
}
