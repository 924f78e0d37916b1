package dev.drover.agent.api;

import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.HttpException;
import dev.drover.agent.http.Route;
import dev.drover.agent.http.Scope;
import dev.drover.client.node.NodeMetadata;
import dev.drover.model.api.NodeMetaApplyRequest;
import dev.drover.model.api.NodeMetaResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The metadata of a node, which can be changed while it runs. */
final class MetadataRoutes {
    private final Parts parts;

    MetadataRoutes(Parts parts) {
        this.parts = parts;
    }

    List<Route> routes() {
        return Stream.of(
                        Route.get("/v1/client/metadata", request -> answer()),
                        Route.write("/v1/client/metadata", this::change))
                .map(route -> route.in(Scope.NODE))
                .toList();
    }

    private Answer answer() {
        NodeMetadata metadata = parts.client().metadata();
        Map<String, @Nullable String> dynamic = new TreeMap<>();
        metadata.dynamic().forEach((key, value) -> dynamic.put(key, value.orElse(null)));
        return Answer.of(new NodeMetaResponse(metadata.all(), dynamic, metadata.configured()));
    }

    private Answer change(ApiRequest request) throws InterruptedException {
        NodeMetaApplyRequest body = request.body(NodeMetaApplyRequest.class);
        if (body.meta().isEmpty()) {
            throw new HttpException(400, "missing required Meta object");
        }
        Map<String, Optional<String>> changes = new HashMap<>();
        body.meta().forEach((key, value) -> changes.put(key, Optional.ofNullable(value)));
        try {
            parts.client().changeMetadata(changes);
        } catch (IllegalArgumentException fault) {
            throw new HttpException(400, fault.getMessage());
        }
        return answer();
    }
}
