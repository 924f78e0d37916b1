package dev.drover.agent.api;

import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.HttpException;
import dev.drover.agent.http.Route;
import dev.drover.agent.http.Scope;
import dev.drover.model.api.KeyringRequest;
import dev.drover.server.member.GossipKeys.Action;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The keys with which servers encrypt their gossip. */
final class GossipKeyRoutes {
    private static final int RELAYS = 5;

    private final Optional<Membership> membership;

    /**
     * Routes of one agent.
     *
     * @param membership of the server that runs here, if one does
     */
    GossipKeyRoutes(Optional<Membership> membership) {
        this.membership = membership;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/agent/keyring/list", request -> ask(request, Action.LIST, ""))
                        .in(Scope.SERVER),
                Route.write("/v1/agent/keyring/install", request -> change(request, Action.INSTALL))
                        .in(Scope.SERVER),
                Route.write("/v1/agent/keyring/use", request -> change(request, Action.USE))
                        .in(Scope.SERVER),
                Route.of(
                                Set.of("PUT", "POST", "DELETE"),
                                "/v1/agent/keyring/remove",
                                request -> change(request, Action.REMOVE))
                        .in(Scope.SERVER));
    }

    private Answer change(ApiRequest request, Action action) throws InterruptedException {
        String key = request.body(KeyringRequest.class).key();
        if (key.isBlank()) {
            throw new HttpException(400, "missing key: the body needs a Key, in base64");
        }
        return ask(request, action, key);
    }

    /** Servers are asked directly, so that a relay factor changes nothing. */
    private Answer ask(ApiRequest request, Action action, String key) throws InterruptedException {
        long relays = request.number("relay-factor", 0);
        if (relays < 0 || relays > RELAYS) {
            throw new HttpException(400, "Invalid relay-factor: " + relays + " is not between 0 and " + RELAYS);
        }
        Membership server =
                membership.orElseThrow(() -> new IllegalStateException("asked for a server where none runs"));
        return Answer.of(server.keys().ask(action, key));
    }
}
