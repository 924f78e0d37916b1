package dev.drover.sdk;

import dev.drover.model.api.FuzzySearchRequest;
import dev.drover.model.api.FuzzySearchResponse;
import dev.drover.model.api.SearchRequest;
import dev.drover.model.api.SearchResponse;

/** Finding objects of any kind. */
public final class Search {
    private final Transport transport;

    Search(Transport transport) {
        this.transport = transport;
    }

    /**
     * Objects whose id starts with a text.
     *
     * @param context the kind, such as {@code jobs}, or {@code all}
     */
    public Answer<SearchResponse> byPrefix(String prefix, String context, Query query) {
        return transport.put("/v1/search", query, new SearchRequest(prefix, context), SearchResponse.class);
    }

    /** Objects whose name contains a text. */
    public Answer<FuzzySearchResponse> byText(String text, String context, Query query) {
        return transport.put(
                "/v1/search/fuzzy", query, new FuzzySearchRequest(text, context), FuzzySearchResponse.class);
    }
}
