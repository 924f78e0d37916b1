package dev.drover.agent.api;

import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.Route;
import dev.drover.agent.http.Scope;
import dev.drover.model.api.FuzzySearchRequest;
import dev.drover.model.api.SearchRequest;
import dev.drover.server.system.SearchEndpoint;
import java.util.List;

/** Search by prefix of an id, or by part of a name. */
final class SearchRoutes {
    private final Parts parts;

    SearchRoutes(Parts parts) {
        this.parts = parts;
    }

    List<Route> routes() {
        return List.of(
                Route.write("/v1/search", this::byPrefix).in(Scope.READ),
                Route.write("/v1/search/fuzzy", this::fuzzy).in(Scope.READ));
    }

    private SearchEndpoint search() {
        return parts.server().search();
    }

    private Answer byPrefix(ApiRequest request) {
        SearchRequest body = request.body(SearchRequest.class);
        return Answer.of(search().byPrefix(body.prefix(), context(body.context()), request.namespace(), request.acl()));
    }

    private Answer fuzzy(ApiRequest request) {
        FuzzySearchRequest body = request.body(FuzzySearchRequest.class);
        return Answer.of(search().fuzzy(body.text(), context(body.context()), request.namespace(), request.acl()));
    }

    private static String context(String asked) {
        return asked.isEmpty() ? "all" : asked;
    }
}
