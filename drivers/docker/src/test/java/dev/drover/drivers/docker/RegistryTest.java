package dev.drover.drivers.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drover.driver.DriverException;
import dev.drover.driver.Fingerprint;
import dev.drover.driver.RunningTask;
import dev.drover.driver.TaskExit;
import dev.drover.drivers.engine.EngineClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Images that come from a real registry which wants to know who asks. */
@Timeout(120)
class RegistryTest {
    private static final Path BUSYBOX = Path.of("/bin/busybox");

    @TempDir
    Path folder;

    @TempDir
    Path home;

    private final List<String> progress = new ArrayList<>();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private String image;

    @BeforeEach
    void fillRegistry() throws Exception {
        DockerOptions options = DockerOptions.defaults();
        DockerDriver driver = opened(new DockerDriver(options));
        boolean usable = driver.fingerprint().health() == Fingerprint.Health.HEALTHY
                && Registry.isPossible()
                && Files.exists(BUSYBOX);
        assumeTrue(usable || System.getenv("CI") != null, "no Docker engine, docker-registry or static busybox");
        Registry registry = opened(new Registry(home));
        image = registry.host() + "/shop/busybox:1";
        TestImage.write(home.resolve("image.tar"), BUSYBOX, image);
        registry.push(opened(EngineClient.open(options.engine())), home.resolve("image.tar"), image);
    }

    private <T extends AutoCloseable> T opened(T resource) {
        opened.add(resource);
        return resource;
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    private TaskExit run(Map<String, Object> plugin, Map<String, Object> config)
            throws DriverException, InterruptedException {
        Map<String, Object> quick = new HashMap<>(plugin);
        quick.put("gc", Map.of("image_delay", "0s"));
        DockerDriver driver = opened(new DockerDriver(DockerOptions.of(quick)));
        Map<String, Object> all = new HashMap<>(config);
        all.putAll(Map.of("image", image, "command", "/bin/sh", "args", List.of("-c", "exit 3")));
        all.put("network_mode", "none");
        RunningTask task = driver.start(Launches.launch(folder, all), progress::add);
        try {
            return task.await();
        } finally {
            task.destroy();
        }
    }

    @Test
    void an_account_of_the_task_opens_the_registry() throws Exception {
        Map<String, Object> auth = Map.of("username", "shop", "password", "baa");

        assertThat(run(Map.of(), Map.of("auth", auth))).isEqualTo(TaskExit.code(3));
        assertThat(progress).containsExactly("Downloading image " + image);
    }

    @Test
    void an_account_of_the_operators_file_opens_it_too() throws Exception {
        String secret = Base64.getEncoder().encodeToString("shop:baa".getBytes(UTF_8));
        Path accounts = Files.writeString(
                home.resolve("config.json"),
                "{\"auths\":{\"" + image.substring(0, image.indexOf('/')) + "\":{\"auth\":\"" + secret + "\"}}}");

        assertThat(run(Map.of("auth", Map.of("config", accounts.toString())), Map.of()))
                .isEqualTo(TaskExit.code(3));
    }

    @Test
    void a_wrong_or_missing_account_is_told() {
        assertThatThrownBy(() -> run(Map.of(), Map.of()))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("cannot pull image " + image);
        assertThatThrownBy(
                        () -> run(Map.of("auth", Map.of("helper", "no-such-helper")), Map.of("auth_soft_fail", false)))
                .hasMessageContaining("docker-credential-no-such-helper");
        progress.clear();
        Map<String, Object> wrong = Map.of("username", "shop", "password", "moo");
        assertThatThrownBy(() -> run(Map.of(), Map.of("auth", wrong, "auth_soft_fail", true)))
                .isInstanceOf(DriverException.class);
        assertThat(progress).last().asString().contains("without an account");
    }

    @Test
    void a_registry_that_never_answers_is_given_up() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            image = "127.0.0.1:" + silent.getLocalPort() + "/shop/silent:1";

            assertThatThrownBy(() -> run(Map.of(), Map.of("image_pull_timeout", "1s")))
                    .isInstanceOfSatisfying(
                            DriverException.class,
                            e -> assertThat(e.recoverable()).isTrue())
                    .hasMessageContaining("cannot pull image");
        }
    }
}
