package dev.drover.dist.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drover.dist.Needs;
import dev.drover.dist.cluster.Faults;
import dev.drover.model.alloc.AllocationListStub;
import dev.drover.model.alloc.ClientStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks of many drivers run on while their agent is killed and started again, with the same processes and logs without a gap. */
class AdoptionIT {
    private static final String COUNT = "i=0; while :; do echo $i; i=$((i+1)); sleep 0.05; done";

    private static final String COUNTER = """
            class Counter {
                public static void main(String[] words) throws Exception {
                    for (int i = 0; ; i++) {
                        System.out.println(i);
                        Thread.sleep(50);
                    }
                }
            }
            """;

    @TempDir
    Path folder;

    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private OwnEngine engine;
    private NodeAgent agent;

    @BeforeEach
    void start() {
        Needs.that(
                OwnEngine.isPossible(),
                "isolated tasks and an own Docker engine need root, dockerd and a static busybox");
        engine = new OwnEngine(folder.resolve("engine"), false);
        CountingDisk.write(folder.resolve("images/disk.img"));
        agent = new NodeAgent(folder.resolve("node"), engine.plugin() + """
                plugin "qemu" {
                  config {
                    image_paths = ["%s"]
                  }
                }
                """.formatted(folder.resolve("images")));
    }

    @AfterEach
    void end() {
        try (OwnEngine _ = engine;
                NodeAgent _ = agent) {
            assertThat(folder).isDirectory();
        }
    }

    /** One task that runs. */
    private record Counted(String allocation, String driver, Set<Long> processes) {}

    @Test
    void tasks_of_all_drivers_are_adopted_with_their_processes_and_whole_logs() {
        run("raw_exec", Faults.amount(5, 20), shell("/bin/sh"), "");
        run("exec", Faults.amount(3, 12), shell("/bin/sh"), "");
        run("java", Faults.amount(1, 6), "class = \"local/Counter.java\"\njvm_options = [\"-Xmx32m\"]", """
                template {
                  destination = "local/Counter.java"
                  data        = <<-EOT
                %sEOT
                }
                """.formatted(
                        COUNTER));
        run(
                "docker",
                Faults.amount(2, 10),
                "image = \"" + OwnEngine.IMAGE + "\"\nnetwork_mode = \"none\"\n" + shell("sh"),
                "");
        if (Files.isExecutable(Path.of("/usr/bin/qemu-system-x86_64"))) {
            run(
                    "qemu",
                    Faults.amount(1, 2),
                    "image_path = \"" + folder.resolve("images/disk.img") + "\"\nargs = [\"-snapshot\"]",
                    "");
        }
        List<Counted> before = awaitAll(3);
        assertThat(before)
                .allSatisfy(task -> assertThat(task.processes())
                        .as("processes of %s", task.driver())
                        .hasSize(1));

        for (int crash = 0; crash < Faults.amount(1, 5); crash++) {
            agent.kill();
            Map<String, Integer> lines = new LinkedHashMap<>();
            before.forEach(task -> lines.put(task.allocation(), numbers(task).size()));
            await().atMost(NodeAgent.PATIENCE)
                    .until(() -> before.stream()
                            .filter(task -> !task.driver().equals("docker"))
                            .allMatch(task -> numbers(task).size() > lines.getOrDefault(task.allocation(), 0) + 5));
            agent.start();
            // The log of a container is read by the agent, so that it goes on only now.
            await().atMost(NodeAgent.PATIENCE)
                    .until(() -> before.stream()
                            .allMatch(task -> numbers(task).size() > lines.getOrDefault(task.allocation(), 0) + 20));
        }

        assertThat(awaitAll(1)).containsExactlyElementsOf(before);
        for (Counted task : before) {
            List<Integer> numbers = numbers(task);
            assertThat(numbers)
                    .as("the log of %s", task.driver())
                    .isEqualTo(IntStream.range(0, numbers.size()).boxed().toList());
        }
    }

    private static String shell(String program) {
        return "command = \"" + program + "\"\nargs = [\"-c\", \"" + COUNT + "\"]";
    }

    private void run(String driver, int count, String config, String more) {
        counts.put(driver, count);
        agent.run("""
                job "%s" {
                  group "main" {
                    count = %d
                    task "main" {
                      driver       = "%s"
                      kill_timeout = "1s"
                      config {
                        %s
                      }
                      resources {
                        cpu    = 20
                        memory = 128
                      }
                      %s
                    }
                  }
                }
                """.formatted(driver, count, driver, config, more));
    }

    /** All tasks, once each runs, has never been restarted, and has counted a little. */
    private List<Counted> awaitAll(int numbers) {
        return await().atMost(NodeAgent.PATIENCE)
                .until(
                        this::all,
                        tasks -> tasks.stream().allMatch(task -> numbers(task).size() >= numbers));
    }

    private List<Counted> all() {
        List<Counted> tasks = new ArrayList<>();
        for (Map.Entry<String, Integer> job : counts.entrySet()) {
            for (AllocationListStub stub : agent.awaitStatus(job.getKey(), ClientStatus.RUNNING, job.getValue())) {
                assertThat(stub.taskStates().values()).allMatch(state -> state.restarts() == 0);
                tasks.add(new Counted(stub.id(), job.getKey(), NodeAgent.roots(stub.id())));
            }
        }
        return tasks;
    }

    /** What a task has counted. A machine writes more than that while it starts, and none has ended its last line. */
    private List<Integer> numbers(Counted task) {
        String output = agent.output(task.allocation(), "main", "stdout");
        String whole = output.substring(0, output.lastIndexOf('\n') + 1);
        return whole.lines()
                .map(String::strip)
                .filter(line -> line.matches("\\d{1,9}"))
                .map(Integer::valueOf)
                .toList();
    }
}
