package dev.drover.agent.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.agent.Reload;
import dev.drover.agent.config.AgentConfig;
import dev.drover.agent.config.Settings;
import dev.drover.agent.gate.Gate;
import dev.drover.agent.http.Answer;
import dev.drover.agent.http.Route;
import dev.drover.agent.http.Scope;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The route table as a whole. It is made for an agent in which nothing runs, as it is for any other. */
class ApiTest {
    private final List<Route> routes = Api.routes(
            AgentConfig.of(true, new Settings()),
            new Parts(Optional.empty(), Optional.empty()),
            new Reload(() -> AgentConfig.of(true, new Settings())));

    @Test
    void what_writes_goes_to_the_leader_unless_it_changes_nothing_there() {
        assertThat(routes)
                .filteredOn(route -> !route.methods().equals(Set.of("GET")))
                .filteredOn(route -> route.scope() == Scope.READ || route.scope() == Scope.SERVER)
                .extracting(Route::path)
                .containsExactlyInAnyOrder(
                        "/v1/validate/job",
                        "/v1/job/:job_id*/plan",
                        "/v1/search",
                        "/v1/search/fuzzy",
                        "/v1/jobs/statuses",
                        "/v1/operator/utilization",
                        "/v1/agent/keyring/install",
                        "/v1/agent/keyring/use",
                        "/v1/agent/keyring/remove",
                        "/v1/volumes/snapshot",
                        "/v1/volume/csi/:volume_id/create",
                        "/v1/sentinel/policy/:policy_name",
                        "/v1/sentinel/policy/:policy_name",
                        "/v1/recommendation",
                        "/v1/recommendations/apply");
    }

    @Test
    void what_only_a_node_knows_goes_to_the_node() {
        assertThat(routes)
                .filteredOn(route -> route.scope() == Scope.NODE)
                .extracting(Route::path)
                .contains("/v1/client/stats", "/v1/client/fs/logs/:alloc_id", "/v1/allocation/:alloc_id/checks")
                .allMatch(path -> path.startsWith("/v1/client/")
                        || path.equals("/v1/allocation/:alloc_id/checks")
                        || path.equals("/v1/job/:job_id*/action"));
    }

    @Test
    void what_is_asked_while_there_is_no_leader_does_not_wait_for_one() {
        assertThat(routes)
                .filteredOn(route -> route.path().startsWith("/v1/status/")
                        || route.path().equals("/v1/agent/health")
                        || route.path().equals("/v1/agent/self")
                        || route.path().equals("/v1/metrics"))
                .hasSize(5)
                .allMatch(route -> route.scope() == Scope.SERVER || route.scope() == Scope.AGENT);
    }

    @Test
    void the_table_of_rights_has_a_line_for_every_method_of_every_route() {
        assertThat(Gate.open(routes).closed()).isFalse();
        Route unlisted = Route.get("/v1/unlisted", request -> Answer.done());
        assertThatThrownBy(() -> Gate.open(List.of(unlisted))).hasMessageContaining("GET /v1/unlisted");
    }
}
