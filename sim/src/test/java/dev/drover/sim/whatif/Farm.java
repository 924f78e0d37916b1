package dev.drover.sim.whatif;

import dev.drover.jobspec.JobFileOptions;
import dev.drover.jobspec.JobFiles;
import dev.drover.jobspec.hcl.SourceFile;
import dev.drover.model.canonical.JobCanonicalizer;
import dev.drover.model.canonical.JobDefaults;
import dev.drover.model.job.Job;
import dev.drover.model.node.ComputedClass;
import dev.drover.model.node.DriverInfo;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeBuilder;
import dev.drover.model.node.NodeCpuResources;
import dev.drover.model.node.NodeDiskResources;
import dev.drover.model.node.NodeMemoryResources;
import dev.drover.model.node.NodeResourcesBuilder;
import dev.drover.model.node.NodeStatus;
import dev.drover.model.node.SchedulingEligibility;
import dev.drover.model.operator.SchedulerConfiguration;
import dev.drover.model.operator.SchedulerConfigurationBuilder;
import dev.drover.state.State;
import dev.drover.state.command.NodeCommand;
import dev.drover.state.command.SettingsCommand;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A small cluster with a web service that is on every node. */
final class Farm {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private Farm() {}

    static State of(int nodes, int count) {
        Imagined farm = new Imagined(State.initial(), NOW);
        farm.apply(new SettingsCommand.SetSchedulerConfiguration(
                SchedulerConfigurationBuilder.builder(SchedulerConfiguration.usual())
                        .schedulerAlgorithm("spread")
                        .build()));
        for (int number = 0; number < nodes; number++) {
            farm.apply(new NodeCommand.Register(node(number), NOW, List.of()));
        }
        farm.run(web(count));
        return farm.state();
    }

    private static Node node(int number) {
        Node node = NodeBuilder.builder()
                .id("0000000%d-0000-0000-0000-000000000000".formatted(number))
                .name("node-" + number)
                .datacenter("dc1")
                .nodePool("default")
                .attributes(Map.of("kernel.name", "linux", "driver.raw_exec", "1"))
                .drivers(Map.of("raw_exec", new DriverInfo(Map.of(), true, true, "Healthy", NOW)))
                .nodeResources(NodeResourcesBuilder.builder()
                        .cpu(new NodeCpuResources(4000, 2, List.of(0, 1)))
                        .memory(new NodeMemoryResources(8192))
                        .disk(new NodeDiskResources(100_000))
                        .build())
                .status(NodeStatus.READY)
                .schedulingEligibility(SchedulingEligibility.ELIGIBLE)
                .build();
        return NodeBuilder.builder(node).computedClass(ComputedClass.of(node)).build();
    }

    private static Job web(int count) {
        String text = """
                job "web" {
                  group "web" {
                    count = %d
                    task "web" {
                      driver = "raw_exec"
                      config { command = "/bin/true" }
                      resources {
                        cpu    = 500
                        memory = 1024
                      }
                    }
                  }
                }
                """.formatted(count);
        return JobCanonicalizer.canonicalize(
                JobFiles.parse(new SourceFile("web.nomad.hcl", text), JobFileOptions.in(Path.of("/")))
                        .job()
                        .orElseThrow(),
                JobDefaults.STANDARD);
    }
}
