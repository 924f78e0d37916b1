package dev.drover.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.model.api.JobTagResponse;
import dev.drover.model.api.TagVersionRequest;
import dev.drover.model.api.TagVersionRequestBuilder;
import dev.drover.model.job.Job;
import dev.drover.state.JobId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class VersionTagsTest {
    private static final JobId WEB = new JobId("default", "web");

    private final TestCluster cluster = new TestCluster();

    @BeforeEach
    void two_versions() {
        cluster.register(TestCluster.job("web", "service", 1, 100));
        cluster.register(TestCluster.job("web", "service", 2, 100));
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private JobTagResponse tag(String name, TagVersionRequestBuilder request) {
        return cluster.server.tags().apply(WEB, name, request.build());
    }

    private static TagVersionRequestBuilder version(long version) {
        return TagVersionRequestBuilder.builder().version(version);
    }

    private void assertRefused(int status, String text, String name, TagVersionRequest request) {
        assertThatThrownBy(() -> cluster.server.tags().apply(WEB, name, request))
                .isInstanceOfSatisfying(
                        ServerException.class,
                        refusal -> assertThat(refusal.status()).isEqualTo(status))
                .hasMessageContaining(text);
    }

    @Test
    void a_version_gets_a_name_and_loses_it_again() {
        JobTagResponse response = tag("golden", version(0).description("the first one"));
        assertThat(response.name()).isEqualTo("golden");
        assertThat(response.description()).isEqualTo("the first one");
        assertThat(response.taggedTime()).isPositive();
        assertThat(cluster.server.state().taggedVersion(WEB, "golden"))
                .get()
                .extracting(Job::version)
                .isEqualTo(0L);
        assertThat(cluster.server.tags().remove(WEB, "golden").index()).isGreaterThan(response.index());
        assertThat(cluster.server.state().taggedVersion(WEB, "golden")).isEmpty();
    }

    @Test
    void the_newest_version_can_be_meant_without_its_number() {
        tag("newest", version(0).latest(true));
        assertThat(cluster.server.state().taggedVersion(WEB, "newest"))
                .get()
                .extracting(Job::version)
                .isEqualTo(1L);
    }

    @Test
    void tags_that_cannot_be_are_refused() {
        tag("golden", version(0));
        assertRefused(
                409,
                "already exists on a different version",
                "golden",
                version(1).build());
        assertRefused(404, "version 9 not found", "other", version(9).build());
        assertRefused(400, "needs a name", " ", version(1).build());
        assertRefused(
                400,
                "at most 1000 characters",
                "long",
                version(1).description("x".repeat(1001)).build());
        assertThatThrownBy(() -> cluster.server.tags().remove(WEB, "silver")).hasMessageContaining("not found");
        assertThatThrownBy(() -> cluster.server.tags().remove(new JobId("default", "gone"), "x"))
                .hasMessageContaining("job not found");
    }
}
