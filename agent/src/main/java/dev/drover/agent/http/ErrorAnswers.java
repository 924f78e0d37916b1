package dev.drover.agent.http;

import dev.drover.agent.filter.FilterException;
import dev.drover.model.wire.WireException;
import dev.drover.rpc.RemoteException;
import dev.drover.server.ServerException;
import java.io.UncheckedIOException;

/** From a fault to the status and text that the caller sees. */
public final class ErrorAnswers {
    private static final System.Logger LOG = System.getLogger(ErrorAnswers.class.getName());

    private ErrorAnswers() {}

    /** The answer to a request that failed; {@code what} was asked is logged when nobody foresaw the fault. */
    public static Answer of(RuntimeException fault, String what) {
        return switch (fault) {
            case HttpException http -> text(http.status(), http.getMessage());
            case ServerException server -> text(server.status(), server.getMessage());
            case FilterException filter -> text(400, "failed to read filter expression: " + filter.getMessage());
            case WireException wire -> text(400, wire.getMessage());
            case RemoteException remote -> text(remote.status(), remote.text());
            case UncheckedIOException broken -> text(400, "the request broke off: " + broken.getMessage());
            default -> {
                LOG.log(System.Logger.Level.ERROR, () -> what + " failed", fault);
                yield text(500, "internal error: " + fault);
            }
        };
    }

    private static Answer text(int status, @org.jspecify.annotations.Nullable String message) {
        return new Answer.Text(status, "text/plain; charset=utf-8", String.valueOf(message));
    }
}
