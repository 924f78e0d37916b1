package dev.drover.agent.forward;

import dev.drover.agent.http.HttpException;
import dev.drover.agent.http.RequestHead;
import dev.drover.agent.http.Route;
import dev.drover.agent.http.Router;
import dev.drover.agent.http.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as far as it matters for who answers it.
 *
 * @param scope of its route
 * @param parameters parts of the path by name
 * @param query decoded, each parameter with all its values
 * @param passedOn whether it came from another agent
 */
public record Asked(Scope scope, Map<String, String> parameters, Map<String, List<String>> query, boolean passedOn) {

    static Asked of(Router.Match match, RequestHead head, Optional<String> nodeInBody) {
        Route route = match.route();
        Map<String, List<String>> query = head.query();
        nodeInBody.ifPresent(id -> query.putIfAbsent("node_id", List.of(id)));
        return new Asked(route.scope(), match.parameters(), query, head.hops() > 0);
    }

    /** Any server may answer from what it has. */
    boolean stale() {
        return query.containsKey("stale") && !given("stale").orElse("").equals("false");
    }

    Optional<String> region() {
        return given("region");
    }

    Optional<String> nodeId() {
        return given("node_id");
    }

    /** A server by its id or name, or {@code leader}. */
    Optional<String> serverId() {
        return given("server_id");
    }

    /** One agent is asked, not two. */
    void checkOneAgent() {
        if (serverId().isPresent() && nodeId().isPresent()) {
            throw new HttpException(400, "Cannot target node and server simultaneously: give node_id or server_id");
        }
    }

    Optional<String> allocationId() {
        // An action of a job names the allocation that it is for beside the path.
        return Optional.ofNullable(parameters.get("alloc_id")).or(() -> given("allocID"));
    }

    private Optional<String> given(String name) {
        return query.getOrDefault(name, List.of()).stream()
                .filter(value -> !value.isEmpty())
                .findFirst();
    }
}
