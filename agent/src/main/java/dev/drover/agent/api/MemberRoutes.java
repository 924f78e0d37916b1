package dev.drover.agent.api;

import dev.drover.agent.config.AgentConfig;
import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.HttpException;
import dev.drover.agent.http.Route;
import dev.drover.agent.http.Scope;
import dev.drover.model.api.ServerMembers;
import java.util.List;
import java.util.Optional;

/** Which servers there are, and bringing servers and nodes to them. */
final class MemberRoutes {
    private final AgentConfig config;
    private final Optional<Membership> membership;
    private final Optional<ServerAddresses> addresses;

    /**
     * Routes of one agent.
     *
     * @param membership of the server that runs here, if one does
     * @param addresses that the node knows that runs here, if one does
     */
    MemberRoutes(AgentConfig config, Optional<Membership> membership, Optional<ServerAddresses> addresses) {
        this.config = config;
        this.membership = membership;
        this.addresses = addresses;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/agent/members", this::members).in(Scope.SERVER),
                Route.write("/v1/agent/join", this::join).in(Scope.AGENT),
                Route.write("/v1/agent/force-leave", this::forceLeave).in(Scope.AGENT),
                Route.get("/v1/agent/servers", request -> Answer.of(node().known()))
                        .in(Scope.AGENT),
                Route.write("/v1/agent/servers", this::useServers).in(Scope.AGENT));
    }

    private Answer members(ApiRequest request) {
        return Answer.of(new ServerMembers(config.name(), config.region(), config.datacenter(), server().members()));
    }

    private Answer join(ApiRequest request) throws InterruptedException {
        Membership server = server();
        return Answer.of(server.join(named(request, "address", "missing address to join")));
    }

    private Answer forceLeave(ApiRequest request) {
        Membership server = server();
        server.forceLeave(named(request, "node", "missing node to force leave").getFirst(), request.flag("prune"));
        return Answer.done();
    }

    private Answer useServers(ApiRequest request) {
        ServerAddresses node = node();
        node.use(named(request, "address", "missing server address"));
        return Answer.done();
    }

    private static List<String> named(ApiRequest request, String parameter, String whenMissing) {
        List<String> values = request.query().getOrDefault(parameter, List.of()).stream()
                .filter(value -> !value.isBlank())
                .toList();
        if (values.isEmpty()) {
            throw new HttpException(400, whenMissing);
        }
        return values;
    }

    private Membership server() {
        return membership.orElseThrow(
                () -> new HttpException(501, "Invalid method: this agent is no server; ask one that is"));
    }

    private ServerAddresses node() {
        return addresses.orElseThrow(
                () -> new HttpException(501, "Invalid method: this agent runs no node; ask one that does"));
    }
}
