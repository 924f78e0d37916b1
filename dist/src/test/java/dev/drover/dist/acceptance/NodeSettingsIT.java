package dev.drover.dist.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drover.dist.Mounts;
import dev.drover.dist.Needs;
import dev.drover.model.alloc.ClientStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the {@code client} block says about a node, seen from its tasks. */
class NodeSettingsIT {
    @TempDir
    Path folder;

    @AfterEach
    void removeMounts() {
        Mounts.removeBelow(folder);
    }

    @Test
    void isolated_tasks_see_host_volumes_as_far_as_the_node_the_group_and_the_task_allow() throws IOException {
        Needs.that(
                System.getProperty("user.name").equals("root")
                        && (Files.exists(Path.of("/usr/bin/crun")) || Files.exists(Path.of("/usr/sbin/runc"))),
                "isolation needs root and crun or runc");
        Path open = Files.createDirectory(folder.resolve("open"));
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Files.writeString(closed.resolve("file"), "of the host\n");
        String settings = """
                client {
                  host_volume "open" {
                    path = "%s"
                  }
                  host_volume "closed" {
                    path      = "%s"
                    read_only = true
                  }
                }
                """.formatted(open, closed);
        try (DevAgent agent = DevAgent.start(folder, settings)) {
            agent.program()
                    .run("job", "run", "-detach", volumes(agent.program()))
                    .exits(0);
            String allocation = agent.awaitAllocation("volumes", ClientStatus.COMPLETE);
            assertThat(agent.program().run("alloc", "logs", allocation).exits(0).output())
                    .isEqualTo("of the host\nclosed stays\nopen stays read-only\n");
            assertThat(open.resolve("written")).hasContent("by the task");
            assertThat(closed.resolve("written")).doesNotExist();
            assertThat(agent.program()
                            .run("node", "status", "-self", "-verbose")
                            .exits(0)
                            .output())
                    .containsPattern("Host Volumes\\s*= closed,open\n");
        }
    }

    private static Path volumes(Program program) {
        return program.write("volumes.nomad.hcl", """
                job "volumes" {
                  type = "batch"
                  group "g" {
                    volume "data" {
                      type   = "host"
                      source = "open"
                    }
                    volume "rules" {
                      type      = "host"
                      source    = "closed"
                      read_only = true
                    }
                    task "t" {
                      driver = "exec"
                      user   = "root"
                      config {
                        command = "/bin/sh"
                        args = ["-c", <<-END
                          printf 'by the task' > /data/written
                          cat /rules/file
                          touch /rules/written 2>/dev/null || echo closed stays
                          touch /again/more 2>/dev/null || echo open stays read-only
                        END
                        ]
                      }
                      volume_mount {
                        volume      = "data"
                        destination = "/data"
                      }
                      volume_mount {
                        volume      = "rules"
                        destination = "/rules"
                        read_only   = true
                      }
                      volume_mount {
                        volume      = "data"
                        destination = "/again"
                        read_only   = true
                      }
                    }
                  }
                }
                """);
    }

    @Test
    void isolated_tasks_see_the_folders_of_chroot_env_and_no_others() {
        Needs.that(
                System.getProperty("user.name").equals("root")
                        && (Files.exists(Path.of("/usr/bin/crun")) || Files.exists(Path.of("/usr/sbin/runc")))
                        && Files.exists(Path.of("/bin/busybox")),
                "isolation needs root and crun or runc, and busybox");
        String settings = """
                client {
                  chroot_env {
                    "/bin/busybox" = "/tools/sh"
                    "/etc/hostname" = "/etc/hostname"
                  }
                }
                """;
        try (DevAgent agent = DevAgent.start(folder, settings)) {
            Path job = agent.program().write("chroot.nomad.hcl", """
                    job "chroot" {
                      type = "batch"
                      group "g" {
                        task "t" {
                          driver = "exec"
                          config {
                            command = "/tools/sh"
                            args    = ["-c", "[ -e /usr ] || echo no usr; [ -e /etc/hostname ] && echo hostname"]
                          }
                        }
                      }
                    }
                    """);
            agent.program().run("job", "run", "-detach", job).exits(0);
            String allocation = agent.awaitAllocation("chroot", ClientStatus.COMPLETE);
            assertThat(agent.program().run("alloc", "logs", allocation).exits(0).output())
                    .isEqualTo("no usr\nhostname\n");
        }
    }

    @Test
    void folders_of_ended_allocations_are_deleted_beyond_a_number_the_oldest_first() {
        String settings = """
                client {
                  gc_interval    = "1s"
                  gc_max_allocs  = 2
                  reserved {
                    cores = "0"
                  }
                }
                """;
        try (DevAgent agent = DevAgent.start(folder, settings)) {
            for (String name : List.of("first", "second", "third")) {
                Path job = agent.program().write(name + ".nomad.hcl", """
                        job "%s" {
                          type = "batch"
                          group "g" {
                            task "t" {
                              driver = "raw_exec"
                              config {
                                command = "true"
                              }
                            }
                          }
                        }
                        """.formatted(name));
                agent.program().run("job", "run", "-detach", job).exits(0);
                agent.awaitAllocation(name, ClientStatus.COMPLETE);
            }
            String first = agent.allocations("first", ClientStatus.COMPLETE).getFirst();
            String third = agent.allocations("third", ClientStatus.COMPLETE).getFirst();
            await().atMost(DevAgent.PATIENCE)
                    .untilAsserted(() -> assertThat(folders(agent))
                            .hasSize(2)
                            .doesNotContain(first)
                            .contains(third));
            int cores = Runtime.getRuntime().availableProcessors();
            assertThat(agent.program()
                            .run("node", "status", "-self", "-verbose")
                            .exits(0)
                            .output())
                    .containsPattern("cpu.reservablecores\\s*= " + (cores - 1) + "\n");
        }
    }

    /** Names of the folders of allocations. */
    private static List<String> folders(DevAgent agent) throws IOException {
        List<String> names = new ArrayList<>();
        for (Path own : agent.leftFolders()) {
            Path allocations = own.resolve("alloc");
            if (Files.isDirectory(allocations)) {
                try (Stream<Path> each = Files.list(allocations)) {
                    each.map(path -> path.getFileName().toString()).forEach(names::add);
                }
            }
        }
        return names;
    }
}
