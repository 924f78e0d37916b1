package dev.drover.dist.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drover.dist.Mounts;
import dev.drover.dist.Needs;
import dev.drover.dist.cluster.Shell;
import dev.drover.model.alloc.ClientStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk of the allocations is full, or cannot be written. */
class FullDiskIT {
    @TempDir
    Path folder;

    private Path disk;
    private NodeAgent agent;

    @BeforeEach
    void start() throws IOException {
        Needs.that(System.getProperty("user.name").equals("root"), "mounting a small disk needs root");
        disk = Files.createDirectories(folder.resolve("disk"));
        Shell.run("mount", "-t", "tmpfs", "-o", "size=4m,nr_inodes=2000", "tmpfs", disk.toString());
        agent = new NodeAgent(folder.resolve("node"), """
                client {
                  alloc_dir = "%s"
                }
                """.formatted(disk));
    }

    @AfterEach
    void end() {
        if (agent != null) {
            if (!Files.isWritable(disk)) {
                Shell.attempt("umount", disk.toString());
            }
            agent.close();
        }
        Mounts.removeBelow(folder);
    }

    private static String job(String name, String type, String script, String more) {
        return """
                job "%s" {
                  type = "%s"
                  group "main" {
                    ephemeral_disk {
                      size = 10
                    }
                    restart {
                      attempts = 0
                      mode     = "fail"
                    }
                    reschedule {
                      attempts  = 0
                      unlimited = false
                    }
                    task "main" {
                      driver       = "raw_exec"
                      kill_timeout = "1s"
                      config {
                        command = "/bin/sh"
                        args    = ["-c", "%s"]
                      }
                      %s
                    }
                  }
                }
                """.formatted(name, type, script, more);
    }

    @Test
    void a_full_disk_fails_what_needs_room_with_an_event_and_leaves_the_rest_running() throws IOException {
        String steady = agent.run(job("steady", "service", "while :; do echo line; sleep 0.05; done", ""));
        String running = agent.awaitOne(steady, ClientStatus.RUNNING);
        Path filler = disk.resolve("filler");
        assertThat(Files.getFileStore(disk).getTotalSpace())
                .as("the small disk is still mounted")
                .isLessThan(5 << 20);
        Shell.attempt("sh", "-c", "head -c 8000000 /dev/zero > " + filler);

        String needy = agent.run(job("needy", "batch", "true", """
                template {
                  destination = "local/text"
                  data        = "%s"
                }
                """.formatted("x".repeat(5000))));
        String failed = agent.awaitOne(needy, ClientStatus.FAILED);
        assertThat(agent.story(failed)).contains("No space left on device");
        assertThat(agent.count(steady, ClientStatus.RUNNING)).isEqualTo(1);

        Files.delete(filler);
        agent.awaitOne(agent.run(job("later", "batch", "echo well", "")), ClientStatus.COMPLETE);
        long size = agent.client()
                .files()
                .stat(running, "alloc/logs/main.stdout.0")
                .value()
                .size();
        await().atMost(NodeAgent.PATIENCE)
                .until(() -> agent.client()
                                .files()
                                .stat(running, "alloc/logs/main.stdout.0")
                                .value()
                                .size()
                        > size);
        assertThat(agent.count(steady, ClientStatus.RUNNING)).isEqualTo(1);
    }

    @Test
    void a_disk_that_cannot_be_written_fails_new_allocations_with_an_event_and_nothing_else() {
        String steady = agent.run(job("steady", "service", "while :; do echo line; sleep 0.05; done", ""));
        String running = agent.awaitOne(steady, ClientStatus.RUNNING);
        // The files that are open for writing would forbid to mount the disk itself anew.
        Shell.run("mount", "--bind", disk.toString(), disk.toString());
        Shell.run("mount", "-o", "remount,ro,bind", disk.toString());

        String refused = agent.awaitOne(agent.run(job("refused", "batch", "true", "")), ClientStatus.FAILED);

        assertThat(agent.story(refused)).contains("the allocation's folders cannot be made", "Read-only file system");
        assertThat(NodeAgent.roots(running)).hasSize(1);
        assertThat(agent.count(steady, ClientStatus.RUNNING)).isEqualTo(1);
        Shell.run("umount", disk.toString());
        agent.awaitOne(agent.run(job("later", "batch", "echo well", "")), ClientStatus.COMPLETE);
        assertThat(agent.isAlive()).isTrue();
    }
}
