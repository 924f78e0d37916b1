package dev.drover.dist.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drover.dist.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pages of docs/ as sessions. A block {@code hcl} whose first line is {@code # NAME.nomad.hcl} is written to that file, valid and
 * in canonical format; each line of a block {@code sh} is run as it stands, and ends with 0, or as its {@code # exits N} says.
 * A block that begins with {@code # as root} is run by root only, since isolation needs it. Commands that look at something that is still starting are tried again for a while, as a reader would.
 */
class DocumentationIT {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(hcl|sh)\n(.*?)^```$");
    private static final Pattern FILE = Pattern.compile("# (\\S+\\.hcl)\n");
    private static final Pattern EXPECTED = Pattern.compile("# exits (\\d+)$");

    /** The agent of these tests has access control on. */
    private static final String ACL = "acl";

    private static final String NETWORKS = "networks.md";

    @TempDir
    Path folder;

    private DevAgent agent;

    @BeforeEach
    void startAgent(TestInfo test) throws IOException {
        agent = DevAgent.start(folder, test.getTags().contains(ACL) ? "acl { enabled = true }\n" : "");
        Path programs = Files.createDirectory(folder.resolve("bin"));
        Files.createSymbolicLink(programs.resolve("drover"), Program.LAUNCHER);
        agent.program().with("PATH", programs + ":" + System.getenv("PATH"));
    }

    @AfterEach
    void stopAgent() {
        agent.close();
    }

    static List<String> pages() {
        return List.of(
                "jobs.md",
                "scheduling.md",
                "quotas.md",
                "drivers.md",
                "templates.md",
                "artifacts.md",
                "troubleshooting.md",
                "cli.md",
                "exec.md",
                "node.md",
                "tls.md",
                NETWORKS);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_example_of_a_page_works(String page) throws IOException {
        if (page.equals(NETWORKS)) {
            Needs.that(
                    "root".equals(System.getProperty("user.name"))
                            && Stream.of("/opt/cni/bin/bridge", "/usr/libexec/cni/bridge", "/usr/lib/cni/bridge")
                                    .anyMatch(plugin -> Files.isExecutable(Path.of(plugin)))
                            && Files.isExecutable(Path.of("/bin/busybox")),
                    "networks need root, busybox and the CNI plugins (Debian: containernetworking-plugins)");
        }
        followPage(page);
        assertThat(agent.program().run("status").exitCode()).isZero();
    }

    @Test
    @Tag(ACL)
    void every_example_of_access_control_works() throws IOException {
        followPage("acl.md");
        followPage("workload-identity.md");
        followPage("keyring.md");
        agent.program().shell("NOMAD_TOKEN=$(cat root.token) drover status").exits(0);
    }

    private void followPage(String page) throws IOException {
        Matcher block =
                BLOCK.matcher(Files.readString(Program.ROOT.resolve("docs").resolve(page)));
        while (block.find()) {
            if (block.group(1).equals("hcl")) {
                check(block.group(2));
            } else {
                commands(block.group(2)).forEach(this::follow);
            }
        }
    }

    private void check(String job) {
        Matcher name = FILE.matcher(job);
        assertThat(name.lookingAt()).as("names its file: %s", job).isTrue();
        Path file = agent.program().write(name.group(1), job);
        agent.program().run("fmt", "-check", file).exits(0);
        if (job.contains("\njob \"")) {
            String token = "if test -e root.token; then export NOMAD_TOKEN=$(cat root.token); fi; ";
            agent.program().shell(token + "drover job validate " + file).exits(0);
        }
    }

    private static Stream<String> commands(String block) {
        if (block.startsWith("# as root\n") && !System.getProperty("user.name").equals("root")) {
            System.out.println("not run without root: " + block);
            return Stream.empty();
        }
        return block.lines().filter(line -> !line.isBlank() && !line.startsWith("#"));
    }

    private void follow(String line) {
        Matcher expected = EXPECTED.matcher(line);
        int code = expected.find() ? Integer.parseInt(expected.group(1)) : 0;
        await().atMost(DevAgent.PATIENCE)
                .untilAsserted(() -> agent.program().shell(line).exits(code));
    }
}
