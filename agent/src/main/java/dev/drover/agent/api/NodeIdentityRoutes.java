package dev.drover.agent.api;

import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.HttpException;
import dev.drover.agent.http.Route;
import dev.drover.agent.http.Scope;
import dev.drover.model.api.ACLIdentityClientIntroductionTokenRequest;
import dev.drover.model.api.ACLIdentityClientIntroductionTokenResponse;
import dev.drover.model.api.NodeIdentityGetResponse;
import dev.drover.model.text.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What nodes prove themselves with. */
final class NodeIdentityRoutes {
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    private final Parts parts;

    NodeIdentityRoutes(Parts parts) {
        this.parts = parts;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/client/identity", request -> claims()).in(Scope.NODE),
                Route.write("/v1/client/identity/renew", request -> renew()).in(Scope.NODE),
                Route.write("/v1/acl/identity/client-introduction-token", this::introduce));
    }

    private Answer claims() {
        Map<String, Object> claims = parts.nodeToken().claims();
        if (claims.isEmpty()) {
            throw new HttpException(NOT_FOUND, "the servers have not given this node an identity yet");
        }
        return Answer.of(new NodeIdentityGetResponse(claims));
    }

    /** Done with the next sign of life. */
    private Answer renew() {
        parts.nodeToken().renew();
        return Answer.of(Map.of());
    }

    private Answer introduce(ApiRequest request) {
        ACLIdentityClientIntroductionTokenRequest wanted =
                request.body(ACLIdentityClientIntroductionTokenRequest.class);
        return Answer.of(new ACLIdentityClientIntroductionTokenResponse(parts.server()
                .nodeIdentities()
                .introduce(wanted.nodeName(), wanted.nodePool(), ttl(wanted.ttl()))
                .reveal()));
    }

    private static Optional<Duration> ttl(String text) {
        try {
            return Optional.of(text)
                    .filter(given -> !given.isEmpty())
                    .map(Durations::parse)
                    .filter(given -> !given.isZero());
        } catch (IllegalArgumentException fault) {
            throw new HttpException(BAD_REQUEST, "TTL must be a duration such as \"5m\": " + fault.getMessage());
        }
    }
}
