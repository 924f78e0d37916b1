package dev.drover.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.PeriodicConfigBuilder;
import dev.drover.server.TestCluster;
import dev.drover.state.JobId;
import dev.drover.state.State;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Periodic jobs while leadership comes and goes. The clock stands at seven seconds past a minute. */
@Timeout(60)
class MissedLaunchTest {
    private static final JobId PARENT = new JobId("default", "minutely");

    private final TestCluster cluster = new TestCluster();

    @AfterEach
    void stop() {
        cluster.close();
    }

    private void registerMinutely() {
        Job job = JobBuilder.builder(TestCluster.job("minutely", "batch", 1, 10))
                .periodic(PeriodicConfigBuilder.builder()
                        .enabled(true)
                        .spec("* * * * *")
                        .specType("cron")
                        .build())
                .build();
        cluster.register(job);
    }

    private State awaitLaunches(int count) {
        return cluster.await(
                count + " launches",
                state -> state.children(PARENT).size() == count
                        && state.lastLaunch(PARENT).isPresent());
    }

    @Test
    void of_the_launches_that_nobody_led_only_the_last_is_made_up_for() {
        registerMinutely();
        cluster.server.work().following();
        cluster.time.advance(Duration.ofMinutes(5));
        cluster.server.work().leading(2);
        State state = awaitLaunches(1);
        assertThat(state.children(PARENT).getFirst().id())
                .isEqualTo("minutely/periodic-"
                        + Instant.parse("2026-03-04T05:11:00Z").getEpochSecond());
        assertThat(state.lastLaunch(PARENT)).contains(Instant.parse("2026-03-04T05:11:00Z"));
    }

    @Test
    void the_next_leader_does_not_repeat_a_launch_and_goes_on_with_the_following() {
        registerMinutely();
        cluster.time.advance(Duration.ofMinutes(1));
        awaitLaunches(1);
        cluster.server.work().leading(2);
        cluster.time.advance(Duration.ofSeconds(30));
        cluster.server.work().leading(3);
        cluster.time.advance(Duration.ofSeconds(30));
        assertThat(awaitLaunches(2).children(PARENT)).extracting(Job::id).doesNotHaveDuplicates();
    }
}
