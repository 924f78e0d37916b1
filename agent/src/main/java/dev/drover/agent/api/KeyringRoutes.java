package dev.drover.agent.api;

import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.HttpException;
import dev.drover.agent.http.Route;
import dev.drover.agent.http.Scope;
import dev.drover.model.api.KeyringRotateRootKeyResponse;
import dev.drover.model.operator.RootKeyMeta;
import dev.drover.server.keyring.KeyringEndpoint;
import dev.drover.state.Table;
import dev.drover.state.Times;
import dev.drover.state.Watch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Root keys, and what others need to check what was signed with them. */
final class KeyringRoutes {
    private static final Watch KEYS = new Watch.Whole(Table.ROOT_KEYS);
    private static final int NOT_FOUND = 404;

    private final Reads reads;
    private final Parts parts;

    KeyringRoutes(Reads reads, Parts parts) {
        this.reads = reads;
        this.parts = parts;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/operator/keyring/keys", this::list),
                Route.write("/v1/operator/keyring/rotate", this::rotate),
                Route.delete("/v1/operator/keyring/key/:key_id", this::delete),
                Route.get("/.well-known/jwks.json", this::publicKeys),
                Route.get("/.well-known/openid-configuration", request -> discovery())
                        .in(Scope.SERVER));
    }

    private KeyringEndpoint keyring() {
        return parts.server().keyring();
    }

    private Answer list(ApiRequest request) {
        return reads.read(request, KEYS, (state, index) -> Answer.of(KeyringEndpoint.list(state), index));
    }

    private Answer rotate(ApiRequest request) {
        long nanos = request.number("publish_time", 0);
        Optional<Instant> publish = nanos == 0 ? Optional.empty() : Optional.of(Times.ofNanos(nanos));
        RootKeyMeta key = keyring().rotate(request.query("algo").orElse(""), request.flag("full"), publish);
        return Answer.of(new KeyringRotateRootKeyResponse(key, key.modifyIndex()), key.modifyIndex());
    }

    private Answer delete(ApiRequest request) {
        return Answer.done(keyring().delete(request.parameter("key_id"), request.flag("force")));
    }

    private Answer publicKeys(ApiRequest request) {
        return reads.read(
                request,
                KEYS,
                (state, index) -> Answer.of(Map.of("keys", keyring().publicKeys(state)), index));
    }

    /** As of OpenID Connect Discovery 1.0. */
    private Answer discovery() {
        String issuer = keyring()
                .issuer()
                .orElseThrow(() -> new HttpException(
                        NOT_FOUND,
                        "OIDC Discovery endpoint disabled; set oidc_issuer in the server block to enable it"));
        return Answer.of(Map.of(
                "issuer",
                issuer,
                "jwks_uri",
                issuer.replaceFirst("/+$", "") + "/.well-known/jwks.json",
                "id_token_signing_alg_values_supported",
                List.of("RS256"),
                "response_types_supported",
                List.of("code"),
                "subject_types_supported",
                List.of("public")));
    }
}
