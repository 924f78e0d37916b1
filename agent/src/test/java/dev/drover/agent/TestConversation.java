package dev.drover.agent;

import dev.drover.model.api.ExecBytes;
import dev.drover.model.api.ExecInput;
import dev.drover.model.api.ExecOutput;
import dev.drover.model.wire.Json;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A WebSocket of an agent, as a program that speaks the protocol by itself would have one. */
public final class TestConversation implements WebSocket.Listener, AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private final StringBuilder gathered = new StringBuilder();
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebSocket socket;

    private TestConversation(String address, String... headers) {
        WebSocket.Builder builder = http.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        socket = builder.buildAsync(URI.create("ws://" + address), this).join();
    }

    /** Opens one at {@code host:port/path}. */
    public static TestConversation open(String address, String... headers) {
        return new TestConversation(address, headers);
    }

    /** The query of a command, such as {@code ["ls"]}. */
    public static String command(String json) {
        return "&command=" + URLEncoder.encode(json, StandardCharsets.UTF_8);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
        gathered.append(text);
        if (last) {
            messages.add(gathered.toString());
            gathered.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        end.complete(code + " " + reason);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable fault) {
        end.complete("error " + fault);
    }

    public TestConversation send(String message) {
        socket.sendText(message, true).join();
        return this;
    }

    /** Types something. */
    public TestConversation type(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return send(Json.write(ExecInput.of(ExecBytes.of(bytes, bytes.length))));
    }

    /** Ends the input of the command. */
    public TestConversation endInput() {
        return send(Json.write(ExecInput.of(ExecBytes.END)));
    }

    public String next() throws InterruptedException {
        String message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("no message came; " + end.getNow("still open"));
        }
        return message;
    }

    /** Code and reason of the end. */
    public String awaitEnd() throws Exception {
        return end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** What the command has written by its end, first to its output and then to its errors, and its exit code. */
    public String awaitExit() throws InterruptedException {
        StringBuilder out = new StringBuilder();
        StringBuilder err = new StringBuilder();
        while (true) {
            ExecOutput message = Json.read(ExecOutput.class, next());
            append(out, message.stdout());
            append(err, message.stderr());
            if (message.exited() && message.result() != null) {
                return out + "|" + err + "|" + message.result().exitCode();
            }
        }
    }

    /** Reads until the command has written this to its output. */
    public void awaitOutput(String wanted) throws InterruptedException {
        StringBuilder out = new StringBuilder();
        while (out.indexOf(wanted) < 0) {
            ExecOutput message = Json.read(ExecOutput.class, next());
            append(out, message.stdout());
            if (message.exited()) {
                throw new AssertionError("the command has ended after " + out);
            }
        }
    }

    private static void append(StringBuilder to, @Nullable ExecBytes piece) {
        if (piece != null) {
            to.append(new String(piece.bytes(), StandardCharsets.UTF_8));
        }
    }

    /** Goes without a word. */
    @Override
    public void close() {
        socket.abort();
        http.shutdownNow();
    }
}
