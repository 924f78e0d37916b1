package dev.drover.agent.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/** A request that came to the listener. */
final class JettyExchange implements Exchange {
    private static final long MAX_UNREAD_BYTES = 64 * 1024;

    private final Request request;
    private final Response response;
    private final RequestHead head;
    private boolean taken;

    JettyExchange(Request request, Response response) {
        this.request = request;
        this.response = response;
        this.head = new RequestHead(
                request.getMethod(), String.valueOf(request.getHttpURI().getPathQuery()), 0, headers(request));
    }

    /**
     * Takes a body that nobody wants. The connection would be closed otherwise, which clients that use it again take for an agent that is gone.
     * A large one, and one that only comes when asked for, is left where it is.
     */
    private void takeUnread() throws IOException {
        long announced = request.getLength();
        if (!taken
                && announced > 0
                && announced <= MAX_UNREAD_BYTES
                && !request.getHeaders().contains(HttpHeader.EXPECT)) {
            body().readAllBytes();
        }
    }

    private static Map<String, String> headers(Request request) {
        Map<String, String> headers = new TreeMap<>();
        for (HttpField field : request.getHeaders()) {
            headers.put(field.getName().toLowerCase(Locale.ROOT), field.getValue());
        }
        return headers;
    }

    @Override
    public RequestHead head() {
        return head;
    }

    @Override
    public String remote() {
        return Request.getRemoteAddr(request) + ":" + Request.getRemotePort(request);
    }

    @Override
    public InputStream body() {
        taken = true;
        return Content.Source.asInputStream(request);
    }

    @Override
    public OutputStream answer(int status, Map<String, String> headers) throws IOException {
        takeUnread();
        response.setStatus(status);
        headers.forEach((name, value) -> response.getHeaders().put(name, value));
        return Content.Sink.asOutputStream(response);
    }
}
