package dev.drover.dist.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drover.model.alloc.ClientStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of the web page in examples/service.nomad.hcl. */
class ServiceExampleIT {
    private static final String JAVA_HOME = "java_home=" + System.getProperty("java.home");
    private static final Path FILE = Program.example("service.nomad.hcl");

    @TempDir
    static Path folder;

    private static DevAgent agent;

    private String allocation;
    private String url;

    @BeforeAll
    static void startAgent() {
        agent = DevAgent.start(folder);
    }

    @AfterAll
    static void stopAgent() {
        agent.close();
    }

    @BeforeEach
    void runTheService() {
        agent.program().run("job", "run", "-detach", "-var", JAVA_HOME, FILE).exits(0);
        allocation = agent.awaitAllocation("web", ClientStatus.RUNNING);
        url = url(allocation);
    }

    @AfterEach
    void stopTheService() {
        agent.stop("web");
    }

    @Test
    void it_is_reported_running_and_serves_its_page() {
        awaitPage(url, "Hello from Drover");

        assertThat(agent.program().run("job", "status", "web").exits(0).output())
                .containsPattern("Status +=? ?running")
                .contains(allocation.substring(0, 8));
    }

    @Test
    void the_monitor_of_job_run_follows_the_deployment_to_its_success() {
        agent.stop("web");

        assertThat(agent.program()
                        .run("job", "run", "-var", JAVA_HOME, FILE)
                        .exits(0)
                        .output())
                .contains("finished with status \"complete\"")
                .contains("successful");
        String replacement = agent.awaitAllocation("web", ClientStatus.RUNNING);
        assertThat(agent.program().run("alloc", "status", replacement).exits(0).output())
                .containsPattern("Deployment Health += healthy");
    }

    @Test
    void a_killed_process_comes_back_under_the_restart_policy() {
        awaitPage(url, "Hello from Drover");
        ProcessHandle server = server(url);

        DevAgent.signal(server.pid(), "KILL");

        await().atMost(DevAgent.PATIENCE).until(() -> !server.isAlive());
        awaitPage(url, "Hello from Drover");
        assertThat(server(url).pid()).isNotEqualTo(server.pid());
        assertThat(agent.program().run("alloc", "status", allocation).exits(0).output())
                .containsPattern("Total Restarts += 1")
                .contains("Exit Code: 137, Signal: 9");
    }

    @Test
    void an_edited_file_shows_its_difference_in_the_plan_and_replaces_the_service() throws IOException {
        Path edited = agent.program()
                .write("edited.nomad.hcl", Files.readString(FILE).replace("Hello from Drover", "Hello again"));

        assertThat(agent.program()
                        .run("job", "plan", "-var", JAVA_HOME, edited)
                        .exits(1)
                        .output())
                .contains("Env[GREETING]: \"Hello from Drover\" => \"Hello again\"");
        agent.program().run("job", "run", "-detach", "-var", JAVA_HOME, edited).exits(0);

        await().atMost(DevAgent.PATIENCE)
                .until(() -> agent.allocations("web", ClientStatus.RUNNING).stream()
                        .anyMatch(running -> !running.equals(allocation)));
        String replacement = agent.awaitAllocation("web", ClientStatus.RUNNING);
        awaitPage(url(replacement), "Hello again");
        await().atMost(DevAgent.PATIENCE)
                .untilAsserted(() -> assertThat(agent.allocations("web", ClientStatus.COMPLETE))
                        .contains(allocation));
    }

    @Test
    void job_stop_ends_its_process() {
        awaitPage(url, "Hello from Drover");
        ProcessHandle server = server(url);

        agent.program().run("job", "stop", "web").exits(0);

        await().atMost(DevAgent.PATIENCE).until(() -> !server.isAlive());
        assertThat(DevAgent.body(url)).isEmpty();
        assertThat(agent.program().run("job", "status", "web").exits(0).output())
                .containsPattern("Status += dead \\(stopped\\)");
    }

    private static String url(String allocation) {
        return "http://127.0.0.1:" + agent.port(allocation) + "/";
    }

    private static void awaitPage(String url, String text) {
        await().atMost(DevAgent.PATIENCE)
                .untilAsserted(() -> assertThat(DevAgent.body(url)).contains(text));
    }

    private static ProcessHandle server(String url) {
        String port = url.replaceAll(".*:(\\d+)/", "$1");
        List<ProcessHandle> found = DevAgent.processes("jwebserver -b 127.0.0.1 -p " + port + " ");
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}
