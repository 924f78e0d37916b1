package dev.drover.agent.api;

import dev.drover.agent.http.Answer;
import dev.drover.agent.http.Route;
import dev.drover.agent.http.Scope;
import java.util.List;
import java.util.Set;

/** Access control is off: there are no policies, tokens or roles, and clients know this answer for it. */
final class AccessRoutes {
    List<Route> routes() {
        return List.of(Route.of(
                        Set.of("GET", "PUT", "POST", "DELETE"),
                        "/v1/acl/:rest*",
                        request -> new Answer.Text(400, "text/plain; charset=utf-8", "ACL support disabled"))
                .in(Scope.AGENT));
    }
}
