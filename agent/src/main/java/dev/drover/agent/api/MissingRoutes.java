package dev.drover.agent.api;

import dev.drover.agent.http.Answer;
import dev.drover.agent.http.Route;
import dev.drover.agent.http.Scope;
import java.util.List;
import java.util.Set;

/** Routes of the compatible API whose rooms are not built yet: they answer 501 and say so, where an unknown route answers 404. */
final class MissingRoutes {
    private static final Set<String> ALL_METHODS = Set.of("GET", "PUT", "POST", "DELETE");

    private static final List<String> PATHS = List.of(
            "/v1/volumes/:rest*",
            "/v1/volume/csi/:volume_id/:rest*",
            "/v1/volume/host/:rest*",
            "/v1/services",
            "/v1/service/:rest*",
            "/v1/vars",
            "/v1/var/:rest*",
            "/v1/client/allocation/:alloc_id/pause",
            "/v1/client/identity",
            "/v1/client/identity/:rest*",
            "/v1/job/:job_id*/services",
            "/v1/allocation/:alloc_id/services");

    List<Route> routes() {
        return PATHS.stream()
                .map(path -> Route.of(
                                ALL_METHODS,
                                path,
                                request -> new Answer.Text(
                                        501,
                                        "text/plain; charset=utf-8",
                                        request.method() + " " + request.path()
                                                + " is not part of this version of Drover yet"))
                        .in(Scope.AGENT))
                .toList();
    }
}
