package dev.drover.agent.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** From the listener's request to a route's answer, and from faults to status and text. */
final class ApiHandler extends Handler.Abstract {
    /** Larger bodies are refused; a job with its submission is far below. */
    private static final int MAX_BODY_BYTES = 20 * 1024 * 1024;

    private static final System.Logger LOG = System.getLogger(ApiHandler.class.getName());

    private final Router router;

    ApiHandler(Router router) {
        this.router = router;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        AnswerWriter writer = new AnswerWriter(request, response);
        try {
            writer.write(answer(request));
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

    private Answer answer(Request request) throws InterruptedException {
        String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        if (method.equals("OPTIONS")) {
            return new Answer.Empty(200, 0, Map.of("Allow", "OPTIONS,GET,HEAD,PUT,POST,DELETE"));
        }
        try {
            String path = decode(String.valueOf(request.getHttpURI().getPath()).replace("+", "%2B"));
            Router.Match match = router.match(method, path);
            return match.route()
                    .handler()
                    .answer(new ApiRequest(
                            method,
                            path,
                            match.parameters(),
                            query(request.getHttpURI().getQuery()),
                            headers(request),
                            () -> body(request)));
        } catch (RuntimeException fault) {
            return ErrorAnswers.of(
                    fault, request.getMethod() + " " + request.getHttpURI().getPathQuery());
        }
    }

    private static Map<String, List<String>> query(@org.jspecify.annotations.Nullable String text) {
        Map<String, List<String>> query = new HashMap<>();
        if (text == null || text.isEmpty()) {
            return query;
        }
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            query.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
        }
        return query;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException fault) {
            throw new HttpException(400, "Invalid URL: " + fault.getMessage());
        }
    }

    private static Map<String, String> headers(Request request) {
        Map<String, String> headers = new TreeMap<>();
        for (HttpField field : request.getHeaders()) {
            headers.put(field.getName().toLowerCase(Locale.ROOT), field.getValue());
        }
        return headers;
    }

    private static byte[] body(Request request) {
        if (request.getLength() > MAX_BODY_BYTES) {
            // Known before a byte of it has come, so that the caller need not send it.
            throw tooLarge();
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (InputStream in = Content.Source.asInputStream(request)) {
            byte[] buffer = new byte[16 * 1024];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                body.write(buffer, 0, count);
                if (body.size() > MAX_BODY_BYTES) {
                    throw tooLarge();
                }
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        return body.toByteArray();
    }

    private static HttpException tooLarge() {
        return new HttpException(413, "Request body is larger than " + MAX_BODY_BYTES + " bytes");
    }
}
