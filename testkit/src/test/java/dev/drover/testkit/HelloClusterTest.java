package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.AllocationListStub;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.api.JobsParseRequestBuilder;
import dev.drover.model.job.Job;
import dev.drover.sdk.DroverClient;
import dev.drover.sdk.Watch;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

@DroverCluster(servers = 3, clients = 2)
class HelloClusterTest {
    private static final String JOB = """
            job "hello" {
              type = "batch"

              group "g" {
                count = 4

                task "t" {
                  driver = "raw_exec"

                  config {
                    command = "/bin/true"
                  }
                  resources {
                    cpu    = 10
                    memory = 20
                  }
                }
              }
            }
            """;

    @Test
    void all_allocations_of_a_job_complete(DroverClient client) throws TimeoutException {
        Job job = client.jobs()
                .parse(JobsParseRequestBuilder.builder().jobHcl(JOB).build())
                .value();

        client.jobs().register(job);

        List<AllocationListStub> allocations = Watch.<List<AllocationListStub>>of(
                        query -> client.jobs().allocations("hello", false, query))
                .until(
                        list -> list.size() == 4
                                && list.stream().allMatch(one -> one.clientStatus() == ClientStatus.COMPLETE),
                        Duration.ofSeconds(60))
                .value();
        assertThat(allocations).extracting(AllocationListStub::jobVersion).containsOnly(0L);
    }
}
