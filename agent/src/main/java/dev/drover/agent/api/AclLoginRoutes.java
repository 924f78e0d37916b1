package dev.drover.agent.api;

import dev.drover.agent.config.AgentConfig;
import dev.drover.agent.http.Answer;
import dev.drover.agent.http.HttpException;
import dev.drover.agent.http.Route;
import dev.drover.agent.http.Scope;
import java.util.List;
import java.util.Set;

/** Tokens in exchange for a proof by somebody else. There are no methods for it yet, so lists are empty and the rest answers 501. */
final class AclLoginRoutes {
    private final AgentConfig config;

    AclLoginRoutes(AgentConfig config) {
        this.config = config;
    }

    List<Route> routes() {
        return List.of(
                empty("/v1/acl/auth-methods"),
                empty("/v1/acl/binding-rules"),
                unknown("/v1/acl/auth-method/:method_name", "ACL auth-method not found"),
                unknown("/v1/acl/binding-rule/:rule_id", "ACL binding rule not found"),
                missing(Set.of("PUT", "POST"), "/v1/acl/auth-method"),
                missing(Set.of("PUT", "POST", "DELETE"), "/v1/acl/auth-method/:method_name"),
                missing(Set.of("PUT", "POST"), "/v1/acl/binding-rule"),
                missing(Set.of("PUT", "POST", "DELETE"), "/v1/acl/binding-rule/:rule_id"),
                missing(Set.of("PUT", "POST"), "/v1/acl/oidc/auth-url"),
                missing(Set.of("PUT", "POST"), "/v1/acl/oidc/complete-auth"),
                missing(Set.of("PUT", "POST"), "/v1/acl/login"));
    }

    /** What is asked about tokens where there are none is answered with what clients know for it. */
    static void requireOn(AgentConfig config) {
        if (!config.acl().enabled()) {
            throw new HttpException(400, "ACL support disabled");
        }
    }

    private Route empty(String path) {
        return Route.get(path, request -> {
                    requireOn(config);
                    return Answer.of(List.of(), 1);
                })
                .in(Scope.AGENT);
    }

    private Route unknown(String path, String text) {
        return Route.get(path, request -> {
                    requireOn(config);
                    throw new HttpException(404, text);
                })
                .in(Scope.AGENT);
    }

    private Route missing(Set<String> methods, String path) {
        return Route.of(methods, path, request -> {
                    requireOn(config);
                    throw new HttpException(
                            501,
                            request.method() + " " + request.path() + " is not part of this version of Drover yet");
                })
                .in(Scope.AGENT);
    }
}
