package dev.drover.dist.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drover.dist.Needs;
import dev.drover.dist.cluster.Faults;
import dev.drover.model.alloc.AllocationListStub;
import dev.drover.model.alloc.ClientStatus;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many tasks that end at once leave nothing behind in the agent, the keeper and the kernel. */
class ManyShortTasksIT {
    private static final int TOGETHER = 25;
    private static final long MEBIBYTE = 1 << 20;

    @TempDir
    Path folder;

    private NodeAgent agent;
    private final Set<String> allocations = new HashSet<>();

    @BeforeEach
    void start() {
        Needs.that(System.getProperty("user.name").equals("root"), "isolated tasks need root");
        agent = new NodeAgent(folder, """
                client {
                  gc_max_allocs = 20
                  gc_interval   = "1s"
                }
                """);
    }

    @AfterEach
    void end() {
        if (agent != null) {
            agent.close();
        }
    }

    @Test
    void a_series_of_them_leaves_no_memory_descriptors_threads_groups_or_mounts() {
        run(0, Faults.amount(100, 500));
        long keeper = agent.keeper();
        Footprint agentBefore = settled(agent.pid());
        Footprint keeperBefore = settled(keeper);
        long mounts = Footprint.mounts(folder);

        int count = Faults.amount(300, 10_000);
        run(1, count);

        Footprint agentMore = settled(agent.pid()).minus(agentBefore);
        Footprint keeperMore = settled(keeper).minus(keeperBefore);
        Faults.report(count + " short tasks: the agent has " + agentMore + " more, its keeper " + keeperMore);
        assertThat(agent.keeper()).as("the keeper is the same").isEqualTo(keeper);
        assertThat(agentMore.liveBytes()).as("live memory of the agent").isLessThan(8 * MEBIBYTE);
        assertThat(keeperMore.liveBytes()).as("live memory of the keeper").isLessThan(2 * MEBIBYTE);
        assertThat(keeperMore.residentBytes()).as("memory of the keeper").isLessThan(64 * MEBIBYTE);
        assertThat(agentMore.descriptors()).as("descriptors of the agent").isLessThan(20);
        assertThat(keeperMore.descriptors()).as("descriptors of the keeper").isLessThan(5);
        assertThat(agentMore.threads()).as("threads of the agent").isLessThan(20);
        assertThat(keeperMore.threads()).as("threads of the keeper").isLessThan(10);
        assertThat(Footprint.groups(allocations)).as("control groups").isZero();
        assertThat(Footprint.mounts(folder)).as("mounts").isEqualTo(mounts);
    }

    /** Half of plain processes, half isolated, some at the same time; what has ended is forgotten by everybody. */
    private void run(int round, int count) {
        for (int done = 0; done < count; done += TOGETHER) {
            String job = agent.run(
                    """
                    job "short-%d-%d" {
                      type = "batch"
                      group "plain" {
                        count = %d
                        %s
                      }
                      group "isolated" {
                        count = %d
                        %s
                      }
                    }
                    """.formatted(round, done, TOGETHER - TOGETHER / 2, task("raw_exec"), TOGETHER / 2, task("exec")));
            agent.awaitStatus(job, ClientStatus.COMPLETE, TOGETHER).stream()
                    .map(AllocationListStub::id)
                    .forEach(allocations::add);
            agent.purge(job);
        }
        agent.client().maintenance().collectGarbage();
        await().atMost(NodeAgent.PATIENCE)
                .until(() -> agent.client()
                        .allocations()
                        .list(dev.drover.sdk.Query.NONE)
                        .value()
                        .isEmpty());
        await().atMost(NodeAgent.PATIENCE).until(() -> Footprint.groups(allocations) == 0);
    }

    private static String task(String driver) {
        return """
                ephemeral_disk {
                  size = 10
                }
                task "main" {
                  driver = "%s"
                  config {
                    command = "/bin/true"
                  }
                  resources {
                    cpu    = 10
                    memory = 16
                  }
                }
                """.formatted(driver);
    }

    /** When a second look sees no fewer threads and descriptors, what was under way has ended. */
    private static Footprint settled(long pid) {
        Footprint[] last = {Footprint.of(pid)};
        await().atMost(NodeAgent.PATIENCE).until(() -> {
            Footprint before = last[0];
            last[0] = Footprint.of(pid);
            return last[0].threads() >= before.threads() && last[0].descriptors() >= before.descriptors();
        });
        return last[0];
    }
}
