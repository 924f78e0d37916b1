package dev.drover.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.ParameterizedJobConfigBuilder;
import dev.drover.model.job.PeriodicConfigBuilder;
import dev.drover.server.TestCluster;
import dev.drover.state.JobId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JobChecksTest {
    private final TestCluster cluster = new TestCluster();
    private final Job batch = registered(TestCluster.job("work", "batch", 1, 100));

    private Job registered(Job job) {
        cluster.register(job);
        return cluster.server.state().job(new JobId("default", job.id())).orElseThrow();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private List<String> faults(Job job) {
        return JobChecks.faults(job, cluster.server.state());
    }

    private static JobBuilder changed(Job job) {
        return JobBuilder.builder(job);
    }

    @Test
    void a_job_may_change_what_it_asks_for() {
        assertThat(faults(changed(batch).priority(70).build())).isEmpty();
    }

    @Test
    void a_job_keeps_its_type() {
        assertThat(faults(changed(batch).type("service").build()))
                .singleElement()
                .asString()
                .startsWith("cannot update job from type \"batch\" to \"service\"");
        assertThat(faults(changed(batch).type("service").id("another").build())).isEmpty();
    }

    @Test
    void a_job_does_not_become_periodic_or_parameterized() {
        assertThat(faults(changed(batch)
                        .periodic(PeriodicConfigBuilder.builder()
                                .spec("@hourly")
                                .specType("cron")
                                .timeZone("UTC")
                                .build())
                        .build()))
                .containsExactly("cannot update non-periodic job to being periodic");
        assertThat(faults(changed(batch)
                        .parameterizedJob(
                                ParameterizedJobConfigBuilder.builder().build())
                        .build()))
                .containsExactly("cannot update non-parameterized job to being parameterized");
    }

    @Test
    void a_parameterized_job_stays_one() {
        Job called = registered(changed(TestCluster.job("called", "batch", 1, 100))
                .parameterizedJob(ParameterizedJobConfigBuilder.builder().build())
                .build());

        assertThat(faults(changed(called).parameterizedJob(null).build()))
                .containsExactly("cannot update parameterized job to being non-parameterized");
    }
}
