package dev.drover.dist.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.dist.acceptance.Program;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A command in a task of a node that only servers can reach. */
@ResourceLock(ClusterProcesses.ONE_AT_A_TIME)
class ExecThroughServerIT {
    @TempDir
    Path folder;

    @Test
    void a_command_runs_on_the_node_whichever_agent_is_asked() {
        try (ClusterProcesses cluster = ClusterProcesses.onLoopback(folder, 3, 1)) {
            AgentProcess node = cluster.nodes().getFirst();
            assertThat(node.http()
                            .put("/v1/jobs", TestJobs.service("far", 1, 0))
                            .ok())
                    .isTrue();
            cluster.awaitThat("the service runs", () -> TestJobs.running(node, "far") == 1);
            for (AgentProcess agent : cluster.all()) {
                String address = "-address=http://" + agent.place().address() + ":"
                        + agent.place().httpPort();
                Shell.Result result = Shell.attempt(
                        Program.LAUNCHER.toString(),
                        "exec",
                        address,
                        "-job",
                        "far",
                        "/bin/sh",
                        "-c",
                        "echo in $NOMAD_JOB_ID; exit 9");
                assertThat(result.output()).as(agent.name()).isEqualTo("in far\n");
                assertThat(result.code()).as(agent.name()).isEqualTo(9);
            }
        }
    }
}
