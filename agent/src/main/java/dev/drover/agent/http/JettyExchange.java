package dev.drover.agent.http;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/** A request that came to the listener. */
final class JettyExchange implements Exchange {
    private final Request request;
    private final Response response;
    private final RequestHead head;

    JettyExchange(Request request, Response response) {
        this.request = request;
        this.response = response;
        this.head = new RequestHead(
                request.getMethod(), String.valueOf(request.getHttpURI().getPathQuery()), 0, headers(request));
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
    public InputStream body() {
        return Content.Source.asInputStream(request);
    }

    @Override
    public OutputStream answer(int status, Map<String, String> headers) {
        response.setStatus(status);
        headers.forEach((name, value) -> response.getHeaders().put(name, value));
        return Content.Sink.asOutputStream(response);
    }
}
