package dev.drover.drivers.engine;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** An engine whose answers a test writes. */
final class FakeEngine implements AutoCloseable {
    /** One answer. */
    interface Answering {
        void answer(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    FakeEngine(Answering answering) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            try (exchange) {
                answering.answer(exchange);
            }
        });
        server.start();
    }

    EngineClient client() throws EngineException {
        return EngineClient.open(new EngineAddress(
                "the fake engine", "tcp://127.0.0.1:" + server.getAddress().getPort(), Optional.empty()));
    }

    List<String> asked() {
        return asked;
    }

    static byte[] frame(int stream, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(8 + bytes.length);
        return frame.put((byte) stream)
                .put(new byte[3])
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    /** Answers with all of this, or breaks off behind it. */
    static void send(HttpExchange exchange, boolean whole, byte[]... parts) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            body.writeBytes(part);
        }
        exchange.sendResponseHeaders(200, whole ? 0 : body.size() + 1L);
        OutputStream output = exchange.getResponseBody();
        output.write(body.toByteArray());
        output.flush();
        if (whole) {
            output.close();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
