package dev.drover.agent.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.agent.Reply;
import dev.drover.agent.TestAgent;
import dev.drover.agent.TestJobs;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BlockingQueriesTest {
    @RegisterExtension
    static final TestAgent agent = new TestAgent();

    private static Duration timed(Runnable action) {
        long begin = System.nanoTime();
        action.run();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    @Test
    void index_zero_never_waits() {
        assertThat(timed(() -> agent.get("/v1/jobs?index=0&wait=20s"))).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void an_index_that_has_been_passed_is_answered_at_once() {
        agent.put("/v1/jobs", TestJobs.job("passed", "batch", "true", 0, ""));
        assertThat(timed(() -> agent.get("/v1/job/passed?index=1&wait=20s"))).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void an_index_of_the_future_waits_until_the_time_is_over() {
        Reply now = agent.get("/v1/nodes");
        assertThat(timed(() -> agent.get("/v1/nodes?index=1000000&wait=300ms")))
                .isBetween(Duration.ofMillis(290), Duration.ofSeconds(10));
        assertThat(agent.get("/v1/nodes?index=1000000&wait=10ms").text("[0].ID"))
                .isEqualTo(now.text("[0].ID"));
    }

    @Test
    void a_wait_is_made_longer_by_up_to_a_sixteenth() {
        Duration wait = Duration.ofSeconds(16);
        assertThat(Reads.lengthened(wait, bound -> 0)).isEqualTo(wait);
        assertThat(Reads.lengthened(wait, bound -> bound - 1)).isEqualTo(Duration.ofSeconds(17));
    }

    @Test
    void a_waiting_reader_is_woken_by_the_write() throws Exception {
        agent.put("/v1/jobs", TestJobs.job("woken", "batch", "exec sleep 600", 0, ""));
        agent.await("/v1/job/woken", tree -> tree.toString().contains("Status=dead"));
        String index = agent.get("/v1/job/woken/versions").header("X-Nomad-Index");
        FutureTask<Reply> reader = waiting("/v1/job/woken/versions?wait=60s&index=" + index);
        assertThat(reader.isDone()).isFalse();
        agent.put("/v1/jobs", TestJobs.job("woken", "batch", "exec sleep 500", 0, ""));
        Reply reply = reader.get(20, TimeUnit.SECONDS);
        assertThat(reply.number("Versions[0].Version")).isEqualTo(1);
        assertThat(Long.parseLong(reply.header("X-Nomad-Index"))).isGreaterThan(Long.parseLong(index));
    }

    @Test
    void a_reader_of_one_job_sleeps_through_writes_to_another() throws Exception {
        agent.put("/v1/jobs", TestJobs.job("quiet", "batch", "true", 0, ""));
        agent.await("/v1/job/quiet", tree -> tree.toString().contains("Status=dead"));
        String index = agent.get("/v1/job/quiet").header("X-Nomad-Index");
        FutureTask<Reply> reader = waiting("/v1/job/quiet?wait=2s&index=" + index);
        Reply loud = agent.put("/v1/jobs", TestJobs.job("loud", "batch", "true", 0, ""));
        assertThat(loud.number("Index")).isGreaterThan(Long.parseLong(index));
        Reply reply = reader.get(20, TimeUnit.SECONDS);
        assertThat(reply.header("X-Nomad-Index")).isEqualTo(index);
    }

    @Test
    void a_reader_can_wait_for_a_job_that_is_not_there_yet() throws Exception {
        // No other job here has allocations, so that the index stays until this one has.
        String index = agent.get("/v1/job/later/allocations").header("X-Nomad-Index");
        FutureTask<Reply> reader = waiting("/v1/job/later/allocations?wait=60s&index=" + index);
        agent.put("/v1/jobs", TestJobs.batch("later", "true"));
        assertThat(reader.get(20, TimeUnit.SECONDS).text("[0].JobID")).isEqualTo("later");
    }

    @Test
    void what_is_no_index_and_no_time_is_named() {
        assertThat(agent.get("/v1/jobs?index=abc").text()).contains("index").contains("abc");
        assertThat(agent.get("/v1/jobs?index=-1").status()).isEqualTo(400);
        assertThat(agent.get("/v1/jobs?index=1&wait=soon").text())
                .contains("wait")
                .contains("soon");
    }

    @Test
    void a_negative_time_waits_as_long_as_usual_and_is_no_fault() throws Exception {
        String index = agent.put("/v1/jobs", TestJobs.job("negative", "batch", "true", 0, ""))
                .header("X-Nomad-Index");
        FutureTask<Reply> reader = waiting("/v1/job/unborn/evaluations?wait=-5s&index=" + index);
        agent.put("/v1/jobs", TestJobs.job("unborn", "batch", "true", 0, ""));
        assertThat(reader.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
    }

    private static FutureTask<Reply> waiting(String path) {
        FutureTask<Reply> reader = new FutureTask<>(() -> agent.get(path));
        Thread.ofVirtual().start(reader);
        return reader;
    }
}
