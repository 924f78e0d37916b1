package dev.drover.dist.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drover.dist.FreePort;
import dev.drover.dist.Mounts;
import dev.drover.dist.Needs;
import dev.drover.model.alloc.ClientStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks of different drivers in the one network of their group, on a bridge with real plugins and a real engine. */
class GroupNetworkIT {
    private static final Path BUSYBOX = Path.of("/bin/busybox");
    private static final String BRIDGE = "droveritest0";
    private static final String POD_IMAGE = "localhost/drover-group-network:it";
    private static final String IMAGE = "drover-group-network:it";

    @TempDir
    Path folder;

    private Program shell;

    @BeforeEach
    void needNetworksAndAnEngine() throws IOException {
        shell = new Program(folder);
        Needs.that(
                System.getProperty("user.name").equals("root")
                        && Files.isExecutable(Path.of("/usr/lib/cni/bridge"))
                        && shell.shell("command -v iptables ip nsenter").exitCode() == 0,
                "networks need root, iptables, iproute2 and the CNI plugins");
        Needs.that(
                shell.shell("docker version && command -v podman").exitCode() == 0
                        && Files.exists(BUSYBOX)
                        && !Files.readString(BUSYBOX, ISO_8859_1).contains("/ld-linux"),
                "no Docker engine, no docker or podman command or no static busybox");
        shell.shell("mkdir -p image/bin && cp " + BUSYBOX + " image/bin/busybox"
                        + " && for name in sh sleep wget cat touch printf; do ln -sf busybox image/bin/$name; done"
                        + " && tar -C image -cf image.tar bin && docker import image.tar " + IMAGE)
                .exits(0);
    }

    @AfterEach
    void removeAll() {
        shell.shell("docker rmi --force " + IMAGE);
        shell.shell("ip link delete " + BRIDGE);
        Mounts.removeBelow(folder);
    }

    @Test
    void tasks_of_all_drivers_reach_each_other_at_the_loopback_interface_and_leave_nothing() throws Exception {
        int port = FreePort.next();
        PodmanService podman = new PodmanService(folder.resolve("podman"));
        podman.load(folder.resolve("image.tar"), POD_IMAGE);
        String network = "client {\n  bridge_network_name = \"" + BRIDGE
                + "\"\n  bridge_network_subnet = \"172.31.251.0/24\"\n}\nplugin \"podman\" {\n  config {\n    socket_path = \"unix://"
                + podman.socket()
                + "\"\n  }\n}\n";
        try (podman;
                DevAgent agent = DevAgent.start(folder, network)) {
            agent.program()
                    .run("job", "run", "-detach", job(agent.program(), port))
                    .exits(0);
            String allocation = agent.awaitAllocation("mixed", ClientStatus.RUNNING);

            await().atMost(DevAgent.PATIENCE)
                    .untilAsserted(() -> assertThat(logs(agent, allocation, "container"))
                            .startsWith("from the server\n")
                            .contains("172.31.251."));
            for (String task : List.of("isolated", "pod")) {
                await().atMost(DevAgent.PATIENCE)
                        .untilAsserted(() -> assertThat(logs(agent, allocation, task))
                                .startsWith("from the server\n")
                                .contains("172.31.251."));
            }
            assertThat(DevAgent.body("http://127.0.0.1:" + port + "/index.html"))
                    .isEqualTo("from the server\n");

            agent.program().run("alloc", "restart", allocation, "container").exits(0);
            await().atMost(DevAgent.PATIENCE)
                    .untilAsserted(() -> assertThat(logs(agent, allocation, "container"))
                            .as("a container that starts again is back in the network")
                            .contains("from the server\n", "again from the server\n"));

            agent.stop("mixed");
            await().atMost(DevAgent.PATIENCE)
                    .untilAsserted(() -> assertThat(traces(allocation)).isEmpty());
        }
    }

    private static Path job(Program program, int port) {
        return program.write("mixed.nomad.hcl", """
                job "mixed" {
                  group "g" {
                    network {
                      mode = "bridge"
                      port "http" {
                        static = %d
                        to     = 8080
                      }
                    }
                    task "server" {
                      driver = "raw_exec"
                      config {
                        command = "/bin/sh"
                        args    = ["-c", "echo from the server > local/index.html; exec busybox httpd -f -p 8080 -h local"]
                      }
                      kill_timeout = "1s"
                    }
                    task "isolated" {
                      driver = "exec"
                      config {
                        command = "/bin/sh"
                        args    = ["-c", <<-END
                          until busybox wget -qO- http://127.0.0.1:8080/index.html; do sleep 0.2; done
                          cat /etc/hosts
                          exec sleep 600
                        END
                        ]
                      }
                      kill_timeout = "1s"
                    }
                    task "pod" {
                      driver = "podman"
                      config {
                        image   = "%s"
                        command = "/bin/sh"
                        args    = ["-c", <<-END
                          until wget -qO- http://127.0.0.1:8080/index.html; do sleep 0.2; done
                          cat /etc/hosts
                          exec sleep 600
                        END
                        ]
                      }
                      kill_timeout = "1s"
                    }
                    task "container" {
                      driver = "docker"
                      config {
                        image   = "%s"
                        command = "/bin/sh"
                        args    = ["-c", <<-END
                          [ -e /local/started ] && printf 'again '
                          touch /local/started
                          until wget -qO- http://127.0.0.1:8080/index.html; do sleep 0.2; done
                          cat /etc/hosts
                          echo "address $NOMAD_ALLOC_ADDR_http"
                          exec sleep 600
                        END
                        ]
                      }
                      kill_timeout = "1s"
                    }
                  }
                }
                """.formatted(port, POD_IMAGE, IMAGE));
    }

    private static String logs(DevAgent agent, String allocation, String task) {
        return agent.program().run("alloc", "logs", allocation, task).output();
    }

    /** What the kernel and the engine have of an allocation. */
    private String traces(String allocation) {
        return shell.shell("docker ps -a --format '{{.Names}}' | grep " + allocation + "; ip netns list | grep "
                        + allocation + "; iptables-save | grep " + allocation)
                .output();
    }
}
