package dev.drover.agent.http;

import dev.drover.model.wire.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/** Writes an answer with the headers and forms that all routes share. */
final class AnswerWriter {
    /** Below this size compressing costs more than it saves. */
    private static final int MIN_GZIP_BYTES = 1024;

    private final Request request;
    private final Response response;

    AnswerWriter(Request request, Response response) {
        this.request = request;
        this.response = response;
    }

    void write(Answer answer) throws IOException, InterruptedException {
        response.getHeaders().put("Vary", "Accept-Encoding,Origin");
        switch (answer) {
            case Answer.Value value -> writeValue(value);
            case Answer.Text text -> {
                response.setStatus(text.status());
                writeBytes(text.contentType(), text.text().getBytes(StandardCharsets.UTF_8));
            }
            case Answer.Empty empty -> {
                response.setStatus(empty.status());
                headers(empty.index(), empty.headers());
                writeBytes("", new byte[0]);
            }
            case Answer.Stream stream -> writeStream(stream);
        }
    }

    private void writeValue(Answer.Value answer) throws IOException {
        response.setStatus(answer.status());
        headers(answer.index(), answer.headers());
        if (answer.value() == null) {
            writeBytes("application/json", "null".getBytes(StandardCharsets.UTF_8));
        } else if (pretty()) {
            String json = Json.writePretty(answer.value()) + "\n";
            writeBytes("application/json", json.getBytes(StandardCharsets.UTF_8));
        } else {
            writeBytes("application/json", Json.writeBytes(answer.value()));
        }
    }

    private boolean pretty() {
        String query = request.getHttpURI().getQuery();
        return query != null && query.matches("(.*&)?pretty(=(?!0(&|$)|false).*|&.*)?");
    }

    private void headers(long index, Map<String, String> more) {
        if (index > 0) {
            response.getHeaders().put("X-Nomad-Index", Long.toString(index));
            response.getHeaders().put("X-Nomad-KnownLeader", "true");
            response.getHeaders().put("X-Nomad-LastContact", "0");
        }
        more.forEach((name, value) -> response.getHeaders().put(name, value));
    }

    private void writeBytes(String contentType, byte[] bytes) throws IOException {
        if (!contentType.isEmpty()) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
        }
        boolean gzip = bytes.length >= MIN_GZIP_BYTES && acceptsGzip();
        if (gzip) {
            response.getHeaders().put(HttpHeader.CONTENT_ENCODING, "gzip");
        } else {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
        }
        if (request.getMethod().equals("HEAD")) {
            return;
        }
        try (OutputStream out = Content.Sink.asOutputStream(response);
                OutputStream body = gzip ? new GZIPOutputStream(out) : out) {
            body.write(bytes);
        }
    }

    private boolean acceptsGzip() {
        String accepted = request.getHeaders().get(HttpHeader.ACCEPT_ENCODING);
        return accepted != null && accepted.contains("gzip");
    }

    private void writeStream(Answer.Stream stream) throws IOException, InterruptedException {
        response.setStatus(200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, stream.contentType());
        try (OutputStream out = Content.Sink.asOutputStream(response)) {
            stream.body().write(out);
        }
    }
}
