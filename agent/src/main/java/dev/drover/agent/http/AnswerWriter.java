package dev.drover.agent.http;

import dev.drover.model.wire.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;

/** Writes an answer with the headers and forms that all routes share. */
public final class AnswerWriter {
    /** Below this size compressing costs more than it saves. */
    private static final int MIN_GZIP_BYTES = 1024;

    /** After these a caller may come again later. */
    private static final Set<Integer> BUSY = Set.of(429, 503);

    private static final String RETRY_AFTER_SECONDS = "1";

    private final Exchange exchange;
    private final Supplier<Contact> contact;

    /**
     * For one exchange.
     *
     * @param contact asked when an answer is made of the state
     */
    public AnswerWriter(Exchange exchange, Supplier<Contact> contact) {
        this.exchange = exchange;
        this.contact = contact;
    }

    public void write(Answer answer) throws IOException, InterruptedException {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Vary", "Accept-Encoding,Origin");
        switch (answer) {
            case Answer.Value value -> {
                addIndex(headers, value.index());
                headers.putAll(value.headers());
                writeBytes(value.status(), headers, "application/json", json(value));
            }
            case Answer.Text text -> {
                if (BUSY.contains(text.status())) {
                    headers.put("Retry-After", RETRY_AFTER_SECONDS);
                }
                writeBytes(text.status(), headers, text.contentType(), utf8(text.text()));
            }
            case Answer.Empty empty -> {
                addIndex(headers, empty.index());
                headers.putAll(empty.headers());
                writeBytes(empty.status(), headers, "", new byte[0]);
            }
            case Answer.Stream stream -> {
                headers.put("Content-Type", stream.contentType());
                headers.putAll(stream.headers());
                writeStream(stream, headers);
            }
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] json(Answer.Value answer) {
        if (answer.value() == null) {
            return utf8("null");
        }
        return pretty() ? utf8(Json.writePretty(answer.value()) + "\n") : Json.writeBytes(answer.value());
    }

    private boolean pretty() {
        List<String> values = exchange.head().query().get("pretty");
        return values != null && ApiRequest.isOn(values);
    }

    private void addIndex(Map<String, String> headers, long index) {
        if (index > 0) {
            Contact now = contact.get();
            headers.put("X-Nomad-Index", Long.toString(index));
            headers.put("X-Nomad-KnownLeader", Boolean.toString(now.knownLeader()));
            headers.put("X-Nomad-LastContact", Long.toString(now.lastContact().toMillis()));
        }
    }

    private void writeBytes(int status, Map<String, String> headers, String contentType, byte[] bytes)
            throws IOException {
        if (!contentType.isEmpty()) {
            headers.put("Content-Type", contentType);
        }
        boolean gzip = bytes.length >= MIN_GZIP_BYTES
                && exchange.head().header("accept-encoding").contains("gzip");
        if (gzip) {
            headers.put("Content-Encoding", "gzip");
        } else {
            headers.put("Content-Length", Integer.toString(bytes.length));
        }
        OutputStream out = exchange.answer(status, headers);
        boolean withoutBody = exchange.head().method().equals("HEAD");
        OutputStream body = gzip && !withoutBody ? new GZIPOutputStream(out) : out;
        if (!withoutBody) {
            body.write(bytes);
        }
        body.close();
    }

    private void writeStream(Answer.Stream stream, Map<String, String> headers)
            throws IOException, InterruptedException {
        OutputStream out = exchange.answer(200, headers);
        if (!exchange.head().method().equals("HEAD")) {
            stream.body().write(out);
        }
        out.close();
    }
}
