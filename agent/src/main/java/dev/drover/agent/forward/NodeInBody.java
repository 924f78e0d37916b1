package dev.drover.agent.forward;

import dev.drover.agent.http.Exchange;
import dev.drover.agent.http.RequestBody;
import dev.drover.agent.http.RequestHead;
import dev.drover.model.wire.Json;
import dev.drover.model.wire.WireException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A request whose body names the node that it is for, as clients of the API put it there: it is read before it is known who answers. */
final class NodeInBody implements Exchange {
    private static final Set<String> PATHS = Set.of("/v1/client/metadata", "/v1/client/identity/renew");
    private static final Set<String> METHODS = Set.of("PUT", "POST");

    private final Exchange exchange;
    private final byte[] read;

    private NodeInBody(Exchange exchange, byte[] read) {
        this.exchange = exchange;
        this.read = read;
    }

    /** The same exchange, or one that still has its body after {@link #nodeId} was asked. */
    static Exchange of(Exchange exchange, String path) {
        return METHODS.contains(exchange.head().method()) && PATHS.contains(path)
                ? new NodeInBody(exchange, new RequestBody(exchange).bytes())
                : exchange;
    }

    /** The node that the body names. */
    static Optional<String> nodeId(Exchange exchange) {
        if (!(exchange instanceof NodeInBody named)) {
            return Optional.empty();
        }
        try {
            return named.read.length > 0
                            && Json.readObject(named.read).get("NodeID") instanceof String id
                            && !id.isEmpty()
                    ? Optional.of(id)
                    : Optional.empty();
        } catch (WireException notReadable) {
            // The route says what is wrong with it.
            return Optional.empty();
        }
    }

    @Override
    public RequestHead head() {
        return exchange.head();
    }

    @Override
    public InputStream body() {
        return new ByteArrayInputStream(read);
    }

    @Override
    public OutputStream answer(int status, Map<String, String> headers) throws IOException {
        return exchange.answer(status, headers);
    }
}
