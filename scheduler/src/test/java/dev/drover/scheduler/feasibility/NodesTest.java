package dev.drover.scheduler.feasibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.job.Job;
import dev.drover.model.node.DrainStrategyBuilder;
import dev.drover.model.node.NodeStatus;
import dev.drover.model.node.SchedulingEligibility;
import dev.drover.scheduler.JobFiles;
import dev.drover.scheduler.Machines;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class NodesTest {
    private static Job job(String pool, String... datacenters) {
        return JobFiles.with(JobFiles.service("web", 1), j -> j.nodePool(pool).datacenters(List.of(datacenters)));
    }

    @ParameterizedTest
    @EnumSource(NodeStatus.class)
    void only_ready_nodes_take_new_work(NodeStatus status) {
        assertThat(Nodes.takesNewWork(Machines.machine("n1", b -> b.status(status))))
                .isEqualTo(status == NodeStatus.READY);
    }

    @Test
    void nodes_that_drain_or_are_not_eligible_take_no_new_work() {
        assertThat(Nodes.takesNewWork(Machines.machine(
                        "n1",
                        b -> b.drainStrategy(DrainStrategyBuilder.builder().build()))))
                .isFalse();
        assertThat(Nodes.takesNewWork(
                        Machines.machine("n1", b -> b.schedulingEligibility(SchedulingEligibility.INELIGIBLE))))
                .isFalse();
    }

    @ParameterizedTest(name = "a job for pool \"{0}\" on a node of pool \"{1}\"")
    @CsvSource({
        "default, default, true",
        "default, gpu, false",
        "gpu, gpu, true",
        "gpu, default, false",
        "all, default, true",
        "all, gpu, true",
        "all, '', true",
        "'', default, true",
        "'', '', true",
        "default, '', true",
        "'', gpu, false",
        "gp*, gpu, false",
        "GPU, gpu, false",
    })
    void a_job_uses_the_nodes_of_its_pool(String wanted, String pool, boolean inPool) {
        assertThat(Nodes.inPool(Machines.machine("n1", b -> b.nodePool(pool)), job(wanted, "*")))
                .isEqualTo(inPool);
    }

    @ParameterizedTest(name = "a job for \"{0}\" on a node in \"{1}\"")
    @CsvSource({
        "dc1, dc1, true",
        "dc1, dc11, false",
        "dc1, DC1, false",
        "*, dc1, true",
        "*, '', true",
        "dc*, dc1, true",
        "dc*, dc, true",
        "*-eu, north-eu, true",
        "*-eu, north-us, false",
        "a*b*c, a1b2c, true",
        "a*b*c, a1c2b, false",
        "**, dc1, true",
        "dc?, dc1, false",
    })
    void datacenters_are_patterns_in_which_a_star_means_anything(String pattern, String datacenter, boolean fits) {
        assertThat(Nodes.inDatacenters(Machines.machine("n1", b -> b.datacenter(datacenter)), job("default", pattern)))
                .isEqualTo(fits);
    }

    @Test
    void any_of_several_datacenters_will_do_and_none_means_all() {
        assertThat(Nodes.inDatacenters(Machines.machine("n1", b -> b.datacenter("dc2")), job("default", "dc1", "dc2")))
                .isTrue();
        assertThat(Nodes.inDatacenters(Machines.machine("n1", b -> b.datacenter("dc3")), job("default", "dc1", "dc2")))
                .isFalse();
        assertThat(Nodes.inDatacenters(Machines.machine("n1"), job("default"))).isTrue();
    }
}
