package dev.drover.agent.http;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/** Turns requests for a WebSocket into conversations. */
final class WebSockets {
    /** A caller that answers no ping for this long is gone. */
    private static final Duration SILENCE = Duration.ofSeconds(90);

    private final ServerWebSocketContainer container;
    private final Exchange.Handler handler;

    WebSockets(Server server, Exchange.Handler handler) {
        this.container = ServerWebSocketContainer.ensure(server);
        this.handler = handler;
        container.setIdleTimeout(SILENCE);
        container.setMaxTextMessageSize(Messages.MAX_BYTES);
        container.setMaxBinaryMessageSize(Messages.MAX_BYTES);
    }

    /** True for a request that asks for a WebSocket where one can be had. */
    boolean isWanted(Request request, RequestHead head) {
        String upgrade = request.getHeaders().get(HttpHeader.UPGRADE);
        return upgrade != null && upgrade.toLowerCase(Locale.ROOT).equals("websocket") && handler.converses(head);
    }

    /**
     * A browser sends along to any site which page it is that asks, and no answer of that site would stop the page: so a page of another site
     * is refused here.
     */
    static boolean isFromOtherSite(Request request) {
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        if (origin == null) {
            return false;
        }
        String host = String.valueOf(request.getHeaders().get(HttpHeader.HOST));
        try {
            return !host.equalsIgnoreCase(String.valueOf(URI.create(origin).getRawAuthority()));
        } catch (IllegalArgumentException noAddress) {
            return true;
        }
    }

    /** Answers with the change of protocol and begins the conversation; false when the request does not fit the protocol. */
    boolean begin(Request request, Response response, Callback callback, RequestHead head) {
        return container.upgrade(
                (asked, answer, refused) -> new Conversation(head, handler), request, response, callback);
    }
}
