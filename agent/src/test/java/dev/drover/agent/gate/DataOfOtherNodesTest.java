package dev.drover.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.agent.http.Answer;
import dev.drover.agent.http.HttpException;
import dev.drover.agent.http.RequestHead;
import dev.drover.agent.http.Route;
import dev.drover.agent.http.Router;
import dev.drover.model.acl.NodeProof;
import dev.drover.model.acl.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A node asks for the data of an allocation that its own continues. */
class DataOfOtherNodesTest {
    private static final Secret SECRET = Secret.of("11111111-2222-3333-4444-555555555555");
    private static final NodeProof PROOF = NodeProof.of("node", SECRET, "first");
    private static final List<Route> ROUTES = List.of(
            Route.get("/v1/client/allocation/:alloc_id/snapshot", request -> Answer.text("")),
            Route.get("/v1/client/allocation/:alloc_id/stats", request -> Answer.text("")));

    private final Router router = new Router(ROUTES);
    private final Gate gate = Gate.of(ROUTES, new KnowsOneNode(), (kind, id) -> Optional.empty());

    private static final class KnowsOneNode implements Tokens {
        @Override
        public Caller callerOf(Secret secret) {
            return Caller.NOBODY;
        }

        @Override
        public boolean continues(NodeProof proof) {
            return proof.nodeId().equals("node") && proof.isBy(SECRET);
        }
    }

    private Access ask(String path, NodeProof proof, String token) throws InterruptedException {
        Map<String, String> headers =
                new HashMap<>(Map.of(Gate.NODE_HEADER, proof.nodeId(), Gate.PROOF_HEADER, proof.code()));
        if (!token.isEmpty()) {
            headers.put("x-nomad-token", token);
        }
        return gate.admit(router.match("GET", path), new RequestHead("GET", path, 1, headers));
    }

    @Test
    void its_proof_opens_the_gate_without_any_other_right() throws Exception {
        Access access = ask("/v1/client/allocation/first/snapshot", PROOF, "");

        assertThat(access.acl().isManagement()).isFalse();
        assertThat(access.right()).isInstanceOf(Right.Continuing.class);
    }

    @Test
    void the_proof_is_good_for_nothing_else() {
        for (String path : List.of("/v1/client/allocation/second/snapshot", "/v1/client/allocation/first/stats")) {
            assertThatThrownBy(() -> ask(path, PROOF, ""))
                    .as(path)
                    .isInstanceOf(HttpException.class)
                    .hasMessageContaining("Permission denied");
        }
    }

    @Test
    void a_proof_of_another_node_or_secret_is_refused() {
        NodeProof other = NodeProof.of("node", Secret.of("another"), "first");
        NodeProof stranger = NodeProof.of("stranger", SECRET, "first");
        for (NodeProof proof : List.of(other, stranger)) {
            assertThatThrownBy(() -> ask("/v1/client/allocation/first/snapshot", proof, ""))
                    .hasMessageContaining("Permission denied");
        }
    }

    @Test
    void who_comes_with_a_token_is_judged_by_the_token() {
        assertThatThrownBy(() -> ask("/v1/client/allocation/first/snapshot", PROOF, SECRET.reveal()))
                .hasMessageContaining("Permission denied");
    }
}
