package dev.drover.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RouterTest {
    private static final Route.Handler NOTHING = request -> Answer.done();
    private final Router router = new Router(List.of(
            Route.get("/v1/jobs", NOTHING),
            Route.write("/v1/jobs", NOTHING),
            Route.get("/v1/job/:job_id*", NOTHING),
            Route.get("/v1/job/:job_id*/allocations", NOTHING),
            Route.delete("/v1/job/:job_id*/versions/:tag_name/tag", NOTHING),
            Route.get("/v1/node/pools", NOTHING),
            Route.get("/v1/node/:node_id", NOTHING)));

    @Test
    void the_more_specific_pattern_wins() {
        assertThat(router.match("GET", "/v1/job/web/allocations").route().path())
                .isEqualTo("/v1/job/:job_id*/allocations");
        assertThat(router.match("GET", "/v1/node/pools").route().path()).isEqualTo("/v1/node/pools");
    }

    @Test
    void ids_may_hold_slashes() {
        Router.Match match = router.match("GET", "/v1/job/report/dispatch-1-ab/allocations");
        assertThat(match.parameters()).containsEntry("job_id", "report/dispatch-1-ab");
    }

    @Test
    void several_parameters_are_named() {
        Router.Match match = router.match("DELETE", "/v1/job/web/versions/golden/tag");
        assertThat(match.parameters()).containsEntry("job_id", "web").containsEntry("tag_name", "golden");
    }

    @Test
    void put_and_post_are_alike() {
        assertThat(router.match("PUT", "/v1/jobs").route())
                .isEqualTo(router.match("POST", "/v1/jobs").route());
    }

    @Test
    void an_unknown_path_is_404_and_a_known_one_with_another_method_405() {
        assertThatThrownBy(() -> router.match("GET", "/v1/nothing"))
                .isInstanceOfSatisfying(
                        HttpException.class, fault -> assertThat(fault.status()).isEqualTo(404));
        assertThatThrownBy(() -> router.match("DELETE", "/v1/jobs"))
                .isInstanceOfSatisfying(
                        HttpException.class, fault -> assertThat(fault.status()).isEqualTo(405));
    }
}
