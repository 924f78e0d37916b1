package dev.drover.scheduler;

import static dev.drover.scheduler.JobFiles.constraint;
import static dev.drover.scheduler.JobFiles.service;
import static dev.drover.scheduler.JobFiles.staticPort;
import static dev.drover.scheduler.PlacingKit.asking;
import static dev.drover.scheduler.PlacingKit.device;
import static dev.drover.scheduler.PlacingKit.gpus;
import static dev.drover.scheduler.PlacingKit.prioritised;
import static dev.drover.scheduler.PlacingKit.small;
import static dev.drover.scheduler.PlacingKit.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.job.Job;
import dev.drover.model.node.NodeStatus;
import dev.drover.scheduler.explain.Explanation;
import dev.drover.scheduler.explain.Explanation.Reason;
import dev.drover.scheduler.explain.NearestNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ExplanationScenariosTest {
    private final Cluster cluster = new Cluster();

    private Explanation explain(Job job) {
        return Explanation.of(cluster.state(), job, job.taskGroups().getFirst());
    }

    private NearestNode nearest(Job job) {
        return explain(job).nearest().orElseThrow();
    }

    @Test
    void a_cluster_without_nodes_is_told_so() {
        assertThat(explain(service("web", 1)).sentences()).containsExactly("the cluster has no nodes");
    }

    @Test
    void what_is_missing_is_told_in_numbers() {
        cluster.node("n7");
        cluster.run(service("other", 1, JobFiles.asking(3500, 7500)));
        assertThat(nearest(service("web", 1, JobFiles.asking(700, 1012))).lacks())
                .isEqualTo("lacks 200 MHz cpu and 512 MiB memory");
    }

    @Test
    void what_would_fit_instead_is_told_in_numbers() {
        cluster.node("n7");
        cluster.run(service("other", 1, JobFiles.asking(3500, 7500)));
        assertThat(nearest(service("web", 1, JobFiles.asking(700, 1012))).remedies())
                .containsExactly("500 MHz cpu instead of 700", "500 MiB memory instead of 1012");
    }

    @Test
    void the_node_that_lacks_least_is_the_nearest() {
        cluster.node("n1", b -> b.nodeResources(Machines.resources(400, 8000)))
                .node("n2", b -> b.nodeResources(Machines.resources(450, 8000)))
                .node("n3", b -> b.nodeResources(Machines.resources(8000, 10)));
        assertThat(nearest(service("web", 1)).id()).isEqualTo("n2");
        assertThat(nearest(service("web", 1)).name()).isEqualTo("host-n2");
    }

    @Test
    void a_node_that_only_lacks_room_is_nearer_than_one_that_does_not_suit() {
        cluster.node("n1", b -> b.drivers(Map.of())).node("n2", b -> b.nodeResources(Machines.resources(1, 1)));
        assertThat(nearest(service("web", 1)).id()).isEqualTo("n2");
    }

    @Test
    void all_that_speaks_against_a_node_is_told() {
        cluster.node("n1", b -> b.drivers(Map.of()).nodeResources(Machines.resources(300, 8000)));
        Job job = service("web", 1, g -> g.constraints(List.of(constraint("${attr.kernel.name}", "=", "plan9"))));
        assertThat(nearest(job).lacks())
                .isEqualTo("does not satisfy ${attr.kernel.name} = plan9, lacks driver raw_exec and 200 MHz cpu");
        assertThat(nearest(job).remedies()).isEmpty();
    }

    @Test
    void reasons_are_counted_and_the_most_frequent_comes_first() {
        cluster.node("n1", b -> b.drivers(Map.of()))
                .node("n2", b -> b.drivers(Map.of()))
                .node("n3", b -> b.drivers(Map.of()))
                .node("n4", b -> b.nodeResources(Machines.resources(300, 8000)));
        assertThat(explain(service("web", 1)).reasons())
                .containsExactly(
                        new Reason("3 nodes lack driver raw_exec", 3), new Reason("1 node lacks 200 MHz cpu", 1));
    }

    @Test
    void amounts_of_several_nodes_are_told_by_the_least() {
        cluster.node("n1", b -> b.nodeResources(Machines.resources(300, 8000)))
                .node("n2", b -> b.nodeResources(Machines.resources(100, 8000)));
        assertThat(explain(service("web", 1)).reasons())
                .containsExactly(new Reason("2 nodes lack at least 200 MHz cpu", 2));
    }

    @Test
    void nodes_out_of_reach_are_told_apart() {
        cluster.node("n1", b -> b.nodePool("gpu"))
                .node("n2", b -> b.datacenter("dc9"))
                .node("n3")
                .node("n4");
        cluster.nodeStatus("n3", NodeStatus.DOWN);
        cluster.ineligible("n4");
        Job job = JobFiles.with(service("web", 1), j -> j.datacenters(List.of("dc1", "eu-*")));
        assertThat(explain(job).reasons())
                .extracting(Reason::text)
                .containsExactlyInAnyOrder(
                        "1 node is not in node pool \"default\"",
                        "1 node is in none of the datacenters dc1, eu-*",
                        "1 node is down",
                        "1 node is not eligible for new work");
    }

    @Test
    void a_node_within_reach_is_nearer_than_one_that_is_down() {
        cluster.node("n1").node("n2", b -> b.drivers(Map.of()).nodeResources(Machines.resources(1, 1)));
        cluster.nodeStatus("n1", NodeStatus.DOWN);
        assertThat(nearest(service("web", 1)).id()).isEqualTo("n2");
    }

    @Test
    void a_missing_device_is_named() {
        cluster.node("n1");
        assertThat(nearest(service("web", 1, asking(small(device("nvidia/gpu", 1)))))
                        .lacks())
                .isEqualTo("lacks suitable devices nvidia/gpu");
    }

    @Test
    void a_device_in_use_is_named_with_its_number() {
        cluster.node("n1", b -> b.nodeResources(with(gpus("nvidia", "v100", "a"))));
        cluster.run(service("other", 1, asking(small(device("gpu", 1)))));
        assertThat(nearest(service("web", 1, asking(small(device("gpu", 1))))).lacks())
                .isEqualTo("lacks a free \"gpu\" device");
    }

    @Test
    void a_port_in_use_is_named() {
        cluster.node("n1");
        cluster.run(service("other", 1, g -> g.networks(List.of(staticPort("http", 8080)))));
        assertThat(nearest(service("web", 1, g -> g.networks(List.of(staticPort("http", 8080)))))
                        .lacks())
                .isEqualTo("lacks the port 8080 (\"http\")");
    }

    @Test
    void distinct_hosts_counts_what_is_there() {
        cluster.node("n1");
        Job job = service("web", 2, g -> g.constraints(List.of(constraint("", "distinct_hosts", "true"))));
        cluster.run(job);
        assertThat(nearest(job).lacks()).isEqualTo("does not satisfy distinct_hosts");
    }

    @Test
    void a_job_that_fits_is_told_where() {
        cluster.nodes(2);
        Explanation explanation = explain(service("web", 1));
        assertThat(explanation.fitting()).isEqualTo(2);
        assertThat(explanation.nearest()).isEmpty();
        assertThat(explanation.sentences()).containsExactly("2 nodes have room for group \"g\" now");
    }

    @Test
    void what_preemption_would_do_is_told_when_it_is_off() {
        cluster.node("n1");
        cluster.run(prioritised(service("low", 1, JobFiles.asking(3000, 100)), 20));
        Explanation explanation = explain(prioritised(service("web", 1, JobFiles.asking(2000, 100)), 80));
        assertThat(explanation.afterPreemption()).isEqualTo(1);
        assertThat(explanation.sentences())
                .contains("1 node would have room if the job might preempt less important ones");
    }

    @Test
    void what_preemption_would_do_is_not_told_when_it_is_on() {
        cluster.node("n1");
        PlacingKit.allowPreemption(cluster);
        cluster.run(prioritised(service("low", 1, JobFiles.asking(3000, 100)), 20));
        assertThat(explain(prioritised(service("web", 1, JobFiles.asking(2000, 100)), 80))
                        .afterPreemption())
                .isZero();
    }

    @Test
    void the_sentences_begin_with_what_helps_most() {
        cluster.node("n7");
        cluster.run(service("other", 1, JobFiles.asking(3800, 100)));
        assertThat(explain(service("web", 1)).sentences())
                .containsExactly(
                        "the nearest is node host-n7: it lacks 300 MHz cpu",
                        "group \"g\" would fit there if it asked for 200 MHz cpu instead of 500",
                        "1 node lacks 300 MHz cpu");
    }

    @Test
    void an_explanation_agrees_with_the_scheduler() {
        cluster.nodes(3);
        cluster.run(service("other", 6, JobFiles.asking(1500, 100)));
        Outcome.Planned planned = cluster.run(service("web", 4, JobFiles.asking(1000, 100)));
        assertThat(planned.queued()).containsEntry("g", 1);
        assertThat(explain(cluster.job("web")).fitting()).isZero();
    }
}
