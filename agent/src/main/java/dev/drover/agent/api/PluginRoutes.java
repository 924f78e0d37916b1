package dev.drover.agent.api;

import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.HttpException;
import dev.drover.agent.http.Route;
import dev.drover.agent.http.Scope;
import dev.drover.state.Table;
import dev.drover.state.Watch;
import java.util.List;
import java.util.Set;

/**
 * Plugins of storage providers. Nodes of Drover run none, so that the list of them is empty and whatever takes one is refused with the words that
 * clients know.
 */
final class PluginRoutes {
    private final Reads reads;

    PluginRoutes(Reads reads) {
        this.reads = reads;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/plugins", this::list),
                Route.get("/v1/plugin/csi/:plugin_id", request -> {
                    throw new HttpException(404, "plugin not found");
                }),
                Route.get("/v1/volumes/external", PluginRoutes::noPlugin),
                Route.of(Set.of("GET", "PUT", "POST", "DELETE"), "/v1/volumes/snapshot", PluginRoutes::noPlugin)
                        .in(Scope.READ),
                Route.put("/v1/volume/csi/:volume_id/create", PluginRoutes::noPlugin)
                        .in(Scope.READ));
    }

    private Answer list(ApiRequest request) {
        return request.query("type").filter("csi"::equals).isEmpty()
                ? Answer.of(List.of())
                : reads.read(request, new Watch.Whole(Table.NODES), (state, index) -> Answer.of(List.of(), index));
    }

    private static Answer noPlugin(ApiRequest request) {
        throw new HttpException(
                500,
                "no such plugin"
                        + request.query("plugin_id").map(id -> ": " + id).orElse(""));
    }
}
