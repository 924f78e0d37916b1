package dev.drover.agent.api;

import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.HttpException;
import dev.drover.agent.http.Route;
import dev.drover.agent.http.Scope;
import dev.drover.model.api.LeadershipTransferResponse;
import dev.drover.model.api.RaftConfiguration;
import dev.drover.model.api.RaftServer;
import dev.drover.server.operator.RaftOperations;
import dev.drover.state.State;
import dev.drover.state.snapshot.StateHash;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The group of servers that agrees on the log: who leads, who is in it, who shall not be. */
final class RaftRoutes {
    private final Parts parts;

    RaftRoutes(Parts parts) {
        this.parts = parts;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/status/leader", request -> Answer.of(leader())).in(Scope.SERVER),
                Route.get("/v1/status/peers", request -> Answer.of(peers())).in(Scope.SERVER),
                Route.get("/v1/operator/raft/state-hash", request -> Answer.of(stateHash()))
                        .in(Scope.SERVER),
                Route.get("/v1/operator/raft/configuration", request -> Answer.of(raft().configuration())),
                Route.delete("/v1/operator/raft/peer", this::remove),
                Route.write("/v1/operator/raft/transfer-leadership", this::transfer));
    }

    private RaftOperations raft() {
        return parts.serverPart().raft();
    }

    /** Empty while nobody leads. */
    private String leader() {
        return parts.serverPart().cluster().leaderAddress().orElse("");
    }

    /** What this server has made of the log so far, for those who want to know that all servers agree. */
    private Map<String, Object> stateHash() {
        State state = parts.server().state();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("Index", state.index());
        answer.put("Hash", StateHash.of(state));
        return answer;
    }

    private List<String> peers() {
        return raft().configuration().servers().stream()
                .map(RaftServer::address)
                .sorted()
                .toList();
    }

    private Answer remove(ApiRequest request) throws InterruptedException {
        raft().removePeer(named(request, raft().configuration()).id());
        return Answer.done();
    }

    private Answer transfer(ApiRequest request) throws InterruptedException {
        RaftConfiguration before = raft().configuration();
        RaftServer to = named(request, before);
        RaftServer from = before.servers().stream()
                .filter(RaftServer::leader)
                .findFirst()
                .orElseThrow(() -> new HttpException(500, "No cluster leader"));
        if (!from.id().equals(to.id())) {
            raft().transferLeadership(to.id());
        }
        return Answer.of(new LeadershipTransferResponse(from, to, from.id().equals(to.id())));
    }

    /** The server that the request names by its id or its address. */
    private static RaftServer named(ApiRequest request, RaftConfiguration configuration) {
        Optional<String> id = request.query("id");
        Optional<String> address = request.query("address");
        if (id.isPresent() == address.isPresent()) {
            throw new HttpException(400, "must specify either ?id with the server's ID or ?address with its IP:port");
        }
        return configuration.servers().stream()
                .filter(server ->
                        server.id().equals(id.orElse("")) || server.address().equals(address.orElse("")))
                .findFirst()
                .orElseThrow(
                        () -> new HttpException(
                                500,
                                id.map(name -> "id \"" + name).orElseGet(() -> "address \"" + address.orElse(""))
                                        + "\" was not found in the Raft configuration; `operator raft list-peers` lists what is"));
    }
}
