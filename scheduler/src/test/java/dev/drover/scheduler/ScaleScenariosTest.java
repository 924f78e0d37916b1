package dev.drover.scheduler;

import static dev.drover.scheduler.JobFiles.asking;
import static dev.drover.scheduler.JobFiles.group;
import static dev.drover.scheduler.JobFiles.job;
import static dev.drover.scheduler.JobFiles.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.node.NodeDiskResources;
import dev.drover.model.node.NodeResourcesBuilder;
import dev.drover.model.node.NodeStatus;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Jobs as large as they may be. What takes quadratic time here takes hours, so the generous time limit finds it. */
@Timeout(120)
final class ScaleScenariosTest {
    private static final int MANY = 50_000;

    private final Cluster cluster = new Cluster();

    private void bigNodes(int count) {
        for (int i = 1; i <= count; i++) {
            cluster.node(
                    "n" + i,
                    b -> b.nodeResources(NodeResourcesBuilder.builder(Machines.resources(10_000_000, 10_000_000))
                            .disk(new NodeDiskResources(1_000_000_000))
                            .build()));
        }
    }

    private static Job web(int count) {
        return service("web", count, asking(10, 10));
    }

    @Test
    void fifty_thousand_allocations_are_placed_updated_reduced_and_stopped() {
        bigNodes(20);
        cluster.run(web(MANY));
        assertThat(cluster.live("web")).hasSize(MANY);
        assertThat(cluster.plan("web").plan().isEmpty()).isTrue();
        cluster.run(JobFiles.with(web(MANY), j -> j.priority(60)));
        assertThat(cluster.live("web"))
                .allMatch(a -> Objects.requireNonNull(a.job()).version() == 1);
        cluster.run(web(10));
        assertThat(cluster.live("web")).hasSize(10);
        assertThat(cluster.named("web", "web.g[9]")).isNotNull();
        cluster.stopJob("web");
        cluster.evaluate("web");
        assertThat(cluster.live("web")).isEmpty();
    }

    @Test
    void fifty_thousand_allocations_fail_and_vanish_together() {
        bigNodes(2);
        cluster.run(web(MANY));
        for (Allocation allocation : cluster.live("web").subList(0, MANY / 2)) {
            cluster.report(allocation, ClientStatus.FAILED);
        }
        assertThat(cluster.evaluate("web").followUps()).hasSize(1);
        cluster.nodeStatus("n1", NodeStatus.DOWN);
        cluster.evaluate("web");
        assertThat(cluster.live("web")).noneMatch(a -> a.nodeId().equals("n1"));
    }

    @Test
    void a_thousand_groups_are_placed_and_left_alone() {
        bigNodes(5);
        TaskGroup[] groups = IntStream.range(0, 1_000)
                .mapToObj(i -> group(2, g -> asking(10, 10).apply(g).name("g" + i)))
                .toArray(TaskGroup[]::new);
        Outcome.Planned planned = cluster.run(job("web", "service", groups));
        assertThat(cluster.live("web")).hasSize(2_000);
        assertThat(planned.queued())
                .hasSize(1_000)
                .allSatisfy((name, queued) -> assertThat(queued).isZero());
        assertThat(cluster.plan("web").plan().isEmpty()).isTrue();
    }

    @Test
    void fifty_thousand_that_find_no_room_fail_as_one() {
        cluster.node("n1");
        Outcome.Planned planned = cluster.run(service("web", MANY, asking(400, 100)));
        assertThat(cluster.live("web")).hasSize(10);
        assertThat(planned.queued()).containsEntry("g", MANY - 10);
        assertThat(planned.failedGroups()).containsOnlyKeys("g");
        assertThat(Objects.requireNonNull(planned.failedGroups().get("g")).coalescedFailures())
                .isEqualTo(MANY - 11);
    }

    @Test
    void a_system_job_covers_a_thousand_nodes() {
        for (int i = 1; i <= 1_000; i++) {
            cluster.node("n" + i);
        }
        cluster.run(JobFiles.system("agent"));
        assertThat(cluster.live("agent")).hasSize(1_000);
        assertThat(cluster.plan("agent").plan().isEmpty()).isTrue();
    }
}
