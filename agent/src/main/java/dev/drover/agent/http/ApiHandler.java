package dev.drover.agent.http;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
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
    private final RequestRates rates;
    private final WebSockets webSockets;
    private final Map<String, String> headers;

    ApiHandler(
            Exchange.Handler handler,
            ClientConnections clients,
            RequestRates rates,
            WebSockets webSockets,
            Map<String, String> headers) {
        this.handler = handler;
        this.clients = clients;
        this.rates = rates;
        this.webSockets = webSockets;
        this.headers = Map.copyOf(headers);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        try {
            headers.forEach((name, value) -> response.getHeaders().put(name, value));
            JettyExchange exchange = new JettyExchange(request, response);
            long seconds = rates.refusedFor(Request.getRemoteAddr(request));
            if (clients.isExcess(request.getConnectionMetaData().getConnection())) {
                refuse(exchange, 429, tooMany(), Map.of("Retry-After", "1", "Connection", "close"));
            } else if (seconds > 0) {
                refuse(exchange, 429, tooFast(), Map.of("Retry-After", Long.toString(seconds)));
            } else if (webSockets.isWanted(request, exchange.head())) {
                if (WebSockets.isFromOtherSite(request)) {
                    refuse(exchange, 403, "a page of another site may not open a WebSocket to this agent", Map.of());
                } else if (handler.refuses(exchange)) {
                    LOG.log(System.Logger.Level.DEBUG, () -> "refused a WebSocket for " + request.getHttpURI());
                } else if (webSockets.begin(request, response, callback, exchange.head())) {
                    return true;
                } else {
                    refuse(exchange, 400, "the headers of the request are not those of a WebSocket", Map.of());
                }
            } else {
                handler.handle(exchange);
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

    private String tooMany() {
        return "this address has more than " + clients.limit()
                + " connections to this agent; close some, or raise limits.http_max_conns_per_client";
    }

    private String tooFast() {
        return "this address makes more than " + rates.perSecond()
                + " requests a second; wait, or raise limits.http_max_requests_per_second_per_client";
    }

    private static void refuse(Exchange exchange, int status, String text, Map<String, String> more)
            throws IOException {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("Content-Type", "text/plain; charset=utf-8");
        try (OutputStream out = exchange.answer(status, headers)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
