package dev.drover.server.keyring;

import dev.drover.model.node.Node;
import dev.drover.rpc.Link;
import dev.drover.rpc.message.IdentityCalls;
import dev.drover.server.ServerException;
import dev.drover.state.StateStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** Signs for nodes what their tasks need. */
public final class IdentityServices {
    private static final int FORBIDDEN = 403;

    private final StateStore store;
    private final IdentityEndpoint identities;

    public IdentityServices(StateStore store, IdentityEndpoint identities) {
        this.store = store;
        this.identities = identities;
    }

    /** The answer, or nothing when the method is not of {@link IdentityCalls}. */
    public Optional<byte[]> answer(Link from, String method, byte[] request) throws InterruptedException {
        if (!method.equals(IdentityCalls.SIGN.name())) {
            return Optional.empty();
        }
        IdentityCalls.Sign question = IdentityCalls.SIGN.read(request);
        identities.awaitFresh();
        Node node =
                store.snapshot().node(question.nodeId()).orElseThrow(() -> ServerException.notFound("node not found"));
        if (!isSecret(node, question.secretId())) {
            throw new ServerException(FORBIDDEN, "node secret ID does not match");
        }
        return Optional.of(IdentityCalls.SIGN.write(
                new IdentityCalls.Signed(identities.sign(question.nodeId(), question.wanted()))));
    }

    private static boolean isSecret(Node node, String secret) {
        return MessageDigest.isEqual(
                node.secretId().getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
    }
}
