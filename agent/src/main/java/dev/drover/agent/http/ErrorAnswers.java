package dev.drover.agent.http;

import dev.drover.agent.filter.FilterException;
import dev.drover.model.wire.WireException;
import dev.drover.server.ServerException;

/** From a fault to the status and text that the caller sees. */
final class ErrorAnswers {
    private static final System.Logger LOG = System.getLogger(ErrorAnswers.class.getName());

    private ErrorAnswers() {}

    static Answer of(RuntimeException fault, String what) {
        return switch (fault) {
            case HttpException http -> text(http.status(), http.getMessage());
            case ServerException server -> text(server.status(), server.getMessage());
            case FilterException filter -> text(400, "failed to read filter expression: " + filter.getMessage());
            case WireException wire -> text(400, wire.getMessage());
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
