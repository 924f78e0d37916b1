package dev.drover.agent.http;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** From the listener to whoever answers. */
final class ApiHandler extends Handler.Abstract {
    private static final System.Logger LOG = System.getLogger(ApiHandler.class.getName());

    private final Exchange.Handler handler;
    private final ClientConnections clients;

    ApiHandler(Exchange.Handler handler, ClientConnections clients) {
        this.handler = handler;
        this.clients = clients;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        try {
            if (clients.isExcess(request.getConnectionMetaData().getConnection())) {
                refuse(new JettyExchange(request, response));
            } else {
                handler.handle(new JettyExchange(request, response));
            }
            callback.succeeded();
        } catch (EofException gone) {
            callback.failed(gone);
        } catch (IOException | UncheckedIOException fault) {
            LOG.log(System.Logger.Level.DEBUG, () -> request.getHttpURI() + " was cut off: " + fault.getMessage());
            callback.failed(fault);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            callback.failed(stopped);
        }
        return true;
    }

    private void refuse(Exchange exchange) throws IOException {
        String text = "this address has more than " + clients.limit()
                + " connections to this agent; close some, or raise limits.http_max_conns_per_client";
        Map<String, String> headers =
                Map.of("Content-Type", "text/plain; charset=utf-8", "Retry-After", "1", "Connection", "close");
        try (OutputStream out = exchange.answer(429, headers)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
